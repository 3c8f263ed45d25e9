package io.streamcat.examples.lambda.events;

import io.streamcat.exception.Check;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL database configured by environment variables. */
final class Database {

  static final String URL = "STREAMCAT_JDBC_URL";
  static final String USER = "STREAMCAT_DB_USER";
  static final String PASSWORD = "STREAMCAT_DB_PASSWORD";
  static final String AUTHENTICATION = "STREAMCAT_DB_AUTHENTICATION";

  /** The value of {@link #AUTHENTICATION} for tokens instead of a password. */
  static final String IAM = "iam";

  private static final String BY_PASSWORD = "password";
  private static final String PREFIX = "jdbc:";
  private static final int STANDARD_PORT = 5432;

  private static final Map<String, String> DEFAULTS =
      Map.of("ApplicationName", "streamcat-events", "connectTimeout", "5");

  /** A time that a busy server meets and that is shorter than the function's. */
  private static final int ANSWER_SECONDS = 10;

  /** The time of a script, which may create an index. */
  private static final int SCRIPT_SECONDS = 600;

  private final String url;
  private final String user;
  private final Supplier<String> password;
  private final int answerSeconds;

  private Database(String url, String user, Supplier<String> password, int answerSeconds) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.answerSeconds = answerSeconds;
  }

  /**
   * Reads the environment.
   *
   * @throws io.streamcat.exception.InvalidInputException if the database or its user is missing;
   *     the message names the variable
   */
  static Database of(Map<String, String> environment, Clock clock) {
    String url = url(environment);
    String user = required(environment, USER);
    String authentication = environment.getOrDefault(AUTHENTICATION, BY_PASSWORD);
    Check.that(
        authentication.equals(IAM) || authentication.equals(BY_PASSWORD),
        AUTHENTICATION,
        IAM + " or " + BY_PASSWORD,
        "is '" + authentication + "'");
    if (!authentication.equals(IAM)) {
      String password = environment.getOrDefault(PASSWORD, "");
      return new Database(url, user, () -> password, ANSWER_SECONDS);
    }
    DatabaseToken token = DatabaseToken.of(environment);
    URI server = URI.create(url.substring(PREFIX.length()));
    String host = server.getHost();
    int port = server.getPort() < 0 ? STANDARD_PORT : server.getPort();
    Check.that(host != null, URL, "the address of one server", "names none or several");
    return new Database(
        url, user, () -> token.sign(host, port, user, clock.instant()), ANSWER_SECONDS);
  }

  /**
   * Reads the environment for one login with a password from elsewhere, to run scripts.
   *
   * @throws io.streamcat.exception.InvalidInputException if the database is missing
   */
  static Database of(Map<String, String> environment, String user, String password) {
    return new Database(url(environment), user, () -> password, SCRIPT_SECONDS);
  }

  private static String url(Map<String, String> environment) {
    String url = required(environment, URL);
    Check.that(
        url.startsWith("jdbc:postgresql:"),
        URL,
        "like jdbc:postgresql://HOST/DATABASE",
        "has another form");
    Check.that(
        !url.toLowerCase(Locale.ROOT).contains("password="),
        URL,
        "without a password, which is for " + PASSWORD,
        "contains a password");
    return url;
  }

  private static String required(Map<String, String> environment, String name) {
    @Nullable String value = environment.get(name);
    Check.that(value != null && !value.isEmpty(), name, "set in the environment", "is missing");
    return value;
  }

  /** Opens a connection; parameters of the URL override the defaults. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.setProperty("socketTimeout", Integer.toString(answerSeconds));
    properties.setProperty("user", user);
    properties.setProperty("password", password.get());
    return DriverManager.getConnection(url, properties);
  }
}
