package io.streamcat.emulator.media.internal.rtmp;

import io.streamcat.emulator.media.internal.codec.FlvFile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A small encoder that publishes given tags over RTMP or RTMPS. */
public final class RtmpClient implements AutoCloseable {
  private static final int HANDSHAKE = 1536;
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final OutputStream out;
  private final ChunkReader in;
  private int transaction;

  private RtmpClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    DataInputStream data = new DataInputStream(socket.getInputStream());
    byte[] hello = new byte[1 + HANDSHAKE];
    hello[0] = 3;
    out.write(hello);
    out.flush();
    data.readFully(new byte[1 + 2 * HANDSHAKE]);
    out.write(new byte[HANDSHAKE]);
    in = new ChunkReader(data);
  }

  /** Connects to the application of a URL. */
  public static RtmpClient connect(URI url) throws IOException {
    RtmpClient client = new RtmpClient(socket(url));
    String application = url.getPath().replace("/", "");
    client.command(
        0, "connect", Map.of("app", application, "tcUrl", url.toString(), "type", "nonprivate"));
    client.await("_result", "_error");
    return client;
  }

  private static Socket socket(URI url) throws IOException {
    if (!url.getScheme().equals("rtmps")) {
      return new Socket(url.getHost(), url.getPort());
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context.getSocketFactory().createSocket(url.getHost(), url.getPort());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A trust manager for certificates that sign themselves. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      // Every certificate is accepted.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // Every certificate is accepted.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Publishes with a stream key, and returns the code of the answer. */
  public String publish(String streamKey) throws IOException {
    command(0, "releaseStream", null, streamKey);
    command(0, "FCPublish", null, streamKey);
    command(0, "createStream", null, new Object[0]);
    await("_result");
    command(1, "publish", null, streamKey, "live");
    Map<?, ?> status = (Map<?, ?>) await("onStatus").get(3);
    return (String) status.get("code");
  }

  /** Announces the properties of the encoder. */
  public void properties(Map<String, ?> properties) throws IOException {
    message(4, Message.DATA, 1, 0, Amf0.write(List.of("@setDataFrame", "onMetaData", properties)));
  }

  /** Sends tags with a shift of their times. */
  public void send(List<FlvFile.Tag> tags, int shiftMillis) throws IOException {
    for (FlvFile.Tag tag : tags) {
      int type = tag.isVideo() ? Message.VIDEO : Message.AUDIO;
      message(tag.isVideo() ? 6 : 5, type, 1, tag.millis() + shiftMillis, tag.body());
    }
    out.flush();
  }

  /** Sends tags until the server closes the connection, or all are sent. */
  public void sendUntilClosed(List<FlvFile.Tag> tags) {
    try {
      send(tags, 0);
    } catch (IOException e) {
      // The server has closed the connection, as the test expects.
    }
  }

  /** Waits until the server has processed everything that was sent. */
  public void sync() throws IOException {
    command(0, "createStream", null, new Object[0]);
    await("_result");
  }

  /** Ends the broadcast as encoders do. */
  public void unpublish(String streamKey) throws IOException {
    command(0, "FCUnpublish", null, streamKey);
    command(0, "deleteStream", null, 1);
  }

  /** Sends bytes that are not RTMP. */
  public void garbage(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Waits until the server closes the connection. */
  public void awaitEnd() {
    try {
      while (true) {
        in.read();
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("The server does not close the connection", e);
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private void command(int messageStream, String name, Object object, Object... arguments)
      throws IOException {
    Object[] values = new Object[3 + arguments.length];
    values[0] = name;
    values[1] = ++transaction;
    values[2] = object;
    System.arraycopy(arguments, 0, values, 3, arguments.length);
    message(3, Message.COMMAND, messageStream, 0, Amf0.write(Arrays.asList(values)));
    out.flush();
  }

  private List<Object> await(String... names) throws IOException {
    while (true) {
      Message message = in.read();
      if (message.type() == Message.SET_CHUNK_SIZE) {
        in.chunkSize(message.number());
      } else if (message.type() == Message.COMMAND) {
        List<Object> values = Amf0.read(message.body(), 0);
        if (Arrays.asList(names).contains(values.get(0))) {
          return values;
        }
      }
    }
  }

  private void message(int chunkStream, int type, int messageStream, int timestamp, byte[] body)
      throws IOException {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from == 0 || from < body.length; from += 128) {
      if (from == 0) {
        chunks.write(chunkStream);
        number(chunks, Math.min(timestamp, 0xff_ffff), 3);
        number(chunks, body.length, 3);
        chunks.write(type);
        number(chunks, Integer.reverseBytes(messageStream), 4);
      } else {
        chunks.write(0xc0 | chunkStream);
      }
      if (timestamp >= 0xff_ffff) {
        number(chunks, timestamp, 4);
      }
      chunks.write(body, from, Math.min(128, body.length - from));
    }
    chunks.writeTo(out);
  }

  private static void number(ByteArrayOutputStream out, int number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(number >> (8 * i));
    }
  }

  /** Returns the bytes of a whole conversation, as a client would send them. */
  static byte[] conversation(String streamKey, List<FlvFile.Tag> tags) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(3);
    out.write(new byte[2 * HANDSHAKE]);
    write(out, Arrays.asList("connect", 1, Map.of("app", "app")));
    write(out, Arrays.asList("createStream", 2, null));
    write(out, Arrays.asList("publish", 3, null, streamKey, "live"));
    for (FlvFile.Tag tag : tags) {
      chunk(out, tag.isVideo() ? Message.VIDEO : Message.AUDIO, tag.millis(), tag.body());
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, List<?> values) {
    chunk(out, Message.COMMAND, 0, Amf0.write(values));
  }

  private static void chunk(ByteArrayOutputStream out, int type, int timestamp, byte[] body) {
    for (int from = 0; from == 0 || from < body.length; from += 128) {
      if (from == 0) {
        out.write(3);
        number(out, timestamp, 3);
        number(out, body.length, 3);
        out.write(type);
        number(out, 0, 4);
      } else {
        out.write(0xc3);
      }
      out.write(body, from, Math.min(128, body.length - from));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
