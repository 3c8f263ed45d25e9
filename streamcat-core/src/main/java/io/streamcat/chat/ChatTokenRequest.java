package io.streamcat.chat;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Everything CreateChatToken accepts besides the room, with AWS's defaults; immutable and checked.
 *
 * @param userId who the token is for, as other clients see it: 1 to 128 characters
 * @param session how long the connection may last: 1 to 180 whole minutes
 * @param capabilities what the token allows besides reading; unmodifiable
 * @param attributes what other clients are told about the user, at most 1 KB in all; unmodifiable
 */
public record ChatTokenRequest(
    String userId,
    Duration session,
    Set<ChatCapability> capabilities,
    Map<String, String> attributes) {

  /** How long a connection lasts unless something else is asked for. */
  static final Duration DEFAULT_SESSION = Duration.ofMinutes(60);

  /**
   * Checks and copies what needs it.
   *
   * @param userId who the token is for
   * @param session how long the connection may last
   * @param capabilities what the token allows besides reading
   * @param attributes what other clients are told about the user
   */
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
   * Starts from AWS's defaults: an hour, reading alone, no attributes.
   *
   * @param userId who the token is for: 1 to 128 characters
   * @return a new builder
   */
  public static Builder builder(String userId) {
    return new Builder(userId);
  }

  /** Builds {@link ChatTokenRequest}; not thread safe. */
  public static final class Builder {

    private final String userId;
    private Duration session = DEFAULT_SESSION;
    private Set<ChatCapability> capabilities = Set.of();
    private Map<String, String> attributes = Map.of();

    private Builder(String userId) {
      this.userId = userId;
    }

    /**
     * Sets how long the connection may last.
     *
     * @param value 1 to 180 whole minutes
     * @return this
     */
    public Builder session(Duration value) {
      session = value;
      return this;
    }

    /**
     * Sets what the token allows besides reading.
     *
     * @param value the capabilities, in place of any set before
     * @return this
     */
    public Builder capabilities(Set<ChatCapability> value) {
      capabilities = value;
      return this;
    }

    /**
     * Sets what other clients are told about the user.
     *
     * @param value texts by name, at most 1 KB in all, in place of any set before
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
     * @throws io.streamcat.exception.InvalidInputException if it breaks a limit
     */
    public ChatTokenRequest build() {
      return new ChatTokenRequest(userId, session, capabilities, attributes);
    }
  }
}
