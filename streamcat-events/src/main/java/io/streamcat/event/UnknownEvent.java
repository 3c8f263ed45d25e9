package io.streamcat.event;

/**
 * An event of IVS of another type, such as one that AWS has added or one of CloudTrail's.
 *
 * @param header what all events have
 */
public record UnknownEvent(EventHeader header) implements IvsEvent {}
