package io.streamcat.examples.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the environment is told by the name of the variable. */
class DatabaseTest {

  private static void assertRefused(Map<String, String> environment, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Database.of(environment))
        .withMessage(message);
  }

  @Test
  void urlOfAnotherDatabase_isRefused_andNotQuoted() {
    assertRefused(
        Map.of(Database.URL, "jdbc:mysql://se:cret@localhost/app"),
        "STREAMCAT_JDBC_URL: is not (must be like jdbc:postgresql://HOST/DATABASE)");
  }

  @Test
  void passwordInTheUrl_isRefused_andNotQuoted() {
    assertRefused(
        Map.of(Database.URL, "jdbc:postgresql://localhost/app?Password=se-cret"),
        "STREAMCAT_JDBC_URL: has one (must be without a password, which is for"
            + " STREAMCAT_DB_PASSWORD or STREAMCAT_DB_SECRET_ARN)");
  }

  @Test
  void nobodyToConnectAs_isRefused() {
    assertRefused(
        Map.of(Database.URL, "jdbc:postgresql://localhost/app"),
        "STREAMCAT_DB_USER: is missing (must be in the environment)");
  }

  @Test
  void credentials_doNotShowThePassword() {
    assertThat(new Credentials("todd", "se-cret")).hasToString("Credentials[user=todd]");
  }
}
