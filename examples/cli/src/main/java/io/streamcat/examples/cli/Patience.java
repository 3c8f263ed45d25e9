package io.streamcat.examples.cli;

import io.streamcat.exception.UserBusyException;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for users whom another process works on, or worked on when it crashed. */
final class Patience {

  private final Duration lease;
  private final Output output;

  Patience(Duration lease, Output output) {
    this.lease = lease;
    this.output = output;
  }

  /**
   * Does something to a user as soon as nobody else is at it.
   *
   * @param user the user, for messages
   * @param work throws a {@link UserBusyException} after having waited for a while itself
   * @throws UserBusyException if it still does when any lease there was has expired
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
        output.note(
            user + " is being worked on, or a process crashed that did; waiting for its lease");
      }
    }
  }
}
