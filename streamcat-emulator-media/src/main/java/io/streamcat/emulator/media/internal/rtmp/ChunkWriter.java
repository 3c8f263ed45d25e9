package io.streamcat.emulator.media.internal.rtmp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A writer of the short messages of the server. Not thread safe. */
final class ChunkWriter {
  /** The size of chunks, which is announced before the first longer message. */
  static final int CHUNK_SIZE = 4096;

  private static final int CONTROL_STREAM = 2;
  private static final int COMMAND_STREAM = 3;
  private static final int CONTINUATION = 0xc0;

  private final OutputStream out;

  ChunkWriter(OutputStream out) {
    this.out = out;
  }

  void control(int type, long... numbers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (long number : numbers) {
      writeNumber(body, number, Integer.BYTES);
    }
    message(CONTROL_STREAM, type, 0, body.toByteArray());
  }

  /** Sends the limit of the client's window, which the client must not exceed. */
  void peerBandwidth(long window) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writeNumber(body, window, Integer.BYTES);
    body.write(2);
    message(CONTROL_STREAM, Message.PEER_BANDWIDTH, 0, body.toByteArray());
  }

  /** Sends that a message stream begins. */
  void streamBegin(int messageStream) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writeNumber(body, 0, Short.BYTES);
    writeNumber(body, messageStream, Integer.BYTES);
    message(CONTROL_STREAM, Message.USER_CONTROL, 0, body.toByteArray());
  }

  void command(int messageStream, List<? extends @Nullable Object> values) throws IOException {
    message(COMMAND_STREAM, Message.COMMAND, messageStream, Amf0.write(values));
  }

  private void message(int chunkStream, int type, int messageStream, byte[] body)
      throws IOException {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.write(chunkStream);
    writeNumber(chunks, 0, 3);
    writeNumber(chunks, body.length, 3);
    chunks.write(type);
    writeNumber(chunks, Integer.reverseBytes(messageStream), Integer.BYTES);
    for (int from = 0; from < body.length; from += CHUNK_SIZE) {
      if (from > 0) {
        chunks.write(CONTINUATION | chunkStream);
      }
      chunks.write(body, from, Math.min(CHUNK_SIZE, body.length - from));
    }
    chunks.writeTo(out);
    out.flush();
  }

  private static void writeNumber(ByteArrayOutputStream out, long number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (number >> (Byte.SIZE * i)));
    }
  }
}
