package io.streamcat.chat;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The parameters that CreateChatToken accepts besides the room, with AWS's defaults; immutable and
 * checked.
 *
 * @param userId the user's id, which other clients see: 1 to 128 characters
 * @param session the maximum duration of the connection: 1 to 180 whole minutes
 * @param capabilities the permissions besides reading; unmodifiable
 * @param attributes the user's attributes, which other clients see, at most 1 KB in all;
 *     unmodifiable
 */
public record ChatTokenRequest(
    String userId,
    Duration session,
    Set<ChatCapability> capabilities,
    Map<String, String> attributes) {

  /** The default duration of a connection. */
  static final Duration DEFAULT_SESSION = Duration.ofMinutes(60);

  /** Checks and copies what needs it. */
  public ChatTokenRequest {
    Check.length("userId", userId, 1, 128);
    Check.that(
        session.equals(Duration.ofMinutes(session.toMinutes())),
        "session",
        "whole minutes",
        "is " + session);
    Check.range("session in minutes", session.toMinutes(), 1, 180);
    capabilities = Set.copyOf(capabilities);
    attributes = TextAttributes.checked("attributes", attributes);
  }

  /**
   * Creates a builder with AWS's defaults: an hour, reading only, no attributes.
   *
   * @param userId the user's id: 1 to 128 characters
   * @return a new builder
   */
  public static Builder builder(String userId) {
    return new Builder(userId);
  }

  /** A builder of {@link ChatTokenRequest}; not thread-safe. */
  public static final class Builder {

    private final String userId;
    private Duration session = DEFAULT_SESSION;
    private Set<ChatCapability> capabilities = Set.of();
    private Map<String, String> attributes = Map.of();

    private Builder(String userId) {
      this.userId = userId;
    }

    /**
     * Sets the maximum duration of the connection.
     *
     * @param value 1 to 180 whole minutes
     * @return this
     */
    public Builder session(Duration value) {
      session = value;
      return this;
    }

    /**
     * Sets the permissions besides reading.
     *
     * @param value the permissions, replacing earlier ones
     * @return this
     */
    public Builder capabilities(Set<ChatCapability> value) {
      capabilities = value;
      return this;
    }

    /**
     * Sets the attributes that other clients see.
     *
     * @param value texts by name, at most 1 KB in all, replacing earlier ones
     * @return this
     */
    public Builder attributes(Map<String, String> value) {
      attributes = value;
      return this;
    }

    /**
     * Builds the request.
     *
     * @return a new request
     * @throws io.streamcat.exception.InvalidInputException if a value exceeds a limit
     */
    public ChatTokenRequest build() {
      return new ChatTokenRequest(userId, session, capabilities, attributes);
    }
  }

  /** The permissions of a chat token besides reading, which every token allows. */
  public enum ChatCapability {
    /** To send messages. */
    SEND_MESSAGE,
    /** To delete messages of any user. */
    DELETE_MESSAGE,
    /** To disconnect any user. */
    DISCONNECT_USER
  }
}
