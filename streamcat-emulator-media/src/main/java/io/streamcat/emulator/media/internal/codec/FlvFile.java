package io.streamcat.emulator.media.internal.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A reader of FLV files. */
public final class FlvFile {
  private static final int AUDIO = 8;
  private static final int VIDEO = 9;
  private static final int TAG_HEADER = 11;
  private static final int BACK_POINTER = 4;

  private FlvFile() {}

  /**
   * A tag of a file.
   *
   * @param isVideo whether the tag holds video; otherwise it holds audio
   * @param millis the timestamp
   * @param body the body
   */
  @SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
  public record Tag(boolean isVideo, int millis, byte[] body) {}

  /**
   * Reads the tags of audio and video.
   *
   * @throws MediaException if the file is malformed
   */
  public static List<Tag> read(byte[] file) throws MediaException {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length < TAG_HEADER || in.get() != 'F' || in.get() != 'L' || in.get() != 'V') {
      throw new MediaException("The file is not FLV");
    }
    int header = in.getInt(5);
    if (header < 9 || header > file.length - BACK_POINTER) {
      throw new MediaException("The header of the FLV file is malformed");
    }
    in.position(header + BACK_POINTER);
    List<Tag> tags = new ArrayList<>();
    while (in.remaining() >= TAG_HEADER) {
      int type = in.get() & 0x1f;
      int length = unsigned24(in);
      int millis = unsigned24(in) | ((in.get() & 0xff) << 24);
      unsigned24(in);
      if (length > in.remaining() - BACK_POINTER) {
        throw new MediaException("A tag of the FLV file ends too early");
      }
      byte[] body = new byte[length];
      in.get(body);
      in.getInt();
      if (type == VIDEO || type == AUDIO) {
        tags.add(new Tag(type == VIDEO, millis, body));
      }
    }
    return tags;
  }

  private static int unsigned24(ByteBuffer in) {
    return ((in.get() & 0xff) << 16) | ((in.get() & 0xff) << 8) | (in.get() & 0xff);
  }
}
