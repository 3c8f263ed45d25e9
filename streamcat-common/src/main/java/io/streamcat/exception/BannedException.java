package io.streamcat.exception;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a banned viewer asks for a chat token; no token was issued. */
public final class BannedException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String viewerId;
  private final @Nullable String reason;

  /**
   * Creates an exception.
   *
   * @param owner the id of the room's owner
   * @param viewerId the id of the banned viewer
   * @param reason the reason of the ban, or null
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
   * Returns the banned viewer.
   *
   * @return the viewer's id
   */
  public String viewerId() {
    return viewerId;
  }

  /**
   * Returns the reason that the moderator gave for the ban.
   *
   * @return the reason, or empty if the moderator gave none
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
