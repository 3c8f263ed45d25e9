package io.streamcat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {

  private static final Point BEFORE = Point.before("Write", Set.of(Fault.ANSWER_LOST));
  private static final Point AFTER = Point.after("Write");
  private static final Bounds BOUNDS =
      new Bounds(
          EnumSet.allOf(Fault.class),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  @AutoClose private final Workers workers = new Workers();
  private final List<String> log = new ArrayList<>();

  private Run play(String decisions, Consumer<Scheduler> body) {
    return Simulations.run(decisions, body, workers);
  }

  /** A call that takes effect between two points. */
  private void write(SimulatedServer server, String text) {
    server.scheduler().point(BEFORE, text);
    log.add(text);
    server.scheduler().spend(Duration.ofMillis(1).toNanos());
    server.scheduler().point(AFTER, null);
  }

  private static SimulatedServer server(Scheduler scheduler, String name) {
    return scheduler.server(name, Duration.ZERO);
  }

  private void twoServers(Scheduler scheduler) {
    for (String name : List.of("A", "B")) {
      SimulatedServer server = server(scheduler, name);
      server.start(
          () -> {
            write(server, name + 1);
            write(server, name + 2);
          });
    }
    scheduler.run();
  }

  private static void sleep(SimulatedServer server, Duration duration) {
    try {
      server.sleeper().sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threads_withoutDecisions_runOneAfterTheOther() {
    Run run = play("", this::twoServers);

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactly("A1", "A2", "B1", "B2");
  }

  @Test
  void switch_atPoint_runsTheOtherThread() {
    Run run = play("A1@3>B1,B1@3>A1", this::twoServers);

    assertThat(log).containsExactly("A1", "B1", "A2", "B2");
    assertThat(run.decisions()).hasToString("[A1@3>B1, B1@3>A1]");
  }

  @Test
  void switch_toThreadThatCannotRun_isIgnored() {
    Run run = play("A1@3>C1", this::twoServers);

    assertThat(log).containsExactly("A1", "A2", "B1", "B2");
    assertThat(run.decisions()).isEmpty();
  }

  @Test
  void sleep_lastsInVirtualTimeOnly() {
    List<Instant> times = new ArrayList<>();
    play(
        "",
        scheduler -> {
          for (int seconds : List.of(7_200, 3_600)) {
            SimulatedServer server =
                scheduler.server("S" + seconds, Duration.ofSeconds(seconds == 3_600 ? 30 : 0));
            server.start(
                () -> {
                  sleep(server, Duration.ofSeconds(seconds));
                  log.add(server.toString());
                  times.add(server.clock().instant().truncatedTo(ChronoUnit.SECONDS));
                });
          }
          scheduler.run();
        });

    assertThat(log).containsExactly("S3600", "S7200");
    assertThat(times)
        .containsExactly(Scheduler.START.plusSeconds(3_630), Scheduler.START.plusSeconds(7_200));
  }

  @Test
  void stall_ofServer_letsTimePassForItsThreads() {
    Run run = play("A1@3!STALL:60000", this::twoServers);

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactly("A1", "B1", "B2", "A2");
  }

  @Test
  void kill_ofServer_endsAllItsThreadsAndNoOther() {
    Run run =
        play(
            "A1.1@1!KILL",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              SimulatedServer b = server(scheduler, "B");
              a.start(
                  () -> {
                    try {
                      a.all(List.of(() -> task(a, "A1.1"), () -> task(a, "A1.2")));
                    } finally {
                      write(a, "clean up");
                    }
                  });
              a.start(() -> sleep(a, Duration.ofDays(1)));
              a.afterKill(() -> server(scheduler, "C").start(() -> log.add("C")));
              b.start(() -> write(b, "B"));
              scheduler.run();
              assertThat(scheduler.now()).isLessThan(Duration.ofHours(1).toNanos());
              assertThat(a.isDead()).isTrue();
            });

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactlyInAnyOrder("B", "C");
  }

  private String task(SimulatedServer server, String name) {
    write(server, name);
    return name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A1@1>A1.2", "A1.1@1>A1.2", "A1.1@2>A1.3,A1.3@1>A1.2"})
  void all_severalTasks_returnsTheResultsInOrder(String decisions) {
    List<List<String>> results = new ArrayList<>();
    Run run =
        play(
            decisions,
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () ->
                      results.add(
                          a.all(
                              List.of(
                                  () -> task(a, "x"), () -> task(a, "y"), () -> task(a, "z")))));
              scheduler.run();
            });

    assertThat(run.failure()).isNull();
    assertThat(results).containsExactly(List.of("x", "y", "z"));
    assertThat(log).containsExactlyInAnyOrder("x", "y", "z");
  }

  @Test
  void all_ofTasksThatFail_throwsTheFirstFailureWhenAllHaveEnded() {
    Run run =
        play(
            "A1.1@1>A1.2",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () ->
                      assertThatThrownBy(() -> a.all(List.of(failing(a, "x"), failing(a, "y"))))
                          .hasMessage("x"));
              scheduler.run();
            });

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactly("y", "x");
  }

  private Supplier<String> failing(SimulatedServer server, String name) {
    return () -> {
      write(server, name);
      throw new IllegalStateException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1.1@1!INTERRUPT", "A1.1@1>A1.2,A1.2@1!INTERRUPT"})
  void interrupt_ofTask_reachesItsCallerAndAllItsTasks(String decisions) {
    Run run =
        play(
            decisions,
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () -> {
                    a.all(List.of(() -> sleeper(a), () -> sleeper(a)));
                    log.add("caller " + Thread.interrupted());
                  });
              scheduler.run();
              assertThat(scheduler.now()).isZero();
            });

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactly("interrupted", "interrupted", "caller true");
    assertThat(Thread.interrupted()).isFalse();
  }

  private Void sleeper(SimulatedServer server) {
    try {
      server.sleeper().sleep(Duration.ofHours(1));
      log.add("slept");
    } catch (InterruptedException e) {
      log.add("interrupted");
    }
    return null;
  }

  @Test
  void later_takesEffectInTheOrderOfTime() {
    play(
        "",
        scheduler -> {
          SimulatedServer a = server(scheduler, "A");
          a.start(
              () -> {
                scheduler.later(Duration.ofSeconds(3).toNanos(), () -> log.add("late"));
                scheduler.later(Duration.ofSeconds(1).toNanos(), () -> log.add("soon"));
                sleep(a, Duration.ofSeconds(2));
                log.add("awake");
                sleep(a, Duration.ofSeconds(2));
              });
          scheduler.run();
        });

    assertThat(log).containsExactly("soon", "awake", "late");
  }

  @Test
  void executor_runsTasksAsThreadsOfTheServer() {
    Run run =
        play(
            "A1@1>A2",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () -> {
                    a.executor().execute(() -> write(a, "task"));
                    write(a, "caller");
                  });
              scheduler.run();
            });

    assertThat(run.failure()).isNull();
    assertThat(log).containsExactly("task", "caller");
  }

  @Test
  void point_passedByAnotherThread_isRejected() {
    Run run =
        play(
            "",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(() -> CompletableFuture.runAsync(() -> write(a, "outside")).join());
              scheduler.run();
            });

    assertThat(run.failure())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("a thread outside the simulation");
  }

  @Test
  void thread_throwsAnException_failsTheRunAndEndsAllThreads() {
    Run run =
        play(
            "",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () -> {
                    throw new IllegalStateException("broken");
                  });
              a.start(() -> write(a, "never"));
              scheduler.run();
            });

    assertThat(run.failure()).hasMessage("broken");
    assertThat(log).isEmpty();
  }

  @Test
  void fail_swallowedByTheCode_failsTheRun() {
    Run run =
        play(
            "",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () -> {
                    try {
                      scheduler.fail(new AssertionError("two stages"));
                    } catch (Throwable e) {
                      write(a, "swallowed");
                    }
                  });
              scheduler.run();
            });

    assertThat(run.failure()).hasMessage("two stages");
    assertThat(log).isEmpty();
  }

  @Test
  void run_withoutEnd_fails() {
    Run run =
        play(
            "",
            scheduler -> {
              SimulatedServer a = server(scheduler, "A");
              a.start(
                  () -> {
                    while (true) {
                      sleep(a, Duration.ofSeconds(1));
                    }
                  });
              scheduler.run();
            });

    assertThat(run.failure()).hasMessageStartingWith("the run does not end");
  }

  @Test
  void calm_set_endsAllDecisions() {
    play(
        "B1@1!KILL",
        scheduler -> {
          scheduler.calm(true);
          twoServers(scheduler);
        });

    assertThat(log).containsExactly("A1", "A2", "B1", "B2");
  }

  @Test
  void randomRuns_equalSeeds_areEqualAndRepeatable() {
    Consumer<Scheduler> body =
        scheduler -> {
          for (String name : List.of("A", "B", "C")) {
            SimulatedServer server = server(scheduler, name);
            server.start(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    server.all(List.of(() -> task(server, "x"), () -> task(server, "y")));
                    sleep(server, Duration.ofSeconds(i));
                  }
                });
          }
          scheduler.run();
        };
    Scenario scenario = Simulations.scenario(body);
    Set<Long> different = new HashSet<>();
    for (long seed = 0; seed < 300; seed++) {
      Run run = Run.of(scenario, new RandomSchedule(BOUNDS, seed), workers);
      Run again = Run.of(scenario, new RandomSchedule(BOUNDS, seed), workers);
      Run repeated = play(Decision.format(run.decisions()), body);

      assertThat(run.failure()).isNull();
      assertThat(again).isEqualTo(run);
      assertThat(repeated).isEqualTo(run);
      different.add(run.fingerprint());
    }
    assertThat(different).hasSizeGreaterThan(200);
  }
}
