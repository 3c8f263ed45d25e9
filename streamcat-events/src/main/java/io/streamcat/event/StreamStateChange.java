package io.streamcat.event;

/**
 * A broadcast of a channel began or ended.
 *
 * @param header what all events have
 * @param eventName what happened: one of the constants, or what AWS has added to them
 * @param channelName the channel's name
 * @param streamId identifies the broadcast
 * @param reason why it failed, for people
 * @param code why the session ended or a takeover failed, such as {@code
 *     StreamTakeoverMediaMismatch}
 */
public record StreamStateChange(
    EventHeader header,
    String eventName,
    String channelName,
    String streamId,
    String reason,
    String code)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Stream State Change";

  /** An encoder has connected with the stream key; nobody can watch yet. */
  public static final String SESSION_CREATED = "Session Created";

  /** The encoder has disconnected; what it sent may still be processed for a moment. */
  public static final String SESSION_ENDED = "Session Ended";

  /** Viewers can watch. */
  public static final String STREAM_START = "Stream Start";

  /** There is nothing new to watch any more. */
  public static final String STREAM_END = "Stream End";

  /** It cannot be watched, for want of capacity. */
  public static final String STREAM_FAILURE = "Stream Failure";

  /** Another encoder goes on with the broadcast. */
  public static final String STREAM_TAKEOVER = "Stream Takeover";

  /** Another encoder was refused; the broadcast goes on as it was. */
  public static final String STREAM_TAKEOVER_FAILURE = "Stream Takeover Failure";

  /**
   * Returns the channel.
   *
   * @return its ARN, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
