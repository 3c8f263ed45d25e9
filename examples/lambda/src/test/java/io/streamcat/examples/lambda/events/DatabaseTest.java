package io.streamcat.examples.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests of the environment variables; messages name the variable. */
class DatabaseTest {

  private static final int CLEARTEXT_PASSWORD = 3;
  private static final Map<String, String> WITH_TOKENS =
      Map.of(
          Database.USER, "streamcat_events",
          Database.AUTHENTICATION, Database.IAM,
          DatabaseToken.REGION, "eu-west-1",
          DatabaseToken.KEY_ID, "ASIAIOSFODNN7EXAMPLE",
          DatabaseToken.SECRET_KEY, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static void assertRefused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Database.of(environment, Clock.systemUTC()))
        .withMessage(message);
  }

  @Test
  void of_urlOfOtherDatabase_isRejectedWithoutQuotingIt() {
    assertRefused(
        Map.of(Database.URL, "jdbc:mysql://se:cret@localhost/app"),
        "STREAMCAT_JDBC_URL: has another form (must be like jdbc:postgresql://HOST/DATABASE)");
  }

  @Test
  void of_passwordInUrl_isRejectedWithoutQuotingIt() {
    assertRefused(
        Map.of(Database.URL, "jdbc:postgresql://localhost/app?Password=se-cret"),
        "STREAMCAT_JDBC_URL: contains a password (must be without a password, "
            + "which is for STREAMCAT_DB_PASSWORD)");
  }

  @Test
  void of_missingUser_isRejected() {
    assertRefused(
        Map.of(Database.URL, "jdbc:postgresql://localhost/app"),
        "STREAMCAT_DB_USER: is missing (must be set in the environment)");
  }

  @Test
  void of_unknownAuthentication_isRejected() {
    assertRefused(
        Map.of(
            Database.URL, "jdbc:postgresql://localhost/app",
            Database.USER, "todd",
            Database.AUTHENTICATION, "kerberos"),
        "STREAMCAT_DB_AUTHENTICATION: is 'kerberos' (must be iam or password)");
  }

  @Test
  void of_severalServersWithTokens_isRejected() {
    Map<String, String> environment = new HashMap<>(WITH_TOKENS);
    environment.put(Database.URL, "jdbc:postgresql://a:5432,b:5432/app");
    assertRefused(
        environment,
        "STREAMCAT_JDBC_URL: names none or several (must be the address of one server)");
  }

  /** The server asks for the password in plain text, as RDS does for tokens. */
  @Test
  void connect_withTokens_sendsANewTokenEachTime() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = new HashMap<>(WITH_TOKENS);
      environment.put(
          Database.URL,
          "jdbc:postgresql://localhost:" + server.getLocalPort() + "/app?sslmode=disable");
      Database database =
          Database.of(
              environment, Clock.fixed(Instant.parse("2026-11-29T20:00:00Z"), ZoneOffset.UTC));
      CompletableFuture<String> password =
          CompletableFuture.supplyAsync(() -> passwordOfNextClient(server));

      assertThatExceptionOfType(SQLException.class).isThrownBy(database::connect);
      assertThat(password.get(30, TimeUnit.SECONDS))
          .startsWith(
              "localhost:" + server.getLocalPort() + "/?Action=connect&DBUser=streamcat_events&")
          .contains("&X-Amz-Date=20261129T200000Z&");
    }
  }

  private static String passwordOfNextClient(ServerSocket server) {
    try (Socket client = server.accept();
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
      in.readNBytes(in.readInt() - Integer.BYTES);
      out.writeByte('R');
      out.writeInt(2 * Integer.BYTES);
      out.writeInt(CLEARTEXT_PASSWORD);
      out.flush();
      in.readByte();
      byte[] password = in.readNBytes(in.readInt() - Integer.BYTES);
      return new String(password, 0, password.length - 1, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void certificates_packaged_areThoseOfEachRegionOfIvs() throws Exception {
    Collection<? extends Certificate> found;
    try (InputStream pem = Database.class.getResourceAsStream("/rds-ca.pem")) {
      found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
    List<X509Certificate> certificates = found.stream().map(X509Certificate.class::cast).toList();

    for (String region :
        List.of(
            "us-east-1",
            "us-west-2",
            "ap-south-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "eu-central-1",
            "eu-west-1")) {
      assertThat(certificates)
          .extracting(certificate -> certificate.getSubjectX500Principal().getName())
          .filteredOn(name -> name.contains("CN=Amazon RDS " + region + " Root CA "))
          .as(region)
          .hasSize(3);
    }
    for (X509Certificate certificate : certificates) {
      certificate.verify(certificate.getPublicKey());
      certificate.checkValidity(Date.from(Instant.parse("2050-01-01T00:00:00Z")));
    }
  }
}
