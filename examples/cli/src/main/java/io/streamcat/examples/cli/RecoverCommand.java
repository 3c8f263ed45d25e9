package io.streamcat.examples.cli;

import io.streamcat.examples.support.ProgressBar;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Completes or rolls back users left by crashed processes, once their leases have expired. */
@Command(
    name = "recover",
    description = "Completes or rolls back users whom a crashed process has left unfinished.")
final class RecoverCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(250);

  @Option(
      names = "--until-idle",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "repeats until all users who are unfinished now are done, for at most "
              + "this long: leases of crashed processes may have to expire first")
  private Duration untilIdle = Duration.ZERO;

  private final Map<UserId, RuntimeException> failed = new LinkedHashMap<>();
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
    int unfinished = 0;
    try (Session session = cli.openSession()) {
      if (untilIdle.isZero()) {
        count(session.streamcat().recovery().run(), output);
      } else {
        unfinished = untilIdle(session, output);
      }
    }
    failed.forEach((id, failure) -> print("failed", id, failure, output));
    output.summary(completed + " completed, " + removed + " removed, " + failed.size() + " failed");
    if (stopped != null) {
      output.problem("recovery stopped early: " + stopped, null);
    }
    if (unfinished > 0) {
      output.problem(
          "unfinished users: " + unfinished + " (in use by another process, or failed)", null);
    }
    return failed.isEmpty() && unfinished == 0 && stopped == null ? Main.DONE : Main.FAILED;
  }

  /** Runs recovery until all are done or the time is up, and returns how many are left. */
  private int untilIdle(Session session, Output output) throws InterruptedException {
    long start = System.nanoTime();
    UserRepository users = session.store().users();
    Set<UserId> unfinished = unfinished(users);
    ProgressBar progress = output.progress(unfinished.size());
    do {
      progress.show();
      count(session.streamcat().recovery().run(), output);
      for (UserId id : Set.copyOf(unfinished)) {
        if (users.findById(id).filter(RecoverCommand::isUnfinished).isEmpty()) {
          unfinished.remove(id);
          failed.remove(id);
          progress.step();
        }
      }
      if (unfinished.isEmpty()) {
        stopped = null;
        return 0;
      }
      Thread.sleep(PAUSE.toMillis());
    } while (System.nanoTime() - start < untilIdle.toNanos());
    return unfinished.size();
  }

  private static Set<UserId> unfinished(UserRepository users) {
    try (Stream<UserRecord> all = users.stream()) {
      return all.filter(RecoverCommand::isUnfinished)
          .map(UserRecord::id)
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  private static boolean isUnfinished(UserRecord record) {
    return record.identity() != null && !record.isSettled();
  }

  private void count(RecoveryReport report, Output output) {
    report.completed().forEach(id -> print("completed", id, null, output));
    report.removed().forEach(id -> print("removed", id, null, output));
    completed += report.completed().size();
    removed += report.removed().size();
    // A user who failed before may have been completed since, here or by another process.
    failed.keySet().removeAll(report.completed());
    failed.keySet().removeAll(report.removed());
    failed.putAll(report.failed());
    stopped = report.stopped();
  }

  private static void print(
      String result, UserId id, @Nullable RuntimeException failure, Output output) {
    if (failure != null) {
      output.problem(id + ": " + failure.getMessage(), failure);
    }
    output.result(result + "  " + id, Map.of("userId", id.value(), "outcome", result));
  }
}
