package io.streamcat.emulator.media.internal.mp4;

import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a broadcast, of which at least one exists. Immutable.
 *
 * @param video the video track, or null
 * @param audio the audio track, or null
 */
public record Tracks(@Nullable AvcConfig video, @Nullable AacConfig audio) {
  /** The time units of the video track in a second. */
  public static final int VIDEO_TIMESCALE = 90_000;

  static final int VIDEO_TRACK = 1;
  static final int AUDIO_TRACK = 2;

  /** Returns the codecs as playlists and Media Source Extensions write them. */
  public String codecs() {
    if (video == null) {
      return Objects.requireNonNull(audio).codec();
    }
    return audio == null ? video.codec() : video.codec() + "," + audio.codec();
  }
}
