package io.streamcat.emulator.media.internal.codec;

/** A reader of bits, as parameter sets of H.264 hold them. */
final class BitReader {
  private static final int MOST_ZEROS = 31;

  private final byte[] data;
  private final int length;
  private int position;

  private BitReader(byte[] data, int length) {
    this.data = data;
    this.length = length * Byte.SIZE;
  }

  static BitReader of(byte[] data) {
    return new BitReader(data, data.length);
  }

  /** Creates a reader of a NAL unit without its emulation prevention bytes. */
  static BitReader ofNalUnit(byte[] unit, int from, int to) {
    byte[] plain = new byte[to - from];
    int size = 0;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      if (zeros >= 2 && unit[i] == 3) {
        zeros = 0;
        continue;
      }
      zeros = unit[i] == 0 ? zeros + 1 : 0;
      plain[size++] = unit[i];
    }
    return new BitReader(plain, size);
  }

  int bit() throws MediaException {
    if (position >= length) {
      throw new MediaException("A parameter set ends too early");
    }
    int bit = (data[position / Byte.SIZE] >> (Byte.SIZE - 1 - position % Byte.SIZE)) & 1;
    position++;
    return bit;
  }

  boolean flag() throws MediaException {
    return bit() == 1;
  }

  /** Returns an unsigned number of at most 32 bits. */
  long bits(int count) throws MediaException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | bit();
    }
    return value;
  }

  /** Returns an unsigned number in Exp-Golomb coding. */
  long unsigned() throws MediaException {
    int zeros = 0;
    while (bit() == 0) {
      if (++zeros > MOST_ZEROS) {
        throw new MediaException("A parameter set holds too great a number");
      }
    }
    return (1L << zeros) - 1 + bits(zeros);
  }

  /** Returns a signed number in Exp-Golomb coding. */
  long signed() throws MediaException {
    long code = unsigned();
    return (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
  }
}
