package io.streamcat.event;

/**
 * An event about a composition, or one of its destinations, that began, ended or failed.
 *
 * @param header the common fields of all events
 * @param eventName the name of the event: one of the constants, or a name that AWS has added
 * @param stageArn the ARN of the composed stage
 * @param destinationId the id of the destination; empty if the event concerns the whole composition
 * @param reason the reason of a failure, for people
 */
public record CompositionStateChange(
    EventHeader header, String eventName, String stageArn, String destinationId, String reason)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Composition State Change";

  /** The composition receives the stage and can render it. */
  public static final String SESSION_START = "Session Start";

  /** The composition has ended. */
  public static final String SESSION_END = "Session End";

  /** The composition has failed. */
  public static final String SESSION_FAILURE = "Session Failure";

  /** A destination receives the video. */
  public static final String DESTINATION_START = "Destination Start";

  /** A destination no longer receives the video. */
  public static final String DESTINATION_END = "Destination End";

  /** A destination failed to receive the video. */
  public static final String DESTINATION_FAILURE = "Destination Failure";

  /** A destination was lost and is being connected again. */
  public static final String DESTINATION_RECONNECTING = "Destination Reconnecting";

  /**
   * Returns the composition.
   *
   * @return the ARN of the composition, or an empty text
   */
  public String compositionArn() {
    return header.resource("composition");
  }
}
