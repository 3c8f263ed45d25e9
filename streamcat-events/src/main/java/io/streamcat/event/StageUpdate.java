package io.streamcat.event;

import java.time.Instant;

/**
 * A participant of a stage began or stopped publishing.
 *
 * @param header what all events have
 * @param eventName what happened: one of the constants, or what AWS has added to them
 * @param eventTime when it happened, as the stage tells it, or else {@link #time()}
 * @param sessionId identifies the session of the stage
 * @param userId who the participant's token was for
 * @param participantId identifies the participant
 * @param errorCode why publishing failed
 */
public record StageUpdate(
    EventHeader header,
    String eventName,
    Instant eventTime,
    String sessionId,
    String userId,
    String participantId,
    String errorCode)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Stage Update";

  /** A participant publishes. */
  public static final String PARTICIPANT_PUBLISHED = "Participant Published";

  /** A participant publishes no more. */
  public static final String PARTICIPANT_UNPUBLISHED = "Participant Unpublished";

  /** A participant tried to publish and could not. */
  public static final String PARTICIPANT_PUBLISH_ERROR = "Participant Publish Error";

  /**
   * Returns the stage.
   *
   * @return its ARN, or an empty text
   */
  public String stageArn() {
    return header.resource("stage");
  }
}
