package io.streamcat.event;

/**
 * An event about a change in the health of a broadcast.
 *
 * @param header the common fields of all events
 * @param eventName the name of the event: one of the constants, or a name that AWS has added
 * @param channelName the channel's name
 * @param streamId AWS's id of the broadcast
 */
public record StreamHealthChange(
    EventHeader header, String eventName, String channelName, String streamId) implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Stream Health Change";

  /** No data arrives from the encoder. */
  public static final String STARVATION_START = "Starvation Start";

  /** Data arrives again. */
  public static final String STARVATION_END = "Starvation End";

  /**
   * Returns the channel.
   *
   * @return the ARN of the channel, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
