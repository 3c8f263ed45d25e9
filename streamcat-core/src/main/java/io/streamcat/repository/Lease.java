package io.streamcat.repository;

import java.time.Instant;

/**
 * The right to work on a user, held by one worker at a time.
 *
 * @param owner the random id of the lease's owner; a worker generates a new id for each lease
 * @param until the time from which another worker may take over
 */
public record Lease(String owner, Instant until) {

  /**
   * Returns whether the lease is held at a time.
   *
   * @param now the time
   * @return true until the lease has expired
   */
  public boolean isHeld(Instant now) {
    return now.isBefore(until);
  }
}
