package io.streamcat.event;

/**
 * An IVS event of an unknown type, such as a type that AWS has added or an event of CloudTrail.
 *
 * @param header the common fields of all events
 */
public record UnknownEvent(EventHeader header) implements IvsEvent {}
