package io.streamcat.examples.lambda;

import io.streamcat.examples.lambda.RuntimeApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measurements of both functions, alternating, each in a new process. They run only with the
 * profile {@code figures}.
 */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"},
    disabledReason = "the runtime interface client has native code only for these platforms")
class Figures {

  private static final int ROUNDS = 10;
  private static final int WARM_UP = 1_000;
  private static final int MEASURED = 1_000;
  private static final int BATCH = 10;
  private static final String OWNER = "postgres";

  /** A user who cannot log in while the function initialises. */
  private static final String LATE = "late";

  @TempDir private Path directory;

  /** The measurements of one function. */
  private static final class Measured {
    private final List<Duration> init = new ArrayList<>();
    private final List<Duration> first = new ArrayList<>();
    private final List<Duration> warm = new ArrayList<>();
  }

  @Test
  void figures_bothFunctions_arePrinted() throws IOException {
    Measured review = new Measured();
    Measured events = new Measured();
    Measured late = new Measured();
    try (Postgres postgres = Postgres.start(directory)) {
      postgres.execute("CREATE ROLE " + LATE + " SUPERUSER NOLOGIN");
      // The first run of each only fills the disk cache.
      for (int round = 0; round <= ROUNDS; round++) {
        boolean isCounted = round > 0;
        measure(
            Packaged.REVIEW,
            Map.of(),
            () -> {},
            Figures::message,
            isCounted ? review : new Measured());
        postgres.execute("TRUNCATE streamcat_broadcast CASCADE");
        measure(
            Packaged.EVENTS,
            withTokens(postgres, OWNER),
            () -> {},
            Figures::batch,
            isCounted ? events : new Measured());
        postgres.execute("TRUNCATE streamcat_broadcast CASCADE");
        measure(
            Packaged.EVENTS,
            withTokens(postgres, LATE),
            () -> postgres.execute("ALTER ROLE " + LATE + " LOGIN"),
            Figures::batch,
            isCounted ? late : new Measured());
        postgres.execute("ALTER ROLE " + LATE + " NOLOGIN");
      }
    }
    System.out.printf(
        """

        | function | package, KB | init, ms | first invocation, ms | warm, ms: p50 | p99 |
        |---|---|---|---|---|---|
        %s%s%s""",
        row("review of a message", Packaged.REVIEW, review),
        row("ten new events into PostgreSQL", Packaged.EVENTS, events),
        row("the same, without a connection from *init*", Packaged.EVENTS, late));
  }

  private static String message(int number) {
    return """
        {"Content": "Number %d, you idi\u00f6t: that was the best goal of the season!",
         "MessageId": "AYk6xKitV4On", "Attributes": {},
         "RoomArn": "arn:aws:ivschat:us-east-1:123456789012:room/AbCdef1G2hij",
         "Sender": {"UserId": "todd", "Ip": "192.0.2.1", "Attributes": {"role": "CHATTER"}}}"""
        .formatted(number);
  }

  private static String batch(int number) {
    return Events.batch(
        IntStream.range(0, BATCH).mapToObj(i -> Events.start("st-" + number + "-" + i)).toList());
  }

  /** Returns the variables with which the function sends tokens, which a local server accepts. */
  private static Map<String, String> withTokens(Postgres postgres, String user) {
    Map<String, String> variables = new HashMap<>(postgres.variables());
    variables.putAll(
        Map.of(
            "STREAMCAT_DB_USER", user,
            "STREAMCAT_DB_AUTHENTICATION", "iam",
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "example"));
    return variables;
  }

  private void measure(
      Packaged function,
      Map<String, String> variables,
      Runnable afterInit,
      IntFunction<String> event,
      Measured to) {
    try (ExecutionEnvironment environment =
        ExecutionEnvironment.start(function, directory, variables)) {
      to.init.add(environment.awaitInit());
      afterInit.run();
      to.first.add(invoke(environment, event.apply(0)));
      for (int i = 1; i <= WARM_UP + MEASURED; i++) {
        Duration taken = invoke(environment, event.apply(i));
        if (i > WARM_UP) {
          to.warm.add(taken);
        }
      }
    }
  }

  private static Duration invoke(ExecutionEnvironment environment, String event) {
    Answer answer = environment.invoke(event);
    if (answer.isError()) {
      throw new IllegalStateException(answer.body());
    }
    return answer.taken();
  }

  private static String row(String what, Packaged function, Measured measured) throws IOException {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %.2f | %.2f |%n",
        what,
        Files.size(function.jar()) / 1000,
        shown(measured.init),
        shown(measured.first),
        percentile(measured.warm, 50),
        percentile(measured.warm, 99));
  }

  private static String shown(List<Duration> durations) {
    return String.format(
        Locale.ROOT,
        "%.0f (%.0f–%.0f)",
        percentile(durations, 50),
        percentile(durations, 0),
        percentile(durations, 100));
  }

  /** Returns a percentile in milliseconds. */
  private static double percentile(List<Duration> durations, int percent) {
    List<Duration> sorted = new ArrayList<>(durations);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) * percent / 100).toNanos() / 1e6;
  }
}
