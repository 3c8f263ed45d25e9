package io.streamcat.event;

import java.time.Duration;
import java.util.List;

/**
 * The recording of a broadcast began or ended.
 *
 * @param header what all events have
 * @param recordingStatus what happened: one of the constants, or what AWS has added to them
 * @param reason why it failed
 * @param bucketName the bucket it is in
 * @param keyPrefix where in the bucket everything of it is
 * @param duration how long it is
 * @param channelName the channel's name
 * @param streamId identifies the broadcast
 * @param recordingSessionId identifies the recording
 * @param recordingSessionStreamIds the broadcasts in one recording: several if the encoder came
 *     back in time; unmodifiable
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

  /** It is being recorded; what is there already is not complete. */
  public static final String RECORDING_START = "Recording Start";

  /** The recording is complete. */
  public static final String RECORDING_END = "Recording End";

  /** There is no recording. */
  public static final String RECORDING_START_FAILURE = "Recording Start Failure";

  /** The recording is incomplete. */
  public static final String RECORDING_END_FAILURE = "Recording End Failure";

  /**
   * Copies what needs it.
   *
   * @param header what all events have
   * @param recordingStatus what happened
   * @param reason why it failed
   * @param bucketName the bucket it is in
   * @param keyPrefix where in the bucket everything of it is
   * @param duration how long it is
   * @param channelName the channel's name
   * @param streamId identifies the broadcast
   * @param recordingSessionId identifies the recording
   * @param recordingSessionStreamIds the broadcasts in one recording
   */
  public RecordingStateChange {
    recordingSessionStreamIds = List.copyOf(recordingSessionStreamIds);
  }

  /**
   * Returns the channel.
   *
   * @return its ARN, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
