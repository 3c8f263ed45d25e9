package io.streamcat.provisioning.internal;

import io.streamcat.exception.AwsException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limits and results of one recovery run, shared by its threads. */
final class RecoveryRun {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final int limit;
  private final Instant deadline;
  private final Predicate<? super RecoveryReport> progress;
  private final Object reporting = new Object();
  private final Set<String> begun = new HashSet<>();
  private final List<UserId> completed = new ArrayList<>();
  private final List<UserId> removed = new ArrayList<>();
  private final List<UserId> waiting = new ArrayList<>();
  private final Map<UserId, StreamCatException> failed = new LinkedHashMap<>();
  private String lastFailure = "";
  private int equalFailures;
  private volatile boolean isEnded;
  private @Nullable String stopped;

  RecoveryRun(int limit, Instant deadline, Predicate<? super RecoveryReport> progress) {
    this.limit = limit;
    this.deadline = deadline;
    this.progress = progress;
  }

  /** Returns whether a record was not processed in this run. */
  synchronized boolean isNew(String key) {
    return !begun.contains(key);
  }

  /** Adds a user to the run; returns false if the run is over. */
  synchronized boolean begin(String key, Instant now) {
    return !isOver(now) && begun.add(key);
  }

  /** Returns whether no further user may be processed. */
  synchronized boolean isOver(Instant now) {
    if (stopped == null) {
      if (Thread.currentThread().isInterrupted()) {
        stopped = "the thread was interrupted";
      } else if (begun.size() >= limit) {
        stopped = "the limit of " + limit + " users was reached";
      } else if (!now.isBefore(deadline)) {
        stopped = "its time limit was reached";
      } else if (isEnded) {
        stopped = "the caller ended it";
      } else if (equalFailures >= Recovery.EQUAL_FAILURES) {
        stopped = equalFailures + " users in a row failed alike: " + lastFailure;
      }
    }
    return stopped != null;
  }

  /** Withdraws a user whom another worker has claimed first; later the user may be due again. */
  synchronized void withdraw(String key) {
    begun.remove(key);
  }

  void add(WorkResult result) {
    UserRecord record = result.record();
    List<StreamCatException> failures = result.failures();
    if (!failures.isEmpty()) {
      fail(record, failures.size() == 1 ? failures.get(0) : result.exception());
      return;
    }
    List<UserId> user = record.identity() == null ? List.of() : List.of(record.id());
    if (result.isGone()) {
      end(List.of(), user, List.of(), Map.of(), null);
    } else if (record.isSettled()) {
      end(user, List.of(), List.of(), Map.of(), null);
    } else {
      end(List.of(), List.of(), user, Map.of(), null);
    }
  }

  void fail(UserRecord record, StreamCatException failure) {
    end(
        List.of(),
        List.of(),
        List.of(),
        record.identity() == null ? Map.of() : Map.of(record.id(), failure),
        kind(failure));
  }

  /** Records the result of one user, or of a spare, which has none. */
  private void end(
      List<UserId> nowCompleted,
      List<UserId> nowRemoved,
      List<UserId> nowWaiting,
      Map<UserId, StreamCatException> nowFailed,
      @Nullable String failureKind) {
    synchronized (this) {
      completed.addAll(nowCompleted);
      removed.addAll(nowRemoved);
      waiting.addAll(nowWaiting);
      failed.putAll(nowFailed);
      if (failureKind == null) {
        equalFailures = 0;
      } else {
        equalFailures = failureKind.equals(lastFailure) ? equalFailures + 1 : 1;
        lastFailure = failureKind;
      }
    }
    // A lock of its own, so that the application's code does not block workers that begin a user.
    synchronized (reporting) {
      report(new RecoveryReport(nowCompleted, nowRemoved, nowWaiting, nowFailed, null, null));
    }
  }

  private void report(RecoveryReport user) {
    try {
      if (!progress.test(user)) {
        isEnded = true;
      }
    } catch (Throwable e) {
      // Includes Errors, and checked exceptions of functions that are not written in Java.
      log.warn("The progress of recovery could not be reported; the run continues", e);
    }
  }

  /** Returns the failure without the details of one user. */
  private static String kind(StreamCatException failure) {
    Throwable cause =
        failure instanceof ProvisioningException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String name = cause.getClass().getSimpleName();
    return cause instanceof AwsException e ? name + " by " + e.operation() : name;
  }

  /** Returns the report, with the reason why users and spares were left out, if any were. */
  synchronized RecoveryReport report(Optional<String> leftOut) {
    return new RecoveryReport(completed, removed, waiting, failed, stopped, leftOut.orElse(null));
  }
}
