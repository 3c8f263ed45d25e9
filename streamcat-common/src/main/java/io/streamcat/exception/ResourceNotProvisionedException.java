package io.streamcat.exception;

/**
 * Thrown when a user has no channel, chat room, stage or stream key yet, because it is still being
 * created or is created on demand only. The call changed nothing.
 */
public final class ResourceNotProvisionedException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String userId;
  private final String resource;

  /**
   * Creates an exception.
   *
   * @param userId the user's id
   * @param resource the kind of the missing resource in words, for example {@code chat room}
   * @param retryable whether the same call may succeed later, unchanged
   */
  public ResourceNotProvisionedException(String userId, String resource, boolean retryable) {
    super(
        "user '"
            + userId
            + "' has no "
            + resource
            + " yet; users()."
            + creator(resource)
            + "(…) creates it",
        retryable,
        null);
    this.userId = userId;
    this.resource = resource;
  }

  private static String creator(String resource) {
    return switch (resource) {
      case "channel" -> "ensureChannel";
      case "chat room" -> "ensureChatRoom";
      case "stage" -> "ensureStage";
      default -> "rotateStreamKey";
    };
  }

  /**
   * Returns the user.
   *
   * @return the user's id
   */
  public String userId() {
    return userId;
  }

  /**
   * Returns the kind of the missing resource.
   *
   * @return {@code channel}, {@code chat room}, {@code stage} or {@code stream key}
   */
  public String resource() {
    return resource;
  }
}
