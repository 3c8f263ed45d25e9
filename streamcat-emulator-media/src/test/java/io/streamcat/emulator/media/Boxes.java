package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A reader of the boxes of MP4, independent of the code under test. */
final class Boxes {
  private Boxes() {}

  /** A box without its header. */
  record Box(String type, ByteBuffer content) {}

  /** Returns the boxes at one level; each must fill its place exactly. */
  static List<Box> read(ByteBuffer in) {
    List<Box> boxes = new ArrayList<>();
    while (in.hasRemaining()) {
      int size = in.getInt();
      byte[] type = new byte[4];
      in.get(type);
      ByteBuffer content = in.slice(in.position(), size - 8);
      boxes.add(new Box(new String(type, US_ASCII), content));
      in.position(in.position() + size - 8);
    }
    return boxes;
  }

  static List<String> types(byte[] bytes) {
    return read(ByteBuffer.wrap(bytes)).stream().map(Box::type).toList();
  }

  /** Returns the content of the first box at a path. */
  static ByteBuffer find(byte[] bytes, String... path) {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    for (String type : path) {
      content =
          read(content.duplicate()).stream()
              .filter(box -> box.type().equals(type))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no box " + type))
              .content();
    }
    return content;
  }
}
