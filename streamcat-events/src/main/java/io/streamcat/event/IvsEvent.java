package io.streamcat.event;

import java.io.InputStream;
import java.time.Instant;

/**
 * An event of Amazon IVS.
 *
 * <p>Immutable. Events with equal values are equal.
 */
public sealed interface IvsEvent
    permits StreamStateChange,
        StreamHealthChange,
        LimitBreach,
        RecordingStateChange,
        StageUpdate,
        CompositionStateChange,
        ParticipantRecordingStateChange,
        PublisherRecordingStateChange,
        UnknownEvent {

  /** The source of all IVS events. */
  String SOURCE = "aws.ivs";

  /**
   * The maximum size of an event, in characters or bytes; EventBridge never sends events this
   * large.
   */
  int MAX_LENGTH = 1 << 20;

  /**
   * Reads an event. An event inside a notification of SNS or a message of SQS is unwrapped, so that
   * {@link #toJson} returns the event alone.
   *
   * @param json the event as EventBridge delivers it, a JSON object
   * @return the event, of the type that its {@code detail-type} names
   * @throws io.streamcat.exception.InvalidInputException if the text is not an IVS event; names the
   *     field, or the wrapper in which the event was delivered
   */
  static IvsEvent parse(String json) {
    return EventMapping.event(EventJson.parse(json));
  }

  /**
   * Reads an event.
   *
   * @param json the event as EventBridge delivers it, a JSON object in UTF-8
   * @return the event, of the type that its {@code detail-type} names
   * @throws io.streamcat.exception.InvalidInputException if the text is not an IVS event; names the
   *     field
   */
  static IvsEvent parse(byte[] json) {
    return EventMapping.event(EventJson.parse(json));
  }

  /**
   * Reads an event from a stream, such as the input of a Lambda function.
   *
   * @param json the event as EventBridge delivers it, a JSON object in UTF-8; the stream is read to
   *     its end, unless it is too long, and left open
   * @return the event, of the type that its {@code detail-type} names
   * @throws io.streamcat.exception.InvalidInputException if the text is not an IVS event; names the
   *     field
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  static IvsEvent read(InputStream json) {
    return EventMapping.event(EventJson.read(json));
  }

  /**
   * Returns the common fields of all events.
   *
   * @return the header
   */
  EventHeader header();

  /**
   * Returns the id of the event, which is the same if the event is redelivered.
   *
   * @return the id
   */
  default String id() {
    return header().id();
  }

  /**
   * Returns the time of the event, in whole seconds.
   *
   * @return the time
   */
  default Instant time() {
    return header().time();
  }

  /**
   * Returns the event as EventBridge delivers it, with all the fields that were read.
   *
   * @return a JSON object that is read as an equal event
   */
  default String toJson() {
    return EventJson.write(header());
  }
}
