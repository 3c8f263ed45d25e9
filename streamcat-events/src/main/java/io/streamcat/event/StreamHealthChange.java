package io.streamcat.event;

/**
 * A broadcast stopped arriving as it should, or does so again.
 *
 * @param header what all events have
 * @param eventName what happened: one of the constants, or what AWS has added to them
 * @param channelName the channel's name
 * @param streamId identifies the broadcast
 */
public record StreamHealthChange(
    EventHeader header, String eventName, String channelName, String streamId) implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Stream Health Change";

  /** Nothing arrives from the encoder. */
  public static final String STARVATION_START = "Starvation Start";

  /** It arrives again. */
  public static final String STARVATION_END = "Starvation End";

  /**
   * Returns the channel.
   *
   * @return its ARN, or an empty text
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
