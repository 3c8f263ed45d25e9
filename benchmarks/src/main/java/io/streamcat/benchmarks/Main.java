package io.streamcat.benchmarks;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The entry point. Without arguments it prints all comparisons. {@code overhead} compares only the
 * own cost of a registration, {@code repository} only the repository; {@code events} measures
 * events from a queue; {@code reconcile} compares 100,000 users with AWS; {@code startup} starts
 * Spring Boot applications, {@code emulator} the emulator; {@code moto} compares the emulator with
 * moto; {@code spares} registers users with spares; {@code tokens} signs tokens; {@code burst}
 * registers more users than AWS allows; {@code logins} logs in many users with a small heap. Other
 * arguments are JMH's.
 */
final class Main {

  private static final int ROUNDS = 3;
  private static final int USERS = 100_000;
  private static final int STARTS = 15;

  /** A higher number, because a small difference between large values is measured. */
  private static final int STARTS_TO_COMPARE = 45;

  private static final int MOTO_ROUNDS = 5;
  private static final Duration MOTO_TIME = Duration.ofSeconds(2);

  private Main() {}

  /** Prints the comparison as Markdown, or the output of JMH. */
  public static void main(String[] args) throws Exception {
    switch (String.join(" ", args)) {
      case "" -> {
        compare(List.of(RegistrationBenchmark.class));
        System.out.print(OwnCost.ofRegistrations(OwnCost.REGISTRATIONS));
        System.out.print(OwnCost.ofStatements(OwnCost.STATEMENTS));
      }
      case "overhead" -> System.out.print(OwnCost.ofRegistrations(OwnCost.REGISTRATIONS));
      case "repository" -> System.out.print(OwnCost.ofStatements(OwnCost.STATEMENTS));
      case "events" -> compare(List.of(EventsBenchmark.class));
      case "reconcile" -> System.out.print(Reconciliation.run(USERS));
      case "startup" -> System.out.print(StartUp.run(1, STARTS_TO_COMPARE));
      case "emulator" -> System.out.print(EmulatorStartUp.run(1, STARTS));
      case "burst" ->
          System.out.print(
              Burst.run(new int[] {150, 200, 300, 500}, Duration.ofSeconds(10), 200, 16, 64, 200));
      case "moto" -> System.out.print(Moto.compare(MOTO_ROUNDS, MOTO_TIME));
      case "spares" -> org.openjdk.jmh.Main.main(new String[] {"SpareBenchmark"});
      case "tokens" -> org.openjdk.jmh.Main.main(new String[] {"TokenBenchmark"});
      case "logins" -> System.out.print(LogIns.run(Runtime.getRuntime().availableProcessors()));
      case "logins 16" -> System.out.print(LogIns.run(16));
      default -> org.openjdk.jmh.Main.main(args);
    }
  }

  private static void compare(Collection<Class<?>> benchmarks) throws RunnerException {
    System.out.print(Comparison.run(ROUNDS, new OptionsBuilder().forks(1).build(), benchmarks));
  }
}
