package io.streamcat.examples.cli;

import io.streamcat.examples.support.ProgressBar;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Completes or rolls back users left by crashed processes, once their leases have expired. */
@Command(
    name = "recover",
    description = {
      "Completes or rolls back users whom a crashed process has left unfinished.",
      "Users who cannot be processed yet are shown as waiting, with the reason."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli recover",
      "  streamcat-cli recover --until-idle 3m --failure-policy RESUME",
    })
final class RecoverCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration LONGEST = Duration.ofHours(1);

  /** The time after which users whose work has failed are tried again. */
  private static final Duration SLICE = Duration.ofMinutes(1);

  @Option(
      names = "--until-idle",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "repeats until all users who are unfinished now are done, for at most "
              + "this long: leases of crashed processes may have to expire first")
  private Duration untilIdle = Duration.ZERO;

  private final Map<UserId, RuntimeException> failed =
      new TreeMap<>(Comparator.comparing(UserId::value));
  private @Nullable String stopped;
  private int completed;
  private int removed;

  private final Cli cli;

  RecoverCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws InterruptedException {
    Output output = cli.output();
    Interruption interruption = output.interruption();
    List<UserRecord> waiting;
    try (Session session = cli.openSession()) {
      interruption.begin();
      UserRepository users = session.store().users();
      Recovery recovery = session.streamcat().recovery();
      if (untilIdle.isZero()) {
        if (!run(recovery, users, LONGEST, output)) {
          stopped = RecoverySlice.stoppedEarly("its time limit was reached");
        }
        waiting = unfinished(users);
      } else {
        Set<UserId> left = untilIdle(recovery, users, output);
        // Users of other processes that began later do not count.
        waiting = unfinished(users).stream().filter(r -> left.contains(r.id())).toList();
      }
      failed.forEach((id, failure) -> print("failed", id, Messages.of(failure), users, output));
      waiting = waiting.stream().filter(record -> !failed.containsKey(record.id())).toList();
      waiting.forEach(
          record -> print("waiting", record.id(), reason(record, session), users, output));
    }
    output.summary(
        completed
            + " completed, "
            + removed
            + " removed, "
            + failed.size()
            + " failed, "
            + waiting.size()
            + " waiting");
    if (stopped != null) {
      output.problem(stopped, null);
    }
    if (interruption.isRequested()) {
      return Main.INTERRUPTED;
    }
    if (!failed.isEmpty() || stopped != null) {
      return Main.FAILED;
    }
    return waiting.isEmpty() ? Main.DONE : Main.FINDINGS;
  }

  /**
   * Runs recovery until all are done, the time is up, or the operator interrupts; returns the users
   * who are left.
   */
  private Set<UserId> untilIdle(Recovery recovery, UserRepository users, Output output)
      throws InterruptedException {
    long start = System.nanoTime();
    Set<UserId> unfinished =
        unfinished(users).stream().map(UserRecord::id).collect(Collectors.toSet());
    ProgressBar progress = output.progress(unfinished.size());
    while (true) {
      progress.show();
      Duration left = untilIdle.minusNanos(System.nanoTime() - start);
      var unused = run(recovery, users, sliceOf(left), output);
      for (UserId id : Set.copyOf(unfinished)) {
        if (users.findById(id).filter(RecoverCommand::isUnfinished).isEmpty()) {
          unfinished.remove(id);
          failed.remove(id);
          progress.step();
        }
      }
      if (unfinished.isEmpty()) {
        stopped = null;
        return unfinished;
      }
      if (System.nanoTime() - start >= untilIdle.toNanos() || output.interruption().isRequested()) {
        return unfinished;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** Runs recovery until it has nothing to do; returns false if the time is over before. */
  private boolean run(Recovery recovery, UserRepository users, Duration time, Output output) {
    long start = System.nanoTime();
    boolean isMore = true;
    while (isMore && !output.interruption().isRequested()) {
      Duration left = time.minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) {
        return false;
      }
      RecoverySlice slice =
          RecoverySlice.run(
              recovery,
              sliceOf(left),
              System::nanoTime,
              user -> {
                count(user, users, output);
                return !output.interruption().isRequested();
              });
      stopped = slice.stopped();
      isMore = slice.isMore();
    }
    return true;
  }

  private static Duration sliceOf(Duration time) {
    return time.compareTo(SLICE) < 0 ? time : SLICE;
  }

  private static List<UserRecord> unfinished(UserRepository users) {
    try (Stream<UserRecord> all = users.stream()) {
      return all.filter(RecoverCommand::isUnfinished)
          .sorted(Comparator.comparing(record -> record.id().value()))
          .toList();
    }
  }

  /** Returns whether recovery has work on a user, such as a suspension that has ended. */
  private static boolean isUnfinished(UserRecord record) {
    boolean isDue = record.dueAt().filter(due -> !due.isAfter(Instant.now())).isPresent();
    return record.identity() != null && (isDue || !record.isSettled());
  }

  private static String reason(UserRecord record, Session session) {
    if (!record.home().matches(session.environment().home())) {
      return "belongs to " + record.home();
    }
    if (record.lease() != null) {
      return (record.lease().isHeld(Instant.now()) ? "leased until " : "lease expired at ")
          + record.lease().until()
          + " by another process, or by one that crashed";
    }
    Optional<String> problem = record.pending().problem();
    return "next attempt at "
        + record.pending().nextAttempt().map(Object::toString).orElse("any time")
        + problem.map(text -> ": " + text).orElse("");
  }

  /** Counts the result of a user, which threads of recovery report one after another. */
  private void count(RecoveryReport user, UserRepository users, Output output) {
    completed += user.completed().size();
    removed += user.removed().size();
    // A user who failed before may have been completed since, here or by another process.
    failed.keySet().removeAll(user.completed());
    failed.keySet().removeAll(user.removed());
    failed.putAll(user.failed());
    user.completed().forEach(id -> print("completed", id, null, users, output));
    user.removed().forEach(id -> print("removed", id, null, users, output));
  }

  private static @Nullable UserRecord record(UserId id, UserRepository users) {
    try {
      return users.findById(id).orElse(null);
    } catch (StreamCatException e) {
      // The outcome itself is known.
      return null;
    }
  }

  private void print(
      String outcome, UserId id, @Nullable String reason, UserRepository users, Output output) {
    UserRecord record = record(id, users);
    RuntimeException failure = failed.get(id);
    if (outcome.equals("failed")) {
      output.problem(id + ": " + reason, failure);
    }
    String name =
        record == null || record.user().username() == null
            ? id.value()
            : record.user().username() + " (" + id + ")";
    String text = String.format("%-9s  %s", outcome, name);
    UserLine line = UserLine.of(null, null, record).outcome(outcome).reason(reason);
    Map<String, @Nullable Object> fields = line.fields();
    fields.put("userId", id.value());
    output.result(outcome.equals("waiting") ? text + ": " + reason : text, fields);
  }
}
