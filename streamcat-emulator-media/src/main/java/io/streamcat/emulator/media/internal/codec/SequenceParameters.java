package io.streamcat.emulator.media.internal.codec;

import java.util.Set;

/**
 * The members of a sequence parameter set of H.264 that a player must know.
 *
 * @param width the width in pixels, after cropping
 * @param height the height in pixels, after cropping
 * @param frameRate the pictures per second, 0 if absent
 */
record SequenceParameters(int width, int height, double frameRate) {
  private static final Set<Integer> WITH_CHROMA_FORMAT =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);
  private static final int MACROBLOCK = 16;
  private static final long MOST_MACROBLOCKS = 8192 / MACROBLOCK;
  private static final int MOST_CYCLE = 255;
  private static final int EXTENDED_ASPECT_RATIO = 255;
  private static final double MOST_FRAMES = 1000;

  /** Reads a set after the header of its NAL unit. */
  static SequenceParameters read(BitReader in) throws MediaException {
    int profile = (int) in.bits(8);
    in.bits(16);
    in.unsigned();
    long chroma = WITH_CHROMA_FORMAT.contains(profile) ? chromaFormat(in) : 1;
    in.unsigned();
    skipPictureOrder(in);
    in.unsigned();
    in.bit();
    long columns = in.unsigned() + 1;
    long rows = in.unsigned() + 1;
    if (columns > MOST_MACROBLOCKS || rows > MOST_MACROBLOCKS) {
      throw new MediaException("The picture is larger than 8192 pixels");
    }
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.bit();
      rows *= 2;
    }
    in.bit();
    long width = columns * MACROBLOCK;
    long height = rows * MACROBLOCK;
    if (in.flag()) {
      long unitX = chroma == 1 || chroma == 2 ? 2 : 1;
      long unitY = (chroma == 1 ? 2L : 1L) * (framesOnly ? 1 : 2);
      width -= unitX * (in.unsigned() + in.unsigned());
      height -= unitY * (in.unsigned() + in.unsigned());
    }
    if (width <= 0 || height <= 0) {
      throw new MediaException("The picture is cropped to nothing");
    }
    return new SequenceParameters((int) width, (int) height, in.flag() ? frameRate(in) : 0);
  }

  private static long chromaFormat(BitReader in) throws MediaException {
    long chroma = in.unsigned();
    if (chroma == 3) {
      in.bit();
    }
    in.unsigned();
    in.unsigned();
    in.bit();
    if (in.flag()) {
      int lists = chroma == 3 ? 12 : 8;
      for (int i = 0; i < lists; i++) {
        if (in.flag()) {
          skipScalingList(in, i < 6 ? 16 : 64);
        }
      }
    }
    return chroma;
  }

  private static void skipScalingList(BitReader in, int size) throws MediaException {
    long last = 8;
    long next = 8;
    for (int i = 0; i < size; i++) {
      if (next != 0) {
        next = (last + in.signed() + 256) & 0xff;
      }
      last = next == 0 ? last : next;
    }
  }

  private static void skipPictureOrder(BitReader in) throws MediaException {
    long type = in.unsigned();
    if (type == 0) {
      in.unsigned();
    } else if (type == 1) {
      in.bit();
      in.signed();
      in.signed();
      long cycle = in.unsigned();
      if (cycle > MOST_CYCLE) {
        throw new MediaException("The sequence parameter set of H.264 is malformed");
      }
      for (long i = 0; i < cycle; i++) {
        in.signed();
      }
    }
  }

  private static double frameRate(BitReader in) throws MediaException {
    if (in.flag() && in.bits(8) == EXTENDED_ASPECT_RATIO) {
      in.bits(32);
    }
    if (in.flag()) {
      in.bit();
    }
    if (in.flag()) {
      in.bits(4);
      if (in.flag()) {
        in.bits(24);
      }
    }
    if (in.flag()) {
      in.unsigned();
      in.unsigned();
    }
    if (!in.flag()) {
      return 0;
    }
    long unit = in.bits(32);
    double rate = unit == 0 ? 0 : in.bits(32) / (2.0 * unit);
    return rate > MOST_FRAMES ? 0 : rate;
  }
}
