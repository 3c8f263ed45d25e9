package io.streamcat.emulator.media.internal.codec;

/**
 * A coded picture or a coded block of audio.
 *
 * @param millis the decoding time, which starts near 0 and does not decrease within a track
 * @param compositionMillis the time from decoding to presentation
 * @param isKey whether decoding can start here
 * @param data the bytes as MP4 holds them, which are not changed
 */
@SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
public record Sample(long millis, int compositionMillis, boolean isKey, byte[] data) {}
