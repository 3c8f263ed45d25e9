package io.streamcat.emulator.media.internal.rtmp;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one encoder: handshake, commands and media. It reads from one stream and
 * writes to another, and knows no sockets. Not thread safe.
 */
public final class RtmpConnection {
  private static final int VERSION = 3;
  private static final int HANDSHAKE = 1536;
  private static final int WINDOW = 2_500_000;
  private static final int MOST_COMMAND = 64 << 10;
  private static final int MESSAGE_STREAM = 1;
  private static final int BUFFER = 16 << 10;
  private static final String APPLICATION = "app";

  private final AtomicLong received = new AtomicLong();
  private final DataInputStream in;
  private final OutputStream plainOut;
  private final ChunkReader reader;
  private final ChunkWriter out;
  private final EncoderSession session;
  private long acknowledged;
  private long window = WINDOW;
  private boolean connected;
  private boolean publishing;
  private boolean ended;

  public RtmpConnection(InputStream in, OutputStream out, EncoderSession session) {
    this.in = new DataInputStream(new Counted(new BufferedInputStream(in, BUFFER), received));
    this.plainOut = out;
    this.reader = new ChunkReader(this.in);
    this.out = new ChunkWriter(out);
    this.session = session;
  }

  /**
   * Serves the encoder until it ends its broadcast or is rejected.
   *
   * @throws EOFException if the encoder closes the connection
   * @throws IOException if the connection fails, or the encoder breaks the protocol or a limit
   */
  public void serve() throws IOException {
    shakeHands();
    while (!ended) {
      handle(reader.read());
      acknowledge();
    }
  }

  private void shakeHands() throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new RtmpException("The connection is not RTMP");
    }
    byte[] theirs = new byte[HANDSHAKE];
    in.readFully(theirs);
    byte[] ours = new byte[1 + 2 * HANDSHAKE];
    ours[0] = VERSION;
    System.arraycopy(theirs, 0, ours, 1 + HANDSHAKE, HANDSHAKE);
    plainOut.write(ours);
    plainOut.flush();
    // Encoders differ in what they send back, and nothing depends on it.
    in.readFully(theirs);
  }

  private void acknowledge() throws IOException {
    long total = received.get();
    if (total - acknowledged >= window) {
      acknowledged = total;
      out.control(Message.ACKNOWLEDGEMENT, total & 0xffff_ffffL);
    }
  }

  private void handle(Message message) throws IOException {
    switch (message.type()) {
      case Message.SET_CHUNK_SIZE -> reader.chunkSize(message.number());
      case Message.ABORT -> reader.abort(message.number());
      case Message.WINDOW_SIZE -> window = Math.max(1 << 10, message.number() / 2);
      case Message.AUDIO -> {
        if (publishing) {
          session.audio(message.timestamp(), message.body());
        }
      }
      case Message.VIDEO -> {
        if (publishing) {
          session.video(message.timestamp(), message.body());
        }
      }
      case Message.DATA -> data(read(message, 0));
      case Message.DATA_AMF3 -> data(read(message, 1));
      case Message.COMMAND -> command(read(message, 0));
      case Message.COMMAND_AMF3 -> command(read(message, 1));
      default -> {
        // Acknowledgements and user control need no reaction; encoders send nothing else.
      }
    }
  }

  private static List<@Nullable Object> read(Message message, int from) throws RtmpException {
    if (message.body().length > MOST_COMMAND) {
      throw new RtmpException("A command is too long");
    }
    return Amf0.read(message.body(), from);
  }

  private void data(List<@Nullable Object> values) {
    if (!publishing || !values.contains("onMetaData")) {
      return;
    }
    for (Object value : values) {
      if (value instanceof Map<?, ?> members) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        members.forEach((name, property) -> properties.put((String) name, property));
        session.properties(properties);
      }
    }
  }

  private void command(List<@Nullable Object> values) throws IOException {
    if (!(at(values, 0) instanceof String name)) {
      throw new RtmpException("A command has no name");
    }
    Object transaction = at(values, 1);
    switch (name) {
      case "connect" -> connect(transaction, at(values, 2));
      case "createStream" -> {
        requireConnected();
        out.command(0, Arrays.asList("_result", transaction, null, MESSAGE_STREAM));
      }
      case "publish" -> publish(at(values, 3));
      case "FCUnpublish", "deleteStream", "closeStream" -> ended = publishing;
      case "play" -> {
        reject(0, "NetStream.Play.Failed", "This server does not play streams over RTMP");
      }
      default -> {
        // releaseStream, FCPublish and the like need no answer.
      }
    }
  }

  private static @Nullable Object at(List<@Nullable Object> values, int index) {
    return index < values.size() ? values.get(index) : null;
  }

  private void requireConnected() throws RtmpException {
    if (!connected) {
      throw new RtmpException("The first command must be connect");
    }
  }

  private void connect(@Nullable Object transaction, @Nullable Object parameters)
      throws IOException {
    Object application = parameters instanceof Map<?, ?> members ? members.get("app") : null;
    out.control(Message.WINDOW_SIZE, WINDOW);
    out.peerBandwidth(WINDOW);
    out.control(Message.SET_CHUNK_SIZE, ChunkWriter.CHUNK_SIZE);
    if (!(application instanceof String path) || !path.replaceAll("/+$", "").equals(APPLICATION)) {
      out.command(
          0,
          Arrays.asList(
              "_error",
              transaction,
              null,
              status("error", "NetConnection.Connect.InvalidApp", "The application must be app")));
      ended = true;
      return;
    }
    connected = true;
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("fmsVer", "FMS/3,5,7,7009");
    properties.put("capabilities", 31);
    Map<String, Object> status =
        status("status", "NetConnection.Connect.Success", "Connection succeeded.");
    status.put("objectEncoding", 0);
    out.command(0, Arrays.asList("_result", transaction, properties, status));
  }

  private void publish(@Nullable Object streamKey) throws IOException {
    requireConnected();
    if (publishing) {
      throw new RtmpException("The connection publishes already");
    }
    if (!(streamKey instanceof String key)) {
      throw new RtmpException("The stream key must be a string");
    }
    var rejection = session.publish(key);
    if (rejection.isPresent()) {
      reject(MESSAGE_STREAM, "NetStream.Publish.BadName", rejection.get());
      return;
    }
    publishing = true;
    out.streamBegin(MESSAGE_STREAM);
    out.command(
        MESSAGE_STREAM,
        Arrays.asList(
            "onStatus",
            0,
            null,
            status("status", "NetStream.Publish.Start", "The broadcast may start.")));
  }

  private void reject(int messageStream, String code, String description) throws IOException {
    out.command(
        messageStream, Arrays.asList("onStatus", 0, null, status("error", code, description)));
    ended = true;
  }

  private static Map<String, Object> status(String level, String code, String description) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("level", level);
    status.put("code", code);
    status.put("description", description);
    return status;
  }

  /** A stream that counts its bytes. */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private final AtomicLong count;

    Counted(InputStream in, AtomicLong count) {
      this.in = in;
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      if (read >= 0) {
        count.incrementAndGet();
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }
  }
}
