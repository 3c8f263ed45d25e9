package io.streamcat.emulator.media.internal.rtmp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader and writer of AMF0 as {@link Double}, {@link Boolean}, {@link String}, {@link Map},
 * {@link List} and null. Depth and number of values are limited.
 */
final class Amf0 {
  private static final int MOST_DEPTH = 8;
  private static final int MOST_VALUES = 1000;

  private static final int NUMBER = 0;
  private static final int BOOLEAN = 1;
  private static final int STRING = 2;
  private static final int OBJECT = 3;
  private static final int NULL = 5;
  private static final int UNDEFINED = 6;
  private static final int ECMA_ARRAY = 8;
  private static final int OBJECT_END = 9;
  private static final int STRICT_ARRAY = 10;
  private static final int DATE = 11;
  private static final int LONG_STRING = 12;
  private static final int UNSUPPORTED = 13;

  private final ByteBuffer in;
  private int values;

  private Amf0(byte[] body, int from) {
    in = ByteBuffer.wrap(body, from, body.length - from);
  }

  /**
   * Reads all values of a message.
   *
   * @param from the position of the first value
   * @throws RtmpException if the bytes are malformed or exceed a limit
   */
  static List<@Nullable Object> read(byte[] body, int from) throws RtmpException {
    Amf0 reader = new Amf0(body, Math.min(from, body.length));
    List<@Nullable Object> read = new ArrayList<>();
    while (reader.in.hasRemaining()) {
      read.add(reader.value(0));
    }
    return read;
  }

  private @Nullable Object value(int depth) throws RtmpException {
    if (depth > MOST_DEPTH || ++values > MOST_VALUES) {
      throw new RtmpException("A message holds too many values");
    }
    int type = need(1).get();
    return switch (type) {
      case NUMBER -> need(Double.BYTES).getDouble();
      case BOOLEAN -> need(1).get() != 0;
      case STRING -> text(need(2).getShort() & 0xffff);
      case LONG_STRING -> text(need(4).getInt());
      case NULL, UNDEFINED, UNSUPPORTED -> null;
      case OBJECT -> object(depth);
      case ECMA_ARRAY -> {
        need(4).getInt();
        yield object(depth);
      }
      case STRICT_ARRAY -> array(depth);
      case DATE -> {
        double millis = need(Double.BYTES + 2).getDouble();
        in.getShort();
        yield millis;
      }
      default -> throw new RtmpException("A message holds a value of an unknown type");
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws RtmpException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (true) {
      String name = text(need(2).getShort() & 0xffff);
      if (name.isEmpty()) {
        if (need(1).get() != OBJECT_END) {
          throw new RtmpException("An object has no end");
        }
        return members;
      }
      members.put(name, value(depth + 1));
    }
  }

  private List<@Nullable Object> array(int depth) throws RtmpException {
    int length = need(4).getInt();
    if (length < 0 || length > in.remaining()) {
      throw new RtmpException("An array is longer than its message");
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      items.add(value(depth + 1));
    }
    return items;
  }

  private String text(int length) throws RtmpException {
    need(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ByteBuffer need(int bytes) throws RtmpException {
    if (bytes < 0 || in.remaining() < bytes) {
      throw new RtmpException("A value ends too early");
    }
    return in;
  }

  /** Returns the bytes of some values. */
  static byte[] write(List<? extends @Nullable Object> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Object value : values) {
        write(out, value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value instanceof Number number) {
      out.writeByte(NUMBER);
      out.writeDouble(number.doubleValue());
    } else if (value instanceof Boolean flag) {
      out.writeByte(BOOLEAN);
      out.writeBoolean(flag);
    } else if (value instanceof String text) {
      out.writeByte(STRING);
      out.writeUTF(text);
    } else if (value instanceof Map<?, ?> members) {
      out.writeByte(OBJECT);
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeUTF((String) member.getKey());
        write(out, member.getValue());
      }
      out.writeShort(0);
      out.writeByte(OBJECT_END);
    } else {
      out.writeByte(NULL);
    }
  }
}
