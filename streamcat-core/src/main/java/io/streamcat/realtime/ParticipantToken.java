package io.streamcat.realtime;

import io.streamcat.realtime.ParticipantTokenRequest.ParticipantCapability;
import io.streamcat.secret.Secret;
import java.time.Instant;
import java.util.Set;

/**
 * The token with which one participant joins a stage.
 *
 * @param value the text for the participant's client
 * @param participantId the participant's id on the stage, 12 letters and digits
 * @param userId the user id; may be empty
 * @param capabilities the permissions; unmodifiable
 * @param expiresAt the time by which the participant must join
 */
public record ParticipantToken(
    Secret value,
    String participantId,
    String userId,
    Set<ParticipantCapability> capabilities,
    Instant expiresAt) {

  /** Copies what needs it. */
  public ParticipantToken {
    capabilities = Set.copyOf(capabilities);
  }
}
