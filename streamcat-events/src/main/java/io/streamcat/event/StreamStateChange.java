package io.streamcat.event;

/**
 * An event about a broadcast of a channel that began or ended.
 *
 * @param header the common fields of all events
 * @param eventName the name of the event: one of the constants, or a name that AWS has added
 * @param channelName the channel's name
 * @param streamId AWS's id of the broadcast
 * @param reason the reason of a failure, for people
 * @param code the reason why the session ended or a takeover failed, such as {@code
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

  /** An encoder has connected with the stream key; viewers cannot watch yet. */
  public static final String SESSION_CREATED = "Session Created";

  /** The encoder has disconnected; AWS may still process received data for a moment. */
  public static final String SESSION_ENDED = "Session Ended";

  /** Viewers can watch. */
  public static final String STREAM_START = "Stream Start";

  /** Viewers can no longer watch anything new. */
  public static final String STREAM_END = "Stream End";

  /** Viewers cannot watch, because AWS lacks capacity. */
  public static final String STREAM_FAILURE = "Stream Failure";

  /** Another encoder continues the broadcast. */
  public static final String STREAM_TAKEOVER = "Stream Takeover";

  /** AWS rejected another encoder; the broadcast continues unchanged. */
  public static final String STREAM_TAKEOVER_FAILURE = "Stream Takeover Failure";

  /**
   * Returns the channel.
   *
   * @return the ARN of the channel, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
