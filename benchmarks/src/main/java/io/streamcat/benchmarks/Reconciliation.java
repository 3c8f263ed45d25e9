package io.streamcat.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.user.NewUser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A comparison of many users in PostgreSQL with their resources in the emulator, in a process with
 * a small heap.
 */
final class Reconciliation {

  private static final String HEAP = "512m";
  private static final int THREADS = 4;

  private Reconciliation() {}

  /**
   * Registers users and compares them.
   *
   * @param users the number of users
   * @return the result and the duration, as a Markdown table
   */
  static String run(int users) throws IOException, InterruptedException, ExecutionException {
    try (EmulatorProcess emulator = EmulatorProcess.start();
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      String jdbcUrl = postgres.getJdbcUrl("postgres", "postgres");
      register(emulator.endpoint(), jdbcUrl, users);
      return """

          | reconciliation in %s of heap | seconds | plan |
          |---|---|---|
          | %s |
          """
          .formatted(HEAP, compare(emulator.endpoint(), jdbcUrl));
    }
  }

  private static void register(URI endpoint, String jdbcUrl, int users)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (HikariDataSource pool = pool(jdbcUrl)) {
      StreamCatSchema.of(pool).migrate();
      try (StreamCat streamcat = streamCat(endpoint, pool).build()) {
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < THREADS; part++) {
          int first = part;
          parts.add(
              threads.submit(
                  () -> {
                    for (int i = first; i < users; i += THREADS) {
                      streamcat.users().provision(NewUser.withId("user-" + i));
                    }
                  }));
        }
        for (Future<?> part : parts) {
          part.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String compare(URI endpoint, String jdbcUrl)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Reconciliation.class.getName(),
                endpoint.toString(),
                jdbcUrl)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String row = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the comparison ended with " + process.exitValue());
    }
    return row;
  }

  /** Runs the comparison in the process with a small heap: {@code ENDPOINT JDBC-URL}. */
  public static void main(String[] args) {
    try (HikariDataSource pool = pool(args[1]);
        StreamCat streamcat = streamCat(URI.create(args[0]), pool).build()) {
      Instant start = Instant.now();
      ReconciliationPlan plan = streamcat.reconciler().plan();
      Duration taken = Duration.between(start, Instant.now());
      System.out.printf(
          Locale.ROOT,
          "%d users, %d resources | %.1f | %d findings",
          plan.users(),
          plan.resources(),
          taken.toMillis() / 1000.0,
          plan.findings().size());
    }
  }

  private static StreamCatBuilder streamCat(URI endpoint, HikariDataSource pool) {
    return StreamCat.builder()
        .aws(
            a ->
                a.region(SdkClients.REGION)
                    .credentialsProvider(SdkClients.CREDENTIALS)
                    .endpointOverride(endpoint))
        .users(u -> u.namespace("benchmarks"))
        .storage(s -> s.users(JdbcUserRepository.create(pool)));
  }

  private static HikariDataSource pool(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(THREADS * 3);
    return new HikariDataSource(config);
  }
}
