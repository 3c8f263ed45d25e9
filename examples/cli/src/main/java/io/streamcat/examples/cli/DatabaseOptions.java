package io.streamcat.examples.cli;

import com.zaxxer.hikari.HikariConfig;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The database to connect to. */
final class DatabaseOptions {

  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  /** The value of an option that is given without one. */
  private static final String PROMPT = "";

  @Option(
      names = "--jdbc-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "JDBC URL of the database with the users, such as jdbc:postgresql://localhost/app")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "database user")
  private @Nullable String user;

  @Option(
      names = "--db-password",
      scope = ScopeType.INHERIT,
      paramLabel = "PASSWORD",
      arity = "0..1",
      fallbackValue = PROMPT,
      description =
          "database password; without a value, the terminal asks for it; prefer "
              + "STREAMCAT_DB_PASSWORD, which does not show in process lists")
  private @Nullable String password;

  @Option(
      names = "--pool-size",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "maximum number of database connections (default: 8)")
  private int poolSize = 8;

  /** Prompts for the password if the option has no value. */
  void ask(Prompter prompter) {
    if (PROMPT.equals(password)) {
      password =
          prompter
              .askSecretly("Password of the database: ")
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--db-password without a value needs a terminal. Set "
                              + "STREAMCAT_DB_PASSWORD.",
                          null));
    }
  }

  HikariConfig config() {
    if (url == null) {
      throw new UsageException("No database. Use --jdbc-url or set STREAMCAT_JDBC_URL.", null);
    }
    if (poolSize < 1) {
      throw new UsageException("--pool-size must be at least 1.", null);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(durable(url));
    if (user != null) {
      config.setUsername(user);
    }
    if (password != null) {
      config.setPassword(password);
    }
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setPoolName("streamcat-cli");
    return config;
  }

  /**
   * Writes each commit to an H2 file at once, so that a killed program loses none, and keeps the
   * file open after Ctrl-C, so that the work under way can be recorded.
   */
  private static String durable(String url) {
    boolean isFile = url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(mem|tcp|ssl):.*");
    return isFile ? with(with(url, "WRITE_DELAY", "0"), "DB_CLOSE_ON_EXIT", "FALSE") : url;
  }

  private static String with(String url, String setting, String value) {
    boolean isSet = url.toUpperCase(Locale.ROOT).contains(";" + setting + "=");
    return isSet ? url : url + ";" + setting + "=" + value;
  }

  /** Returns the URL without user, password and parameters. */
  String label() {
    return url == null ? "none" : url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  Secrets secrets() {
    return new Secrets(password, url);
  }
}
