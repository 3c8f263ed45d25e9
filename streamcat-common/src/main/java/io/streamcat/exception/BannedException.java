package io.streamcat.exception;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody may not enter a chat room; no token was issued. */
public final class BannedException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String viewerId;
  private final @Nullable String reason;

  /**
   * Creates an exception.
   *
   * @param owner the id of the user the room belongs to
   * @param viewerId who is banned from it
   * @param reason why, or null
   */
  public BannedException(String owner, String viewerId, @Nullable String reason) {
    super(
        "viewer '" + viewerId + "' is banned from the chat room of user '" + owner + "'",
        false,
        null);
    this.viewerId = viewerId;
    this.reason = reason;
  }

  /**
   * Names who is banned.
   *
   * @return the viewer's id
   */
  public String viewerId() {
    return viewerId;
  }

  /**
   * Says why, in the words of whoever imposed the ban.
   *
   * @return the reason, or empty if none was given
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
