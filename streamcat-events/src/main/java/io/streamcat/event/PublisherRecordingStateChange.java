package io.streamcat.event;

import java.time.Duration;

/**
 * The recording of a publisher began or ended. AWS lists this type without describing it; its
 * fields are taken to be those of {@link ParticipantRecordingStateChange}.
 *
 * @param header what all events have
 * @param eventName what happened, such as {@link RecordingStateChange#RECORDING_END}
 * @param sessionId identifies the session of the stage
 * @param participantId identifies the participant
 * @param bucketName the bucket it is in
 * @param keyPrefix where in the bucket everything of it is
 * @param duration how long it is
 */
public record PublisherRecordingStateChange(
    EventHeader header,
    String eventName,
    String sessionId,
    String participantId,
    String bucketName,
    String keyPrefix,
    Duration duration)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Publisher Recording State Change";

  /**
   * Returns the stage.
   *
   * @return its ARN, or an empty text
   */
  public String stageArn() {
    return header.resource("stage");
  }
}
