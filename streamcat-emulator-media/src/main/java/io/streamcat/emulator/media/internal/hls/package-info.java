/** Low-latency HLS: broadcasts, playlists and viewers. */
@NullMarked
package io.streamcat.emulator.media.internal.hls;

import org.jspecify.annotations.NullMarked;
