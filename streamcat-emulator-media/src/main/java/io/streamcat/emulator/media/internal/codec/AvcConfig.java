package io.streamcat.emulator.media.internal.codec;

import java.util.Arrays;
import java.util.Locale;

/**
 * The configuration of an H.264 track. Immutable.
 *
 * @param record the decoder configuration record, as MP4 holds it
 * @param width the width in pixels
 * @param height the height in pixels
 * @param frameRate the pictures per second, 0 if the encoder does not say
 */
@SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
public record AvcConfig(byte[] record, int width, int height, double frameRate) {
  private static final int SHORTEST = 7;
  private static final int SEQUENCE_PARAMETER_SET = 7;

  /**
   * Reads a decoder configuration record.
   *
   * @throws MediaException if it is malformed
   */
  public static AvcConfig parse(byte[] record) throws MediaException {
    if (record.length < SHORTEST + 1 || record[0] != 1) {
      throw new MediaException("The configuration of H.264 is malformed");
    }
    int sets = record[5] & 0x1f;
    int length = ((record[6] & 0xff) << 8) | (record[7] & 0xff);
    int from = SHORTEST + 1;
    if (sets == 0 || length < 4 || from + length > record.length) {
      throw new MediaException("The configuration of H.264 has no sequence parameter set");
    }
    if ((record[from] & 0x1f) != SEQUENCE_PARAMETER_SET) {
      throw new MediaException("The sequence parameter set of H.264 is malformed");
    }
    SequenceParameters parameters =
        SequenceParameters.read(BitReader.ofNalUnit(record, from + 1, from + length));
    return new AvcConfig(
        record.clone(), parameters.width(), parameters.height(), parameters.frameRate());
  }

  /** Returns the codec as RFC 6381 writes it, such as {@code avc1.4D401F}. */
  public String codec() {
    return String.format(
        Locale.ROOT, "avc1.%02X%02X%02X", record[1] & 0xff, record[2] & 0xff, record[3] & 0xff);
  }

  /** Returns the name of the profile. */
  public String profile() {
    return switch (record[1] & 0xff) {
      case 66 -> "Baseline";
      case 77 -> "Main";
      case 88 -> "Extended";
      case 100 -> "High";
      case 110 -> "High10";
      case 122 -> "High422";
      default -> "High444";
    };
  }

  /** Returns the level, such as {@code 3.1}. */
  public String level() {
    int level = record[3] & 0xff;
    return level / 10 + "." + level % 10;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvcConfig config && Arrays.equals(record, config.record);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(record);
  }

  @Override
  public String toString() {
    return codec() + " " + width + "x" + height;
  }
}
