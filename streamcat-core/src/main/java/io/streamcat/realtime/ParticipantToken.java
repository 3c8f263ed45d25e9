package io.streamcat.realtime;

import io.streamcat.secret.Secret;
import java.time.Instant;
import java.util.Set;

/**
 * The token with which one participant joins a stage.
 *
 * @param value the text to give to the participant
 * @param participantId what the participant is called on the stage, 12 letters and digits
 * @param userId who it is for, possibly empty
 * @param capabilities what it allows; unmodifiable
 * @param expiresAt until when it can be used to join
 */
public record ParticipantToken(
    Secret value,
    String participantId,
    String userId,
    Set<ParticipantCapability> capabilities,
    Instant expiresAt) {

  /**
   * Copies what needs it.
   *
   * @param value the text to give to the participant
   * @param participantId what the participant is called on the stage
   * @param userId who it is for
   * @param capabilities what it allows
   * @param expiresAt until when it can be used to join
   */
  public ParticipantToken {
    capabilities = Set.copyOf(capabilities);
  }
}
