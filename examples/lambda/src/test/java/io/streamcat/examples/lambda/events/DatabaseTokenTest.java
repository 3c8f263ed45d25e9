package io.streamcat.examples.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Tests of the tokens against AWS's own signer, with which the AWS SDK makes them. */
class DatabaseTokenTest {

  private static final String HOST = "streamcat.abc123.eu-west-1.rds.amazonaws.com";
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final Map<String, String> ROLE =
      Map.of(
          DatabaseToken.REGION, "eu-west-1",
          DatabaseToken.KEY_ID, "ASIAIOSFODNN7EXAMPLE",
          DatabaseToken.SECRET_KEY, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static String signedByAws(AwsCredentialsIdentity identity, String user) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host(HOST)
            .port(5432)
            .encodedPath("/")
            .putRawQueryParameter("Action", "connect")
            .putRawQueryParameter("DBUser", user)
            .build();
    URI signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(identity)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(
                            AwsV4FamilyHttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(
                            AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(15))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
            .request()
            .getUri();
    return signed.getRawQuery();
  }

  private static List<String> parameters(String query) {
    return List.of(query.split("&", -1));
  }

  @Test
  void sign_sessionOfRole_equalsAwsSigner() {
    String session = "IQoJb3JpZ2luX2VjEXAMPLE//+/==";
    Map<String, String> environment = new HashMap<>(ROLE);
    environment.put(DatabaseToken.SESSION_TOKEN, session);

    String token = DatabaseToken.of(environment).sign(HOST, 5432, "streamcat_events", NOW);

    assertThat(token).startsWith(HOST + ":5432/?Action=connect&DBUser=streamcat_events&");
    assertThat(parameters(token.substring(token.indexOf('?') + 1)))
        .containsExactlyInAnyOrderElementsOf(
            parameters(
                signedByAws(
                    AwsSessionCredentialsIdentity.create(
                        ROLE.get(DatabaseToken.KEY_ID),
                        ROLE.get(DatabaseToken.SECRET_KEY),
                        session),
                    "streamcat_events")));
  }

  @Test
  void sign_userWithSpecialCharacters_equalsAwsSigner() {
    String token = DatabaseToken.of(ROLE).sign(HOST, 5432, "a b*~ü+/", NOW);

    assertThat(parameters(token.substring(token.indexOf('?') + 1)))
        .containsExactlyInAnyOrderElementsOf(
            parameters(
                signedByAws(
                    AwsCredentialsIdentity.create(
                        ROLE.get(DatabaseToken.KEY_ID), ROLE.get(DatabaseToken.SECRET_KEY)),
                    "a b*~ü+/")));
  }

  @Test
  void of_withoutRole_namesTheVariable() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DatabaseToken.of(Map.of(DatabaseToken.REGION, "eu-west-1")))
        .withMessage("AWS_ACCESS_KEY_ID: is missing (must be set in the environment)");
  }

  @Test
  void toString_anyRole_hidesTheKey() {
    assertThat(DatabaseToken.of(ROLE)).hasToString("DatabaseToken[region=eu-west-1]");
  }
}
