package io.streamcat.examples.cli;

import io.streamcat.exception.UserBusyException;
import java.time.Duration;
import java.util.function.Supplier;

/** A retry loop for users who are leased by another process, or by one that crashed. */
final class Patience {

  private final Duration lease;
  private final Output output;

  Patience(Duration lease, Output output) {
    this.lease = lease;
    this.output = output;
  }

  /**
   * Runs work on a user, and repeats it while the user is busy.
   *
   * @param user the user, for messages
   * @param work the work; throws a {@link UserBusyException} after some waiting of its own
   * @throws UserBusyException if the user is still busy after the duration of a lease
   */
  <T> T insist(String user, Supplier<T> work) {
    long start = System.nanoTime();
    while (true) {
      try {
        return work.get();
      } catch (UserBusyException e) {
        if (System.nanoTime() - start > lease.toNanos()) {
          throw e;
        }
        output.note(waiting(user));
      }
    }
  }

  /** Describes the wait for a user. */
  static String waiting(String user) {
    return user
        + " is in use by another process, or by one that crashed; waiting for its lease to expire";
  }
}
