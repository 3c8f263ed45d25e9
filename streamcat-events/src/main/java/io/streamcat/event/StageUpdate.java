package io.streamcat.event;

import java.time.Instant;

/**
 * An event about a stage participant who began or stopped publishing.
 *
 * @param header the common fields of all events
 * @param eventName the name of the event: one of the constants, or a name that AWS has added
 * @param eventTime the time that the stage reports, or else {@link #time()}
 * @param sessionId the id of the stage session
 * @param userId the user id of the participant's token
 * @param participantId the id of the participant
 * @param errorCode the reason why publishing failed
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

  /** A participant began to publish. */
  public static final String PARTICIPANT_PUBLISHED = "Participant Published";

  /** A participant stopped publishing. */
  public static final String PARTICIPANT_UNPUBLISHED = "Participant Unpublished";

  /** A participant failed to publish. */
  public static final String PARTICIPANT_PUBLISH_ERROR = "Participant Publish Error";

  /**
   * Returns the stage.
   *
   * @return the ARN of the stage, or an empty text
   */
  public String stageArn() {
    return header.resource("stage");
  }
}
