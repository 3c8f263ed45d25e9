package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest publication of a participant in a session of a stage.
 *
 * @param stageArn the ARN of the stage, 1 to 256 characters
 * @param sessionId the id of the stage session, 1 to 64 characters
 * @param participantId the id of the participant, 1 to 64 characters
 * @param userId the user id of the participant's token, up to 128 characters; empty if the token
 *     names no user
 * @param seenAt the time of its latest known event
 * @param publishedAt the time at which the participant last began to publish, or null if unknown
 * @param endedAt the time at which the participant last stopped publishing, or null if unknown; a
 *     microsecond later if it began in the same second and AWS confirms the end
 * @param resumedAt the latest time at which, according to AWS, the participant stopped publishing
 *     and began again within the same second; null if AWS was not asked or did not say so
 * @param failure the reason why publishing failed, or null if it did not fail; empty if AWS gives
 *     no reason, and cut to 2,000 characters. If AWS gives several reasons, always the same one of
 *     them
 */
public record Publication(
    String stageArn,
    String sessionId,
    String participantId,
    String userId,
    Instant seenAt,
    @Nullable Instant publishedAt,
    @Nullable Instant endedAt,
    @Nullable Instant resumedAt,
    @Nullable String failure) {

  /** Checks the limits. */
  public Publication {
    Merges.requireId("stageArn", stageArn, 256);
    Merges.requireId("sessionId", sessionId, 64);
    Merges.requireId("participantId", participantId, 64);
    Merges.requireText("userId", userId, 128);
    seenAt = Objects.requireNonNull(Merges.time("seenAt", seenAt));
    publishedAt = Merges.time("publishedAt", publishedAt);
    endedAt = Merges.time("endedAt", endedAt);
    resumedAt = Merges.time("resumedAt", resumedAt);
    failure = Merges.reason(failure);
  }

  /**
   * Creates a publication of which nothing is known but an event.
   *
   * @param stageArn the ARN of the stage
   * @param sessionId the id of the stage session
   * @param participantId the id of the participant
   * @param userId the user id of the participant's token
   * @param at the time of the event
   * @return the publication
   */
  static Publication seen(
      String stageArn, String sessionId, String participantId, String userId, Instant at) {
    return new Publication(stageArn, sessionId, participantId, userId, at, null, null, null, null);
  }

  Publication published(Instant at) {
    return new Publication(
        stageArn, sessionId, participantId, userId, seenAt, at, endedAt, resumedAt, failure);
  }

  Publication ended(Instant at) {
    return new Publication(
        stageArn, sessionId, participantId, userId, seenAt, publishedAt, at, resumedAt, failure);
  }

  Publication resumed(Instant at) {
    return new Publication(
        stageArn, sessionId, participantId, userId, seenAt, publishedAt, endedAt, at, failure);
  }

  Publication failed(String reason) {
    return new Publication(
        stageArn,
        sessionId,
        participantId,
        userId,
        seenAt,
        publishedAt,
        endedAt,
        resumedAt,
        reason);
  }

  /**
   * Returns the key of the publication in stores.
   *
   * @return participant, session and stage, which together are unique; up to 386 characters
   */
  public String key() {
    return participantId + "/" + sessionId + "/" + stageArn;
  }

  /**
   * Merges this publication with further knowledge about it; see {@link Broadcast#merge}.
   *
   * @param other the further knowledge
   * @return the merged publication
   * @throws IllegalArgumentException if the argument has another participant, session or stage
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
        Objects.requireNonNull(Merges.greater(seenAt, other.seenAt)),
        Merges.greater(publishedAt, other.publishedAt),
        Merges.greater(endedAt, other.endedAt),
        Merges.greater(resumedAt, other.resumedAt),
        Merges.greater(failure, other.failure));
  }

  /**
   * Returns the state.
   *
   * @return the state; if a beginning and an end have the same time, the end wins unless AWS says
   *     that the participant began again
   */
  public PublicationState state() {
    if (publishedAt != null
        && (endedAt == null || publishedAt.isAfter(endedAt) || (isTied() && isResumed()))) {
      return PublicationState.PUBLISHING;
    }
    return endedAt == null ? PublicationState.FAILED : PublicationState.ENDED;
  }

  /**
   * Returns the second in which the participant both began and stopped publishing, in an order that
   * events do not show. {@link Broadcasts#repair()} asks AWS about it.
   *
   * @return the time of the last beginning and the last end, or null if they differ or AWS was
   *     asked about it
   */
  public @Nullable Instant undecidedAt() {
    return isTied() && !isResumed() ? endedAt : null;
  }

  private boolean isTied() {
    return endedAt != null && endedAt.equals(publishedAt);
  }

  private boolean isResumed() {
    return endedAt != null && endedAt.equals(resumedAt);
  }
}
