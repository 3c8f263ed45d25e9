package io.streamcat.realtime;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Everything CreateParticipantToken accepts besides the stage, with AWS's defaults; immutable and
 * checked.
 *
 * @param userId who the token is for, at most 128 characters; empty for nobody in particular
 * @param duration how long the token can be used to join: 1 to 20,160 whole minutes
 * @param capabilities what the token allows; unmodifiable, not empty
 * @param attributes what everyone on the stage is told about the participant, at most 1 KB in all;
 *     unmodifiable
 */
public record ParticipantTokenRequest(
    String userId,
    Duration duration,
    Set<ParticipantCapability> capabilities,
    Map<String, String> attributes) {

  /**
   * Checks and copies what needs it.
   *
   * @param userId who the token is for
   * @param duration how long the token can be used to join
   * @param capabilities what the token allows
   * @param attributes what everyone on the stage is told about the participant
   */
  public ParticipantTokenRequest {
    Check.length("userId", userId, 0, 128);
    Check.that(
        duration.equals(Duration.ofMinutes(duration.toMinutes())),
        "duration",
        "whole minutes",
        "is " + duration);
    Check.range("duration in minutes", duration.toMinutes(), 1, 20_160);
    // AWS would take an empty list for its default, which is everything.
    capabilities = Set.copyOf(capabilities);
    Check.that(!capabilities.isEmpty(), "capabilities", "PUBLISH, SUBSCRIBE or both", "is empty");
    attributes = TextAttributes.checked("attributes", attributes);
  }

  /**
   * Starts from AWS's defaults: nobody in particular, 12 hours, publishing and subscribing, no
   * attributes.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link ParticipantTokenRequest}; not thread safe. */
  public static final class Builder {

    private String userId = "";
    private Duration duration = Duration.ofHours(12);
    private Set<ParticipantCapability> capabilities = Set.of(ParticipantCapability.values());
    private Map<String, String> attributes = Map.of();

    private Builder() {}

    /**
     * Sets who the token is for; everyone on the stage is told.
     *
     * @param value at most 128 characters
     * @return this
     */
    public Builder userId(String value) {
      userId = value;
      return this;
    }

    /**
     * Sets how long the token can be used to join.
     *
     * @param value 1 to 20,160 whole minutes, which is 14 days
     * @return this
     */
    public Builder duration(Duration value) {
      duration = value;
      return this;
    }

    /**
     * Sets what the token allows.
     *
     * @param value the capabilities, at least one, in place of any set before
     * @return this
     */
    public Builder capabilities(Set<ParticipantCapability> value) {
      capabilities = value;
      return this;
    }

    /**
     * Sets what the token allows to what a role may do.
     *
     * @param value the role
     * @return this
     */
    public Builder role(StageRole value) {
      return capabilities(value.capabilities());
    }

    /**
     * Sets what everyone on the stage is told about the participant.
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
    public ParticipantTokenRequest build() {
      return new ParticipantTokenRequest(userId, duration, capabilities, attributes);
    }
  }
}
