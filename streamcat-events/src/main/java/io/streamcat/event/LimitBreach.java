package io.streamcat.event;

/**
 * An event about an exceeded IVS limit, of a single broadcast or of the account.
 *
 * @param header the common fields of all events
 * @param limitName the limit: one of the constants, or a name that AWS has added
 * @param limitValue the limit
 * @param exceededBy the amount by which the limit was exceeded
 * @param limitUnit the unit of both numbers, such as {@code bits per second}
 * @param channelName the channel's name; empty for limits of the account
 * @param streamId AWS's id of the broadcast; empty for limits of the account
 */
public record LimitBreach(
    EventHeader header,
    String limitName,
    long limitValue,
    long exceededBy,
    String limitUnit,
    String channelName,
    String streamId)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Limit Breach";

  /** The bits per second of a broadcast. */
  public static final String INGEST_BITRATE = "Ingest Bitrate";

  /** The pixels of a broadcast, in total or along an edge. */
  public static final String INGEST_RESOLUTION = "Ingest Resolution";

  /** The number of channels that broadcast at the same time. */
  public static final String CONCURRENT_BROADCASTS = "Concurrent Broadcasts";

  /** The number of people who watch at the same time. */
  public static final String CONCURRENT_VIEWERS = "Concurrent Viewers";

  /**
   * Returns the channel.
   *
   * @return the ARN of the channel, or an empty text for limits of the account
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
