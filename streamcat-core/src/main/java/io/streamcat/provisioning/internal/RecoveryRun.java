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
import org.jspecify.annotations.Nullable;

/** The limits and results of one recovery run, shared by its threads. */
final class RecoveryRun {

  private final int limit;
  private final Instant deadline;
  private final Set<String> begun = new HashSet<>();
  private final List<UserId> completed = new ArrayList<>();
  private final List<UserId> removed = new ArrayList<>();
  private final List<UserId> waiting = new ArrayList<>();
  private final Map<UserId, StreamCatException> failed = new LinkedHashMap<>();
  private String lastFailure = "";
  private int equalFailures;
  private @Nullable String stopped;

  RecoveryRun(int limit, Instant deadline) {
    this.limit = limit;
    this.deadline = deadline;
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
      } else if (equalFailures >= Recovery.EQUAL_FAILURES) {
        stopped = equalFailures + " users in a row failed alike: " + lastFailure;
      }
    }
    return stopped != null;
  }

  synchronized void add(WorkResult result) {
    UserRecord record = result.record();
    List<StreamCatException> failures = result.failures();
    if (!failures.isEmpty()) {
      fail(record, failures.size() == 1 ? failures.get(0) : result.exception());
      return;
    }
    equalFailures = 0;
    if (record.identity() == null) {
      return;
    }
    if (result.isGone()) {
      removed.add(record.id());
    } else if (record.isSettled()) {
      completed.add(record.id());
    } else {
      waiting.add(record.id());
    }
  }

  synchronized void fail(UserRecord record, StreamCatException failure) {
    String failureKind = kind(failure);
    equalFailures = failureKind.equals(lastFailure) ? equalFailures + 1 : 1;
    lastFailure = failureKind;
    if (record.identity() != null) {
      failed.put(record.id(), failure);
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
