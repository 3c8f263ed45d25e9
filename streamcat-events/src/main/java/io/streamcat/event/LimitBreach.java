package io.streamcat.event;

/**
 * A limit of IVS was exceeded, by one broadcast or by all of the account's.
 *
 * @param header what all events have
 * @param limitName which limit: one of the constants, or what AWS has added to them
 * @param limitValue the limit
 * @param exceededBy by how much it was exceeded
 * @param limitUnit the unit of both, such as {@code bits per second}
 * @param channelName the channel's name; empty for limits of the account
 * @param streamId identifies the broadcast; empty for limits of the account
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

  /** A broadcast's bits per second. */
  public static final String INGEST_BITRATE = "Ingest Bitrate";

  /** A broadcast's pixels, in all or on an edge. */
  public static final String INGEST_RESOLUTION = "Ingest Resolution";

  /** How many channels broadcast at once. */
  public static final String CONCURRENT_BROADCASTS = "Concurrent Broadcasts";

  /** How many people watch at once. */
  public static final String CONCURRENT_VIEWERS = "Concurrent Viewers";

  /**
   * Returns the channel.
   *
   * @return its ARN, or an empty text for limits of the account
   */
  public String channelArn() {
    return header.resource("channel");
  }
}
