package io.streamcat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for known mistakes: deposits into an account that two servers share. */
@Tag("slow")
class ExplorationTest {

  private static final Bounds BOUNDS =
      new Bounds(
          EnumSet.of(Fault.STALL, Fault.KILL, Fault.ANSWER_LOST, Fault.FAILED),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  /** Algorithms of a deposit, each with its mistake except the first. */
  enum Way {
    /** Compares and sets, and reads again after a lost answer. */
    RIGHT,
    /** Reads and writes. */
    RACE,
    /** Writes again when an answer was lost. */
    BLIND_REPEAT,
    /** Relies on a lease after it has expired. */
    OLD_LEASE
  }

  /**
   * Deposits by two servers, after which the balance must be right.
   *
   * @param deposits the number of deposits of each server
   */
  record Deposits(Way way, int deposits) implements Scenario {

    @Override
    public void play(Scheduler scheduler) {
      Account account = new Account(scheduler);
      AtomicInteger expected = new AtomicInteger();
      for (String name : List.of("A", "B")) {
        SimulatedServer server = scheduler.server(name, Duration.ZERO);
        server.start(
            () -> {
              for (int i = 0; i < deposits; i++) {
                if (deposit(account, server)) {
                  expected.incrementAndGet();
                }
              }
            });
        // The last deposit of a dead server may count or not.
        server.afterKill(() -> account.doubtful++);
      }
      scheduler.run();
      assertThat(account.balance)
          .as("balance")
          .isBetween(expected.get(), expected.get() + account.doubtful);
    }

    private boolean deposit(Account account, SimulatedServer server) {
      while (true) {
        try {
          switch (way) {
            case RIGHT -> {
              if (account.compareAndSet(account.read())) {
                return true;
              }
            }
            case RACE -> {
              account.write(account.read() + 1);
              return true;
            }
            case BLIND_REPEAT -> {
              account.add();
              return true;
            }
            case OLD_LEASE -> {
              if (account.lock(server.clock().instant().toEpochMilli())) {
                account.write(account.read() + 1);
                account.unlock();
                return true;
              }
              pause(server);
            }
          }
        } catch (Failed e) {
          if (way != Way.BLIND_REPEAT) {
            account.doubtful++;
            return false;
          }
        }
      }
    }

    private static void pause(SimulatedServer server) {
      try {
        server.sleeper().sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String text() {
      return way + ":" + deposits;
    }

    static Deposits parse(String text) {
      int colon = text.indexOf(':');
      return new Deposits(
          Way.valueOf(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public List<Deposits> smaller() {
      return deposits > 1 ? List.of(new Deposits(way, deposits - 1)) : List.of();
    }
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A remote account. */
  private static final class Account {
    private static final Point BEFORE =
        Point.before("call", Set.of(Fault.ANSWER_LOST, Fault.FAILED));
    private static final Point AFTER = Point.after("call");
    private static final long LEASE = 30_000;

    private final Scheduler scheduler;
    private int balance;
    private int doubtful;
    private long lockedUntil;

    Account(Scheduler scheduler) {
      this.scheduler = scheduler;
    }

    private <T> T call(java.util.function.Supplier<T> effect) {
      Decision decision = scheduler.point(BEFORE, null);
      if (decision != null && decision.fault() == Fault.FAILED) {
        throw new Failed();
      }
      T result = effect.get();
      scheduler.spend(1_000_000);
      scheduler.point(AFTER, result);
      if (decision != null) {
        throw new Failed();
      }
      return result;
    }

    int read() {
      return call(() -> balance);
    }

    void write(int value) {
      call(() -> balance = value);
    }

    void add() {
      call(() -> balance++);
    }

    boolean compareAndSet(int before) {
      return call(
          () -> {
            if (balance != before) {
              return false;
            }
            balance++;
            return true;
          });
    }

    boolean lock(long now) {
      return call(
          () -> {
            if (lockedUntil > now) {
              return false;
            }
            lockedUntil = now + LEASE;
            return true;
          });
    }

    void unlock() {
      call(() -> lockedUntil = 0);
    }
  }

  private static BooleanSupplier times(int count) {
    AtomicInteger left = new AtomicInteger(count);
    return () -> left.getAndDecrement() > 0;
  }

  @Test
  void exhaustive_ofRightScenario_playsEveryScheduleOnce() {
    Exploration exploration = new Exploration(BOUNDS);
    Deposits scenario = new Deposits(Way.RIGHT, 1);

    assertThat(exploration.exhaustive(scenario, 0, 0)).isEqualTo(1);
    // Four calls of four faults before and a stall after each.
    assertThat(exploration.exhaustive(scenario, 1, 0)).isEqualTo(1 + 4 * 5);
    assertThat(exploration.exhaustive(scenario, 0, 1)).isGreaterThan(1);
    assertThat(exploration.exhaustive(scenario, 1, 2)).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource(names = {"RACE", "BLIND_REPEAT", "OLD_LEASE"})
  void exhaustive_ofMistake_reportsTheScheduleInWords(Way way) {
    int switches = way == Way.RACE ? 1 : 0;
    assertThatThrownBy(
            () -> new Exploration(BOUNDS).exhaustive(new Deposits(way, 1), 1 - switches, switches))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Scenario: " + way + ":1")
        .hasMessageContaining(
            switch (way) {
              case RACE -> "switch to";
              case BLIND_REPEAT -> "the answer is lost";
              default -> "the server stalls for 60000 ms";
            })
        .satisfies(e -> assertThat(decisionsIn(e)).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"RACE", "BLIND_REPEAT", "OLD_LEASE"})
  void random_ofMistake_reportsShrunkScheduleAndReplay(Way way) {
    assertThatThrownBy(
            () -> new Exploration(BOUNDS).random(seed -> new Deposits(way, 4), 1, times(20_000)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("calls call")
        .satisfies(
            e -> {
              assertThat(decisionsIn(e)).hasSizeBetween(1, 3);
              // Which schedule is found first depends on the lanes; some need all four deposits.
              assertThat(replayIn(e)).matches("(?s)" + way + ":[1-4]/.*");
              String report = e.getCause().getMessage();
              assertThat(e).hasMessageContaining("With seed ").hasMessageContaining(report);
              assertThatThrownBy(() -> Exploration.replay(replayIn(e), Deposits::parse))
                  .hasMessageStartingWith(report.substring(0, report.indexOf("Failure:")));
            });
  }

  @Test
  void random_ofRightScenario_playsAll() {
    assertThat(new Exploration(BOUNDS).random(seed -> new Deposits(Way.RIGHT, 3), 1, times(2_000)))
        .isEqualTo(2_000);
  }

  @Test
  void replay_nonDeterministicScenario_isReported() {
    AtomicLong runs = new AtomicLong();
    Scenario scenario =
        Simulations.scenario(
            scheduler -> {
              if (runs.incrementAndGet() == 10) {
                throw new AssertionError("once");
              }
            });

    assertThatThrownBy(() -> new Exploration(BOUNDS).random(seed -> scenario, 1, times(100)))
        .hasMessageContaining("It did not fail again: the scenario is not deterministic.");
  }

  private static String replayIn(Throwable e) {
    Matcher replay =
        Pattern.compile("-Dstreamcat.simulation.replay='(.*)'").matcher(e.getMessage());
    assertThat(replay.find()).isTrue();
    return replay.group(1);
  }

  private static List<Decision> decisionsIn(Throwable e) {
    return new ArrayList<>(Counterexample.decisionsOf(replayIn(e)));
  }
}
