package io.streamcat.emulator.internal.media;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of live video.
 *
 * @param host the address to listen on
 * @param endpoint the endpoint of the APIs, which serves playback, too
 * @param ingestPort the port for RTMP, or 0 for any free port when the URI is first requested
 * @param secureIngestPort the port for RTMPS, or 0 for any free port when the URI is first
 *     requested
 * @param recordings the directory of recordings, or null to record nothing
 */
public record MediaSettings(
    String host, URI endpoint, int ingestPort, int secureIngestPort, @Nullable Path recordings) {}
