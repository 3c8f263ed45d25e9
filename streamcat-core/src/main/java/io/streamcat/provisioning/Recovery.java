package io.streamcat.provisioning;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * The recovery of users, which finishes the tasks of workers that crashed, failed or were
 * interrupted. Thread safe; several servers may run it at the same time.
 *
 * <pre>{@code
 * streamcat.startRecovery(Duration.ofMinutes(1)); // on every server
 *
 * RecoveryReport report = streamcat.recovery().run(); // once, for a command
 * }</pre>
 */
public interface Recovery {

  /** The number of users that one run processes in parallel. */
  int PARALLELISM = 4;

  /** The number of equal failures in a row after which a run stops. */
  int EQUAL_FAILURES = 5;

  /**
   * Runs recovery with the default limits: at most 10,000 users, for at most an hour.
   *
   * @return the report of the run
   * @throws io.streamcat.exception.StorageException if the store cannot be reached
   * @throws io.streamcat.exception.StreamCatException inside a transaction of the caller
   */
  default RecoveryReport run() {
    return run(10_000, Duration.ofHours(1));
  }

  /**
   * Runs the due tasks of users, several users in parallel at background priority, until none is
   * left. A later run retries a failed task, after a pause that doubles from 15 seconds to an hour.
   * A run also ends at its limits, when its thread is interrupted, and after {@value
   * #EQUAL_FAILURES} equal failures in a row, which show that the cause does not lie with the
   * users.
   *
   * <p>While the account of AWS is unknown, users and spares whose account is recorded are left
   * out, and {@link RecoveryReport#leftOut} says so. That ends with the first resource in the
   * account, or with the setting {@code account}.
   *
   * @param limit the most users to process, at least 1
   * @param time the time after which no further user is processed, positive and at most 365 days
   * @return the report of the run
   * @throws io.streamcat.exception.StorageException if the store cannot be reached
   * @throws io.streamcat.exception.StreamCatException inside a transaction of the caller
   */
  default RecoveryReport run(int limit, Duration time) {
    return run(limit, time, user -> true);
  }

  /**
   * Runs recovery as {@link #run(int, Duration)} does, and reports each user, for commands that
   * show progress or can be stopped.
   *
   * <pre>{@code
   * RecoveryReport report =
   *     streamcat.recovery().run(100_000, Duration.ofHours(8), user -> {
   *       System.out.println("completed: " + user.completed());
   *       return user.failed().isEmpty(); // begins no further user after a failure
   *     });
   * }</pre>
   *
   * @param limit the most users to process, at least 1
   * @param time the time after which no further user is processed, positive and at most 365 days
   * @param progress is called when the work on a user has ended, with a report of this user alone,
   *     which is empty for a spare, and returns whether further users may be processed; users under
   *     way are completed in any case. It is called on any thread of the run, by one at a time, and
   *     sees the effects of earlier calls. It must not wait for the run. If it throws, the run
   *     continues
   * @return the report of the whole run
   * @throws io.streamcat.exception.StorageException if the store cannot be reached
   * @throws io.streamcat.exception.StreamCatException inside a transaction of the caller
   */
  RecoveryReport run(int limit, Duration time, Predicate<? super RecoveryReport> progress);
}
