package io.streamcat.examples.cli;

import com.zaxxer.hikari.HikariConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The database to connect to: options, with environment variables as their fallback. */
final class DatabaseOptions {

  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--jdbc-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "JDBC URL of the database with the users, such as "
              + "jdbc:postgresql://localhost/app; default: STREAMCAT_JDBC_URL")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "database user; default: STREAMCAT_DB_USER")
  private @Nullable String user;

  @Option(
      names = "--db-password",
      scope = ScopeType.INHERIT,
      paramLabel = "PASSWORD",
      interactive = true,
      arity = "0..1",
      description =
          "database password, prompted for if no value follows; prefer "
              + "STREAMCAT_DB_PASSWORD, which does not show in process lists")
  private char @Nullable [] password;

  @Option(
      names = "--pool-size",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "maximum number of database connections (default: ${DEFAULT-VALUE})")
  private int poolSize = 8;

  HikariConfig config(Map<String, String> environment) {
    String jdbcUrl = url(environment);
    if (jdbcUrl == null) {
      throw new UsageException("No database. Use --jdbc-url or set STREAMCAT_JDBC_URL.", null);
    }
    if (poolSize < 1) {
      throw new UsageException("--pool-size must be at least 1.", null);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    Optional.ofNullable(given(user, environment, "STREAMCAT_DB_USER"))
        .ifPresent(config::setUsername);
    Optional.ofNullable(password(environment)).ifPresent(config::setPassword);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setPoolName("streamcat-cli");
    return config;
  }

  Secrets secrets(Map<String, String> environment) {
    return new Secrets(password(environment), url(environment));
  }

  private @Nullable String url(Map<String, String> environment) {
    return given(url, environment, "STREAMCAT_JDBC_URL");
  }

  private @Nullable String password(Map<String, String> environment) {
    return given(
        password == null ? null : new String(password), environment, "STREAMCAT_DB_PASSWORD");
  }

  private static @Nullable String given(
      @Nullable String option, Map<String, String> environment, String variable) {
    return option == null ? environment.get(variable) : option;
  }
}
