package io.streamcat.emulator.media;

import io.streamcat.emulator.media.internal.codec.FlvFile;
import io.streamcat.emulator.media.internal.testcard.TestCardBroadcast;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** H.264 and AAC for tests: that of the test card, and configurations made by hand. */
public final class TestMedia {
  /** The tags of the test card: 10 seconds of video and audio. */
  public static final List<FlvFile.Tag> TAGS = read();

  private TestMedia() {}

  private static List<FlvFile.Tag> read() {
    try (InputStream in = TestCardBroadcast.class.getResourceAsStream("testcard.flv")) {
      return FlvFile.read(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tags up to a time. */
  public static List<FlvFile.Tag> until(int millis) {
    return TAGS.stream().filter(tag -> tag.millis() < millis).toList();
  }

  /** Returns the tags of one track. */
  public static List<FlvFile.Tag> only(boolean video) {
    return TAGS.stream().filter(tag -> tag.isVideo() == video).toList();
  }

  /** Returns tags whose video has another size, and whose pictures cannot be decoded. */
  public static List<FlvFile.Tag> sized(int width, int height) {
    byte[] record = avcConfig(width, height, 30);
    byte[] configuration = new byte[5 + record.length];
    configuration[0] = 0x17;
    System.arraycopy(record, 0, configuration, 5, record.length);
    List<FlvFile.Tag> tags = new ArrayList<>();
    for (FlvFile.Tag tag : TAGS) {
      boolean isConfiguration = tag.isVideo() && tag.body()[1] == 0;
      tags.add(isConfiguration ? new FlvFile.Tag(true, tag.millis(), configuration) : tag);
    }
    return tags;
  }

  /** Returns the configuration of H.264 with a size and pictures per second. */
  public static byte[] avcConfig(int width, int height, int framesPerSecond) {
    Bits bits = new Bits();
    bits.unsigned(0); // seq_parameter_set_id
    bits.unsigned(0); // log2_max_frame_num_minus4
    bits.unsigned(2); // pic_order_cnt_type
    bits.unsigned(1); // max_num_ref_frames
    bits.number(0, 1);
    int columns = (width + 15) / 16;
    int rows = (height + 15) / 16;
    bits.unsigned(columns - 1);
    bits.unsigned(rows - 1);
    bits.number(1, 1); // frame_mbs_only_flag
    bits.number(1, 1);
    boolean cropped = columns * 16 != width || rows * 16 != height;
    bits.number(cropped ? 1 : 0, 1);
    if (cropped) {
      bits.unsigned(0);
      bits.unsigned((columns * 16 - width) / 2);
      bits.unsigned(0);
      bits.unsigned((rows * 16 - height) / 2);
    }
    bits.number(1, 1); // vui_parameters_present_flag
    bits.number(0, 4);
    bits.number(1, 1); // timing_info_present_flag
    bits.number(1, 32);
    bits.number(2L * framesPerSecond, 32);
    bits.number(1, 8);
    byte[] parameters = escaped(bits.toByteArray());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {1, 77, 64, 31, -1, (byte) 0xe1, 0});
    record.write(4 + parameters.length);
    record.writeBytes(new byte[] {0x67, 77, 64, 31});
    record.writeBytes(parameters);
    record.writeBytes(new byte[] {1, 0, 4, 0x68, (byte) 0xee, 0x3c, (byte) 0x80});
    return record.toByteArray();
  }

  private static byte[] escaped(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte one : plain) {
      if (zeros == 2 && one >= 0 && one <= 3) {
        out.write(3);
        zeros = 0;
      }
      out.write(one);
      zeros = one == 0 ? zeros + 1 : 0;
    }
    return out.toByteArray();
  }

  /** A writer of bits. */
  private static final class Bits {
    private final byte[] bytes = new byte[64];
    private int size;

    void number(long value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        bytes[size / 8] |= (byte) (((value >> i) & 1) << (7 - size % 8));
        size++;
      }
    }

    void unsigned(int value) {
      int length = 32 - Integer.numberOfLeadingZeros(value + 1);
      number(0, length - 1);
      number(value + 1L, length);
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, (size + 7) / 8);
    }
  }
}
