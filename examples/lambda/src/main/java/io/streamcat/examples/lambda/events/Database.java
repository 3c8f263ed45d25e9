package io.streamcat.examples.lambda.events;

import io.streamcat.exception.Check;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The PostgreSQL database configured by environment variables. */
final class Database {

  static final String URL = "STREAMCAT_JDBC_URL";
  static final String USER = "STREAMCAT_DB_USER";
  static final String PASSWORD = "STREAMCAT_DB_PASSWORD";
  static final String SECRET = "STREAMCAT_DB_SECRET_ARN";

  /** Timeouts that a busy server meets and that are shorter than the function's. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ApplicationName", "streamcat-events",
          "connectTimeout", "5",
          "socketTimeout", "10");

  private final String url;
  private final Login login;

  private Database(String url, Login login) {
    this.url = url;
    this.login = login;
  }

  /** The source of the credentials, read for each connection because they may have been rotated. */
  @FunctionalInterface
  private interface Login {
    Credentials get() throws IOException;
  }

  /**
   * Reads the environment.
   *
   * @throws io.streamcat.exception.InvalidInputException if the database or its user is missing;
   *     the message names the variable
   */
  static Database of(Map<String, String> environment) {
    String url = required(environment, URL);
    Check.that(
        url.startsWith("jdbc:postgresql:"),
        URL,
        "like jdbc:postgresql://HOST/DATABASE",
        "has another form");
    Check.that(
        !url.toLowerCase(Locale.ROOT).contains("password="),
        URL,
        "without a password, which is for " + PASSWORD + " or " + SECRET,
        "contains a password");
    String secret = environment.getOrDefault(SECRET, "");
    if (!secret.isEmpty()) {
      SecretsExtension extension = SecretsExtension.of(environment);
      return new Database(url, () -> extension.credentials(secret));
    }
    Credentials credentials =
        new Credentials(required(environment, USER), environment.getOrDefault(PASSWORD, ""));
    return new Database(url, () -> credentials);
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    Check.that(!value.isEmpty(), name, "set in the environment", "is missing");
    return value;
  }

  /** Opens a connection; parameters of the URL override the defaults. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    try {
      Credentials credentials = login.get();
      properties.setProperty("user", credentials.user());
      properties.setProperty("password", credentials.password());
    } catch (IOException e) {
      throw new SQLTransientConnectionException(e.getMessage(), e);
    }
    return DriverManager.getConnection(url, properties);
  }
}
