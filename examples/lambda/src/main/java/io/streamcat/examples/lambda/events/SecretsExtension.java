package io.streamcat.examples.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;

/**
 * A client of the AWS Parameters and Secrets Lambda Extension, a layer that reads from Secrets
 * Manager, caches secrets for five minutes, and is called over HTTP.
 *
 * <p>With the AWS SDK the package would be several times larger and start more slowly. Errors never
 * quote what was read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html">Use
 *     AWS Secrets Manager secrets in AWS Lambda functions</a>
 */
final class SecretsExtension {

  private static final String PORT = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";
  private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 5_000;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String endpoint;
  private final String token;

  private SecretsExtension(String endpoint, String token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  static SecretsExtension of(Map<String, String> environment) {
    return new SecretsExtension(
        "http://localhost:" + environment.getOrDefault(PORT, "2773") + "/secretsmanager/get",
        environment.getOrDefault(SESSION_TOKEN, ""));
  }

  /** Reads a database secret in the format of RDS. */
  Credentials credentials(String arn) throws IOException {
    String secret = text(get(arn), "SecretString");
    return new Credentials(text(secret, "username"), text(secret, "password"));
  }

  private String get(String arn) throws IOException {
    URI uri = URI.create(endpoint + "?secretId=" + URLEncoder.encode(arn, UTF_8));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("X-Aws-Parameters-Secrets-Token", token);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          "the secrets extension answers with status " + connection.getResponseCode());
    }
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  /**
   * Returns a string member of an object. Messages of the parser are dropped, because they quote
   * malformed input.
   */
  private static String text(String object, String field) throws IOException {
    try (JsonParser parser = FACTORY.createParser(object)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean found = parser.currentName().equals(field);
          if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
            return parser.getText();
          }
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException("the secret is not a JSON object");
    }
    throw new IOException("the secret has no member " + field);
  }
}
