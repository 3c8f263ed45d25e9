package io.streamcat.user;

import java.time.Instant;

/**
 * The right to work on a user, held by one worker at a time.
 *
 * @param owner identifies the worker, and this one time it works on the user
 * @param until when anyone else may take over
 */
public record Lease(String owner, Instant until) {

  /**
   * Tells whether the lease keeps others away.
   *
   * @param now the time
   * @return true until it has expired
   */
  public boolean isHeld(Instant now) {
    return now.isBefore(until);
  }
}
