package io.streamcat.examples.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the environment variables; messages name the variable. */
class DatabaseTest {

  private static void assertRefused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Database.of(environment))
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
            + "which is for STREAMCAT_DB_PASSWORD or STREAMCAT_DB_SECRET_ARN)");
  }

  @Test
  void of_missingUser_isRejected() {
    assertRefused(
        Map.of(Database.URL, "jdbc:postgresql://localhost/app"),
        "STREAMCAT_DB_USER: is missing (must be set in the environment)");
  }

  @Test
  void toString_credentials_hidesPassword() {
    assertThat(new Credentials("todd", "se-cret")).hasToString("Credentials[user=todd]");
  }
}
