package io.streamcat.emulator.media.internal.ingest;

import io.streamcat.emulator.media.internal.codec.AvcConfig;
import org.jspecify.annotations.Nullable;

/** The limits of channel types for encoders. */
final class Limits {
  static final String RESOLUTION = "Ingest Resolution";
  static final String BITRATE = "Ingest Bitrate";

  /** The pixels of 1080p. */
  static final int MOST_PIXELS = 1920 * 1080;

  private static final int SD_HEIGHT = 480;
  private static final int BASIC_SD_BITRATE = 1_500_000;
  private static final int BASIC_BITRATE = 3_500_000;
  private static final int BITRATE_OF_OTHERS = 8_500_000;

  private Limits() {}

  /**
   * Returns the greatest number of bits per second.
   *
   * @param channelType the type of the channel, such as {@code BASIC}
   * @param video the video, or null
   */
  static int bitrate(String channelType, @Nullable AvcConfig video) {
    if (!channelType.equals("BASIC")) {
      return BITRATE_OF_OTHERS;
    }
    boolean isSd = video == null || Math.min(video.width(), video.height()) <= SD_HEIGHT;
    return isSd ? BASIC_SD_BITRATE : BASIC_BITRATE;
  }
}
