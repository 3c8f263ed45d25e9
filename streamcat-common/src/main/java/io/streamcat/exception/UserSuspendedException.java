package io.streamcat.exception;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a suspended user logs in, or asks for a token, a stream key or a change. Nothing was
 * issued or changed.
 */
public final class UserSuspendedException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String userId;
  private final String reason;
  private final @Nullable Instant until;

  /**
   * Creates an exception.
   *
   * @param userId the id of the suspended user
   * @param reason the reason of the suspension
   * @param until the end of the suspension, or null without an end
   */
  public UserSuspendedException(String userId, String reason, @Nullable Instant until) {
    super(
        "user '" + userId + "' is suspended" + (until == null ? "" : " until " + until),
        false,
        null);
    this.userId = userId;
    this.reason = reason;
    this.until = until;
  }

  /**
   * Returns the suspended user: the owner of the resource, or the viewer who asked for a token.
   *
   * @return the user's id
   */
  public String userId() {
    return userId;
  }

  /**
   * Returns the reason of the suspension. It may be shown to the suspended user; the message of
   * this exception does not contain it.
   *
   * @return the reason
   */
  public String reason() {
    return reason;
  }

  /**
   * Returns the end of the suspension.
   *
   * @return the time, or empty if the suspension has no end
   */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }
}
