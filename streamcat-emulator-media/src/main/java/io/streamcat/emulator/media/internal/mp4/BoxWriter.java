package io.streamcat.emulator.media.internal.mp4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A writer of nested boxes. Not thread safe. */
final class BoxWriter {
  private static final int HEADER = 8;

  private byte[] buffer;
  private int size;

  BoxWriter(int capacity) {
    buffer = new byte[capacity];
  }

  /** Starts a box, and returns its position for {@link #end}. */
  int start(String type) {
    int position = size;
    u32(0);
    ascii(type);
    return position;
  }

  /** Starts a box with a version and flags. */
  int start(String type, int version, int flags) {
    int position = start(type);
    u32(((long) version << 24) | flags);
    return position;
  }

  void end(int position) {
    setU32(position, size - position);
  }

  /** Writes a box that holds only bytes. */
  void box(String type, byte[] content) {
    u32((long) HEADER + content.length);
    ascii(type);
    bytes(content);
  }

  int size() {
    return size;
  }

  void setU32(int position, long value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      buffer[position + i] = (byte) (value >> (Byte.SIZE * (Integer.BYTES - 1 - i)));
    }
  }

  void u8(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  void u16(int value) {
    u8(value >> 8);
    u8(value);
  }

  void u24(int value) {
    u8(value >> 16);
    u16(value);
  }

  void u32(long value) {
    reserve(Integer.BYTES);
    setU32(size, value);
    size += Integer.BYTES;
  }

  void u64(long value) {
    u32(value >>> 32);
    u32(value);
  }

  void zeros(int count) {
    reserve(count);
    size += count;
  }

  void ascii(String text) {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  void bytes(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  private void reserve(int count) {
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size + count, 2 * buffer.length));
    }
  }
}
