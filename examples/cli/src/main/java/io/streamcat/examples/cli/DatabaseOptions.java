package io.streamcat.examples.cli;

import com.zaxxer.hikari.HikariConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which database: options, and the environment for what was not given. */
final class DatabaseOptions {

  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--jdbc-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "the database with the users, such as jdbc:postgresql://localhost/app; also in"
              + " STREAMCAT_JDBC_URL")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "whom to connect as; also in STREAMCAT_DB_USER")
  private @Nullable String user;

  @Option(
      names = "--db-password",
      scope = ScopeType.INHERIT,
      paramLabel = "PASSWORD",
      interactive = true,
      arity = "0..1",
      description =
          "the password, asked for if it does not follow; better in STREAMCAT_DB_PASSWORD, which no"
              + " list of processes shows")
  private char @Nullable [] password;

  @Option(
      names = "--pool-size",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "how many connections to use at most (default: ${DEFAULT-VALUE})")
  private int poolSize = 8;

  HikariConfig config(Map<String, String> environment) {
    String jdbcUrl = url(environment);
    if (jdbcUrl == null) {
      throw new UsageException(
          "Which database? Give --jdbc-url, or STREAMCAT_JDBC_URL in the environment.", null);
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
