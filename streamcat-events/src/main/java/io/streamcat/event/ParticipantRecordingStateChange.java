package io.streamcat.event;

import java.time.Duration;

/**
 * An event about the recording of a stage participant that began or ended.
 *
 * @param header the common fields of all events
 * @param eventName the name of the event, such as {@link RecordingStateChange#RECORDING_END}
 * @param sessionId the id of the stage session
 * @param participantId the id of the participant
 * @param bucketName the bucket of the recording
 * @param keyPrefix the common prefix of the recording's object keys
 * @param duration the duration of the recording
 */
public record ParticipantRecordingStateChange(
    EventHeader header,
    String eventName,
    String sessionId,
    String participantId,
    String bucketName,
    String keyPrefix,
    Duration duration)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Participant Recording State Change";

  /**
   * Returns the stage.
   *
   * @return the ARN of the stage, or an empty text
   */
  public String stageArn() {
    return header.resource("stage");
  }
}
