package io.streamcat.realtime;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The parameters that CreateParticipantToken accepts besides the stage, with AWS's defaults;
 * immutable and checked.
 *
 * @param userId the user id, at most 128 characters; empty for an anonymous participant
 * @param duration the time in which the token can be used to join: 1 to 20,160 whole minutes
 * @param capabilities the permissions; unmodifiable, not empty
 * @param attributes the attributes that everyone on the stage sees, at most 1 KB in all;
 *     unmodifiable
 */
public record ParticipantTokenRequest(
    String userId,
    Duration duration,
    Set<ParticipantCapability> capabilities,
    Map<String, String> attributes) {

  /** Checks and copies what needs it. */
  public ParticipantTokenRequest {
    Check.length("userId", userId, 0, 128);
    Check.that(
        duration.equals(Duration.ofMinutes(duration.toMinutes())),
        "duration",
        "whole minutes",
        "is " + duration);
    Check.range("duration in minutes", duration.toMinutes(), 1, 20_160);
    // AWS treats an empty list as its default, which is all permissions.
    capabilities = Set.copyOf(capabilities);
    Check.that(!capabilities.isEmpty(), "capabilities", "PUBLISH, SUBSCRIBE or both", "is empty");
    attributes = TextAttributes.checked("attributes", attributes);
  }

  /**
   * Creates a builder with AWS's defaults: an anonymous participant, 12 hours, publishing and
   * subscribing, no attributes.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder of {@link ParticipantTokenRequest}; not thread-safe. */
  public static final class Builder {

    private String userId = "";
    private Duration duration = Duration.ofHours(12);
    private Set<ParticipantCapability> capabilities = Set.of(ParticipantCapability.values());
    private Map<String, String> attributes = Map.of();

    private Builder() {}

    /**
     * Sets the user id, which everyone on the stage sees.
     *
     * @param value at most 128 characters
     * @return this
     */
    public Builder userId(String value) {
      userId = value;
      return this;
    }

    /**
     * Sets the time in which the token can be used to join.
     *
     * @param value 1 to 20,160 whole minutes, which is 14 days
     * @return this
     */
    public Builder duration(Duration value) {
      duration = value;
      return this;
    }

    /**
     * Sets the permissions.
     *
     * @param value the permissions, at least one, replacing earlier ones
     * @return this
     */
    public Builder capabilities(Set<ParticipantCapability> value) {
      capabilities = value;
      return this;
    }

    /**
     * Sets the permissions to those of a role.
     *
     * @param value the role
     * @return this
     */
    public Builder role(StageRole value) {
      return capabilities(value.capabilities());
    }

    /**
     * Sets the attributes that everyone on the stage sees.
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
    public ParticipantTokenRequest build() {
      return new ParticipantTokenRequest(userId, duration, capabilities, attributes);
    }
  }

  /** The permissions of a participant token. */
  public enum ParticipantCapability {
    /** To send audio and video to the stage. */
    PUBLISH,
    /** To receive what other participants publish. */
    SUBSCRIBE
  }
}
