package io.streamcat.emulator.media.internal.hls;

/**
 * A part of a segment: one fragment of MP4. Immutable.
 *
 * @param bytes the bytes, which are not changed
 * @param seconds the duration
 * @param isIndependent whether decoding can start here
 */
@SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
public record Part(byte[] bytes, double seconds, boolean isIndependent) {}
