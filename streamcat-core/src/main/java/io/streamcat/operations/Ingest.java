package io.streamcat.operations;

import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a broadcaster enters into an encoder.
 *
 * @param url the URL of the ingest server, {@code rtmps://HOST:443/app/}
 * @param streamKey the stream key
 * @param srt the endpoint and the passphrase for SRT, or null if the channel has none
 */
public record Ingest(String url, StreamKey streamKey, @Nullable SrtIngest srt) {}
