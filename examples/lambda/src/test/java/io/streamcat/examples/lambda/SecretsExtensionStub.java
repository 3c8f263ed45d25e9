package io.streamcat.examples.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A stub of the AWS Parameters and Secrets Lambda Extension. */
final class SecretsExtensionStub implements AutoCloseable {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:streamcat/db-AbCdEf";
  private static final String SESSION_TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE";

  private final HttpServer server;
  private final String user;
  private volatile String password;

  private SecretsExtensionStub(HttpServer server, String user, String password) {
    this.server = server;
    this.user = user;
    this.password = password;
  }

  static SecretsExtensionStub start(String user, String password) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SecretsExtensionStub stub = new SecretsExtensionStub(server, user, password);
    server.createContext("/secretsmanager/get", stub::handle);
    server.start();
    return stub;
  }

  /** Returns the environment variables with which a function calls the extension. */
  Map<String, String> variables() {
    return Map.of(
        "STREAMCAT_DB_SECRET_ARN",
        ARN,
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        Integer.toString(server.getAddress().getPort()),
        "AWS_SESSION_TOKEN",
        SESSION_TOKEN);
  }

  void rotate(String newPassword) {
    password = newPassword;
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean allowed =
        SESSION_TOKEN.equals(
                exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token"))
            && ("secretId=" + ARN).equals(exchange.getRequestURI().getQuery());
    byte[] body =
        """
        {"ARN": "%s", "Name": "streamcat/db", "VersionId": "1", "CreatedDate": 1.7e9,
         "SecretString": "{\\"engine\\": \\"postgres\\", \\"port\\": 5432, \\"username\\": \\"%s\\", \\"password\\": \\"%s\\"}",
         "VersionStages": ["AWSCURRENT"]}"""
            .formatted(ARN, user, password)
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(allowed ? 200 : 400, allowed ? body.length : -1);
    if (allowed) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
