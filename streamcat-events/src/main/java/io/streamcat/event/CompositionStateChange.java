package io.streamcat.event;

/**
 * A composition, or one of its destinations, began, ended or failed.
 *
 * @param header what all events have
 * @param eventName what happened: one of the constants, or what AWS has added to them
 * @param stageArn the stage that is composed
 * @param destinationId identifies the destination; empty if the composition as a whole is meant
 * @param reason why it failed, for people
 */
public record CompositionStateChange(
    EventHeader header, String eventName, String stageArn, String destinationId, String reason)
    implements IvsEvent {

  /** The {@code detail-type}. */
  public static final String DETAIL_TYPE = "IVS Composition State Change";

  /** The composition receives the stage and can make a picture of it. */
  public static final String SESSION_START = "Session Start";

  /** The composition is over. */
  public static final String SESSION_END = "Session End";

  /** The composition has failed. */
  public static final String SESSION_FAILURE = "Session Failure";

  /** A destination receives the picture. */
  public static final String DESTINATION_START = "Destination Start";

  /** A destination receives it no more. */
  public static final String DESTINATION_END = "Destination End";

  /** A destination could not be given the picture. */
  public static final String DESTINATION_FAILURE = "Destination Failure";

  /** A destination was lost and is being connected again. */
  public static final String DESTINATION_RECONNECTING = "Destination Reconnecting";

  /**
   * Returns the composition.
   *
   * @return its ARN, or an empty text
   */
  public String compositionArn() {
    return header.resource("composition");
  }
}
