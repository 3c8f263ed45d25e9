package io.streamcat.provisioning;

import java.time.Duration;

/**
 * The recovery of users: it finishes the tasks that workers left when they crashed, failed or were
 * interrupted. Thread safe; servers may run it at the same time.
 */
public interface Recovery {

  /** The number of users that one run works on at a time. */
  int PARALLELISM = 4;

  /** The number of equal failures in a row after which a run stops. */
  int EQUAL_FAILURES = 5;

  /**
   * Runs with the default limits: at most 10,000 users, for at most an hour.
   *
   * @return what was done
   * @throws io.streamcat.exception.StorageException if the store cannot be reached
   * @throws io.streamcat.exception.StreamCatException inside a transaction of the caller's
   */
  default RecoveryReport run() {
    return run(10_000, Duration.ofHours(1));
  }

  /**
   * Works on users whose tasks are due, several at a time at background priority, until none is
   * left. A task that failed is tried again by a later run, after a pause that doubles from 15
   * seconds to an hour. A run also ends at its limits, when its thread is interrupted, and after
   * {@value #EQUAL_FAILURES} equal failures in a row, which are a sign that the cause is not with
   * the users.
   *
   * @param limit the most users to take up, at least 1
   * @param time the time after which no further user is taken up, positive and at most 365 days
   * @return what was done
   * @throws io.streamcat.exception.StorageException if the store cannot be reached
   * @throws io.streamcat.exception.StreamCatException inside a transaction of the caller's
   */
  RecoveryReport run(int limit, Duration time);
}
