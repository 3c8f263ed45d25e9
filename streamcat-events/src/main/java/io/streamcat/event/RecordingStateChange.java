package io.streamcat.event;

import java.time.Duration;
import java.util.List;

/**
 * An event about the recording of a broadcast that began or ended.
 *
 * @param header the common fields of all events
 * @param recordingStatus the status: one of the constants, or a name that AWS has added
 * @param reason the reason of a failure
 * @param bucketName the bucket of the recording
 * @param keyPrefix the common prefix of the recording's object keys
 * @param duration the duration of the recording
 * @param channelName the channel's name
 * @param streamId AWS's id of the broadcast
 * @param recordingSessionId AWS's id of the recording
 * @param recordingSessionStreamIds the ids of the broadcasts in the recording: several if the
 *     encoder reconnected in time; unmodifiable
 */
public record RecordingStateChange(
    EventHeader header,
    String recordingStatus,
    String reason,
    String bucketName,
    String keyPrefix,
    Duration duration,
    String channelName,
    String streamId,
    String recordingSessionId,
    List<String> recordingSessionStreamIds)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Recording State Change";

  /** The broadcast is being recorded; the stored part is incomplete. */
  public static final String RECORDING_START = "Recording Start";

  /** The recording is complete. */
  public static final String RECORDING_END = "Recording End";

  /** There is no recording. */
  public static final String RECORDING_START_FAILURE = "Recording Start Failure";

  /** The recording is incomplete. */
  public static final String RECORDING_END_FAILURE = "Recording End Failure";

  /** Copies what needs it. */
  public RecordingStateChange {
    recordingSessionStreamIds = List.copyOf(recordingSessionStreamIds);
  }

  /**
   * Returns the channel.
   *
   * @return the ARN of the channel, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
