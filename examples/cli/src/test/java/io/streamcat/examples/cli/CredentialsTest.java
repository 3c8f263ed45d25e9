package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamcat.emulator.IvsEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of credentials that need a service of AWS: a process with the environment and the files of
 * such a source, an HTTP server in place of that service, and the emulator in place of IVS.
 */
class CredentialsTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/streamcat";
  private static final String STS =
      """
      <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
      <AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
      <SessionToken>session</SessionToken><Expiration>%2$s</Expiration></Credentials>
      <AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId>
      <Arn>arn:aws:sts::111122223333:assumed-role/streamcat/s</Arn></AssumedRoleUser>
      </%1$sResult></%1$sResponse>
      """;

  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>%s</Arn><UserId>A</UserId><Account>111122223333</Account>
      </GetCallerIdentityResult></GetCallerIdentityResponse>
      """
          .formatted(ROLE);

  @TempDir private Path home;

  private final List<String> served = new CopyOnWriteArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Instant expiration =
      Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

  @AutoClose private final IvsEmulator emulator = IvsEmulator.start();

  @AutoClose private final Service service = new Service();

  /** The service that issues credentials. */
  private final class Service implements AutoCloseable {

    private final HttpServer server;

    Service() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      server.createContext("/", this::answer);
      server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      String answer;
      if (path.endsWith("/federation/credentials")) {
        served.add("GetRoleCredentials");
        answer =
            """
            {"roleCredentials": {"accessKeyId": "ASIATEST", "secretAccessKey": "secret",
             "sessionToken": "session", "expiration": %d}}
            """
                .formatted(expiration.toEpochMilli());
      } else if (body.contains("Action=GetCallerIdentity")) {
        // Only the account of the environment depends on it.
        answer = IDENTITY;
      } else if (body.contains("Action=SimulatePrincipalPolicy")) {
        served.add("SimulatePrincipalPolicy");
        answer = simulated(body);
      } else {
        String operation =
            body.contains("Action=AssumeRoleWithWebIdentity")
                ? "AssumeRoleWithWebIdentity"
                : "AssumeRole";
        served.add(operation);
        answer = STS.formatted(operation, expiration);
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    /** Allows every call of the request except ivs:DeleteChannel. */
    private String simulated(String body) {
      String results =
          Stream.of(body.split("&"))
              .filter(parameter -> parameter.startsWith("ActionNames.member."))
              .map(
                  parameter ->
                      URLDecoder.decode(parameter.replaceFirst(".*=", ""), StandardCharsets.UTF_8))
              .map(
                  action ->
                      "<member><EvalActionName>"
                          + action
                          + "</EvalActionName><EvalDecision>"
                          + (action.equals("ivs:DeleteChannel") ? "implicitDeny" : "allowed")
                          + "</EvalDecision></member>")
              .collect(Collectors.joining());
      return "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
          + "<SimulatePrincipalPolicyResult><EvaluationResults>"
          + results
          + "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>";
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @BeforeEach
  void isolate() {
    environment.put("HOME", home.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
    environment.put("AWS_ENDPOINT_URL_IVS", emulator.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_IVSCHAT", emulator.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_IVS_REALTIME", emulator.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_STS", service.url());
    environment.put("AWS_ENDPOINT_URL_SSO", service.url());
    environment.put("AWS_ENDPOINT_URL_SSO_OIDC", service.url());
    environment.put("STREAMCAT_JDBC_URL", "jdbc:h2:file:" + home.resolve("users"));
  }

  private void profile(String text) throws IOException {
    environment.put("AWS_CONFIG_FILE", Files.writeString(home.resolve("config"), text).toString());
  }

  @Test
  void provision_webIdentity_assumesTheRole() throws Exception {
    environment.put("AWS_ROLE_ARN", ROLE);
    environment.put(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(home.resolve("token"), "a token of the cluster").toString());

    provision();

    assertThat(served).containsOnly("AssumeRoleWithWebIdentity");
  }

  @Test
  void provision_profileThatAssumesRole_assumesTheRole() throws Exception {
    profile(
        """
        [default]
        role_arn=%s
        source_profile=base
        [profile base]
        aws_access_key_id=AKIATEST
        aws_secret_access_key=secret
        """
            .formatted(ROLE));

    provision();

    assertThat(served).containsOnly("AssumeRole");
  }

  @Test
  void provision_identityCenter_usesTheStoredToken() throws Exception {
    profile(
        """
        [default]
        sso_session=company
        sso_account_id=111122223333
        sso_role_name=operator
        [sso-session company]
        sso_region=us-east-1
        sso_start_url=https://company.awsapps.com/start
        sso_registration_scopes=sso:account:access
        """);
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve(sha1("company") + ".json"),
        """
        {"startUrl": "https://company.awsapps.com/start", "region": "us-east-1",
         "accessToken": "token", "expiresAt": "%s"}
        """
            .formatted(expiration));

    provision();

    assertThat(served).containsOnly("GetRoleCredentials");
  }

  @Test
  void doctor_simulatedPolicy_namesDeniedCalls() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "AKIATEST");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_ENDPOINT_URL_IAM", service.url());
    migrate();

    String report = run(Main.FINDINGS, "doctor", "--namespace", "test");

    assertThat(served).containsOnly("SimulatePrincipalPolicy");
    assertThat(report.lines())
        .contains("problem  rights       denied: ivs:DeleteChannel")
        .anyMatch(line -> line.matches("ok +credentials +account 111122223333"))
        .anyMatch(line -> line.matches("ok +aws-clock .*"));
  }

  private static String sha1(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void provision() throws Exception {
    Path users =
        Files.writeString(home.resolve("users.csv"), "username,password\ntodd,correct horse\n");

    migrate();
    run(Main.DONE, "provision", "--users", users.toString(), "--namespace", "test");

    assertThat(emulator.resources()).extracting("type").contains("channel", "room", "stage");
  }

  /** Creates the tables, which needs no credentials and so no process of its own. */
  private void migrate() {
    assertThat(
            Main.run(
                new String[] {"migrate"},
                environment,
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                System.err))
        .isZero();
  }

  private String run(int status, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(status);
    return output;
  }
}
