package io.streamcat.operations;

import io.streamcat.exception.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's exclusion from a user's chat room.
 *
 * @param viewerId the viewer, 1 to 128 characters without NUL and unpaired surrogates
 * @param reason the reason, 1 to 256 characters without NUL and unpaired surrogates, or null
 * @param since the time at which the ban was imposed
 * @param until the time at which the ban ends, later than its beginning and before the year 10000;
 *     null if it does not end
 */
public record Ban(
    String viewerId, @Nullable String reason, Instant since, @Nullable Instant until) {

  /** The latest time that all databases can store. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** Checks the limits of IVS, which apply when a viewer is disconnected, and of databases. */
  public Ban {
    Check.storable("viewerId", Check.length("viewerId", viewerId, 1, 128));
    if (reason != null) {
      Check.storable("reason", Check.length("reason", reason, 1, 256));
    }
    Check.that(
        until == null || until.isAfter(since),
        "until",
        "in the future, later than " + since,
        "is " + until);
    Check.that(until == null || !until.isAfter(LATEST), "until", "before 10000", "is " + until);
  }

  /**
   * Returns whether the ban holds at a time.
   *
   * @param time the time
   * @return false once the ban has ended
   */
  public boolean holdsAt(Instant time) {
    return until == null || until.isAfter(time);
  }
}
