package io.streamcat.realtime;

import java.time.Instant;
import java.util.Set;

/**
 * The secret with which one participant joins a stage.
 *
 * <p>{@link #toString()} hides the value.
 *
 * @param value the secret
 * @param participantId what the participant is called on the stage, 12 letters and digits
 * @param userId who it is for, possibly empty
 * @param capabilities what it allows; unmodifiable
 * @param expiresAt until when it can be used to join
 */
public record ParticipantToken(
    String value,
    String participantId,
    String userId,
    Set<ParticipantCapability> capabilities,
    Instant expiresAt) {

  /**
   * Copies what needs it.
   *
   * @param value the secret
   * @param participantId what the participant is called on the stage
   * @param userId who it is for
   * @param capabilities what it allows
   * @param expiresAt until when it can be used to join
   */
  public ParticipantToken {
    capabilities = Set.copyOf(capabilities);
  }

  @Override
  public String toString() {
    return "ParticipantToken[value=***, participantId="
        + participantId
        + ", userId="
        + userId
        + ", capabilities="
        + capabilities
        + ", expiresAt="
        + expiresAt
        + "]";
  }
}
