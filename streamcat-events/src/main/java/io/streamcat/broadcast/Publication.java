package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of what a participant published in a session of a stage, the last time that it did.
 *
 * @param stageArn the stage
 * @param sessionId the session of the stage
 * @param participantId the participant
 * @param userId who the participant's token was for; empty if it was for nobody in particular
 * @param publishedAt when the participant began the last time, or null if nothing is known of it
 * @param endedAt when the participant stopped the last time, or null if nothing is known of it
 * @param failure why the participant could not publish, or null if nothing failed; empty if AWS
 *     does not say. If AWS tells several reasons, one of them, always the same
 */
public record Publication(
    String stageArn,
    String sessionId,
    String participantId,
    String userId,
    @Nullable Instant publishedAt,
    @Nullable Instant endedAt,
    @Nullable String failure) {

  /**
   * Checks the limits.
   *
   * @param stageArn the stage, 1 to 256 characters
   * @param sessionId the session of the stage, 1 to 64 characters
   * @param participantId the participant, 1 to 64 characters
   * @param userId who the participant's token was for, up to 128 characters
   * @param publishedAt when the participant began the last time
   * @param endedAt when the participant stopped the last time
   * @param failure why the participant could not publish, cut to 2,000 characters
   */
  public Publication {
    Merges.id("stageArn", stageArn, 256);
    Merges.id("sessionId", sessionId, 64);
    Merges.id("participantId", participantId, 64);
    Merges.text("userId", userId, 128);
    publishedAt = Merges.time("publishedAt", publishedAt);
    endedAt = Merges.time("endedAt", endedAt);
    failure = Merges.reason(failure);
  }

  /**
   * Returns what no two publications have in common, for stores.
   *
   * @return participant, session and stage, up to 386 characters
   */
  public String key() {
    return participantId + "/" + sessionId + "/" + stageArn;
  }

  /**
   * Adds what else is known of the same; see {@link Broadcast#merge}.
   *
   * @param other what else is known
   * @return the sum
   * @throws IllegalArgumentException if it is about another participant, session or stage
   */
  public Publication merge(Publication other) {
    if (!key().equals(other.key())) {
      throw new IllegalArgumentException(key() + " is not " + other.key());
    }
    return new Publication(
        stageArn,
        sessionId,
        participantId,
        Objects.requireNonNull(Merges.greater(userId, other.userId)),
        Merges.greater(publishedAt, other.publishedAt),
        Merges.greater(endedAt, other.endedAt),
        Merges.greater(failure, other.failure));
  }

  /**
   * Tells whether the participant publishes.
   *
   * @return the state; of a beginning and an end at the same moment, the end counts
   */
  public PublicationState state() {
    if (publishedAt != null && (endedAt == null || publishedAt.isAfter(endedAt))) {
      return PublicationState.PUBLISHING;
    }
    return endedAt == null ? PublicationState.FAILED : PublicationState.ENDED;
  }
}
