package io.streamcat.emulator.media.internal.rtmp;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A reader of chunks, which puts messages together. Memory grows only with received bytes, up to a
 * limit. Not thread safe.
 */
final class ChunkReader {
  /** The greatest length of a message. */
  static final int MOST_MESSAGE = 4 << 20;

  /** The greatest sum of the lengths of incomplete messages. */
  private static final int MOST_INCOMPLETE = 8 << 20;

  private static final int MOST_STREAMS = 64;
  private static final int FIRST_CAPACITY = 4096;
  private static final int DEFAULT_CHUNK = 128;
  private static final int EXTENDED = 0xff_ffff;
  private static final int TWO_BYTE_ID = 0;
  private static final int THREE_BYTE_ID = 1;

  private final DataInputStream in;
  private final Map<Integer, ChunkStream> streams = new HashMap<>();
  private int chunkSize = DEFAULT_CHUNK;
  private int incomplete;

  ChunkReader(DataInputStream in) {
    this.in = in;
  }

  /** The state of one chunk stream. */
  private static final class ChunkStream {
    private int timestamp;
    private int delta;
    private boolean isExtended;
    private int length = -1;
    private int type;
    private int messageStream;
    private byte[] body = {};
    private int received = -1;

    boolean isBetweenMessages() {
      return received < 0;
    }
  }

  /** Sets the size of chunks from now on. */
  void chunkSize(long size) throws RtmpException {
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new RtmpException("The chunk size is out of range");
    }
    chunkSize = (int) size;
  }

  /** Drops the incomplete message of a chunk stream. */
  void abort(long id) {
    ChunkStream stream = streams.get((int) id);
    if (stream != null && !stream.isBetweenMessages()) {
      incomplete -= stream.length;
      stream.received = -1;
      stream.body = new byte[0];
    }
  }

  /**
   * Reads chunks until a message is complete.
   *
   * @throws RtmpException if the client breaks the protocol or a limit
   * @throws IOException if the connection ends
   */
  Message read() throws IOException {
    while (true) {
      ChunkStream stream = readHeader();
      int part = Math.min(chunkSize, stream.length - stream.received);
      append(stream, part);
      if (stream.received == stream.length) {
        incomplete -= stream.length;
        stream.received = -1;
        byte[] body = stream.body;
        stream.body = new byte[0];
        return new Message(
            stream.type,
            stream.timestamp,
            stream.messageStream,
            body.length == stream.length ? body : Arrays.copyOf(body, stream.length));
      }
    }
  }

  private void append(ChunkStream stream, int part) throws IOException {
    int left = part;
    while (left > 0) {
      int step = Math.min(left, Math.max(FIRST_CAPACITY, stream.received));
      int needed = stream.received + step;
      if (stream.body.length < needed) {
        int capacity = Math.max(needed, Math.min(2 * stream.body.length, stream.length));
        stream.body = Arrays.copyOf(stream.body, capacity);
      }
      in.readFully(stream.body, stream.received, step);
      stream.received += step;
      left -= step;
    }
  }

  private ChunkStream readHeader() throws IOException {
    int first = in.readUnsignedByte();
    int format = first >> 6;
    ChunkStream stream = stream(first & 0x3f);
    if (format < 3) {
      if (!stream.isBetweenMessages()) {
        throw new RtmpException("A message starts before another one has ended");
      }
      readMessageHeader(stream, format);
    } else if (stream.length < 0) {
      throw new RtmpException("A chunk stream starts without a header");
    } else if (stream.isExtended) {
      in.readInt();
    }
    if (stream.isBetweenMessages()) {
      if (format != 0) {
        stream.timestamp += stream.delta;
      }
      stream.received = 0;
      incomplete += stream.length;
      if (incomplete > MOST_INCOMPLETE) {
        throw new RtmpException("Too many bytes of incomplete messages");
      }
    }
    return stream;
  }

  private ChunkStream stream(int shortId) throws IOException {
    int id =
        switch (shortId) {
          case TWO_BYTE_ID -> in.readUnsignedByte() + 64;
          case THREE_BYTE_ID -> in.readUnsignedByte() + 64 + (in.readUnsignedByte() << 8);
          default -> shortId;
        };
    ChunkStream stream = streams.get(id);
    if (stream == null) {
      if (streams.size() == MOST_STREAMS) {
        throw new RtmpException("Too many chunk streams");
      }
      stream = new ChunkStream();
      streams.put(id, stream);
    }
    return stream;
  }

  private void readMessageHeader(ChunkStream stream, int format) throws IOException {
    int time = readUnsigned24();
    if (format < 2) {
      int length = readUnsigned24();
      if (length > MOST_MESSAGE) {
        throw new RtmpException("A message is too long");
      }
      stream.length = length;
      stream.type = in.readUnsignedByte();
    } else if (stream.length < 0) {
      throw new RtmpException("A chunk stream starts without a header");
    }
    if (format == 0) {
      stream.messageStream = Integer.reverseBytes(in.readInt());
    }
    stream.isExtended = time == EXTENDED;
    if (stream.isExtended) {
      time = in.readInt();
    }
    if (format == 0) {
      stream.timestamp = time;
      // A message that follows without a header repeats the delta, which is none yet.
      stream.delta = 0;
    } else {
      stream.delta = time;
    }
  }

  private int readUnsigned24() throws IOException {
    return (in.readUnsignedByte() << 16) | (in.readUnsignedByte() << 8) | in.readUnsignedByte();
  }
}
