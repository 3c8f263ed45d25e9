package io.streamcat.emulator.media.internal.codec;

import java.util.Arrays;

/**
 * The configuration of an AAC track. Immutable.
 *
 * @param record the AudioSpecificConfig, as MP4 holds it
 * @param objectType the kind of AAC, 2 for AAC-LC
 * @param sampleRate the samples per second
 * @param channels the number of channels
 */
@SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
public record AacConfig(byte[] record, int objectType, int sampleRate, int channels) {
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };
  private static final int EXPLICIT_RATE = 15;
  private static final int MOST_BYTES = 64;
  private static final int LOWEST_RATE = 1000;
  private static final int HIGHEST_RATE = 192_000;

  /**
   * Reads an AudioSpecificConfig.
   *
   * @throws MediaException if it is malformed
   */
  public static AacConfig parse(byte[] record) throws MediaException {
    if (record.length > MOST_BYTES) {
      throw new MediaException("The configuration of AAC is too long");
    }
    BitReader in = BitReader.of(record);
    int type = (int) in.bits(5);
    int index = (int) in.bits(4);
    long rate;
    if (index == EXPLICIT_RATE) {
      rate = in.bits(24);
    } else if (index < RATES.length) {
      rate = RATES[index];
    } else {
      throw new MediaException("The configuration of AAC has no sample rate");
    }
    int channels = (int) in.bits(4);
    if (type == 0 || rate < LOWEST_RATE || rate > HIGHEST_RATE || channels == 0 || channels > 7) {
      throw new MediaException("The configuration of AAC is not supported");
    }
    return new AacConfig(record.clone(), type, (int) rate, channels == 7 ? 8 : channels);
  }

  /** Returns the codec as RFC 6381 writes it, such as {@code mp4a.40.2}. */
  public String codec() {
    return "mp4a.40." + objectType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AacConfig config && Arrays.equals(record, config.record);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(record);
  }

  @Override
  public String toString() {
    return codec() + " " + sampleRate + " Hz, " + channels + " channels";
  }
}
