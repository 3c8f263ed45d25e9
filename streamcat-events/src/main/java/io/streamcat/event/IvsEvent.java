package io.streamcat.event;

import java.io.InputStream;
import java.time.Instant;

/**
 * Something that happened in Amazon IVS.
 *
 * <p>Immutable, and equal to another one if it says the same in the same event.
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

  /** The source of all these events. */
  String SOURCE = "aws.ivs";

  /** The largest event that is read, in characters or bytes; EventBridge sends none as large. */
  int MAX_LENGTH = 1 << 20;

  /**
   * Reads an event.
   *
   * @param json the event as EventBridge delivers it, a JSON object
   * @return the event, of the type its {@code detail-type} tells
   * @throws io.streamcat.exception.InvalidInputException if it is no event of IVS; names the field
   */
  static IvsEvent parse(String json) {
    return EventMapping.event(EventJson.parse(json));
  }

  /**
   * Reads an event.
   *
   * @param json the event as EventBridge delivers it, a JSON object in UTF-8
   * @return the event, of the type its {@code detail-type} tells
   * @throws io.streamcat.exception.InvalidInputException if it is no event of IVS; names the field
   */
  static IvsEvent parse(byte[] json) {
    return EventMapping.event(EventJson.parse(json));
  }

  /**
   * Reads an event, such as what a Lambda function is given.
   *
   * @param json the event as EventBridge delivers it, a JSON object in UTF-8; read to its end,
   *     unless it is too large, and left open
   * @return the event, of the type its {@code detail-type} tells
   * @throws io.streamcat.exception.InvalidInputException if it is no event of IVS; names the field
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  static IvsEvent read(InputStream json) {
    return EventMapping.event(EventJson.read(json));
  }

  /**
   * Returns what all events have.
   *
   * @return the header
   */
  EventHeader header();

  /**
   * Returns what identifies the event; the same if it is delivered again.
   *
   * @return the id
   */
  default String id() {
    return header().id();
  }

  /**
   * Returns when it happened, in whole seconds.
   *
   * @return the time
   */
  default Instant time() {
    return header().time();
  }

  /**
   * Writes the event as EventBridge delivers it, with all it was read with.
   *
   * @return a JSON object from which an equal event is read
   */
  default String toJson() {
    return EventJson.write(header());
  }
}
