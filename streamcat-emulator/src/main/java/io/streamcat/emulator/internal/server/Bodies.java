package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.model.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A reader of request bodies of limited size. */
public final class Bodies {
  /** The greatest size of a body, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * The number of bytes that are still read of a greater body, so that the client receives the
   * error.
   */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  private static final int READ_AT_ONCE = 8192;

  /** The JDK's message for bytes after a chunk that do not end it. */
  private static final String NO_CHUNK_END = "invalid chunk end";

  /** A byte that UTF-8 never has. */
  private static final byte UNREAD = (byte) 0xFF;

  private Bodies() {}

  /**
   * Reads a body.
   *
   * @throws IOException if the body ends too early or its chunks are malformed
   */
  public static byte[] read(HttpExchange exchange) throws IOException {
    byte[] body = read(exchange, MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new ApiException(
          "RequestEntityTooLargeException", "The body has more than " + MAX_BYTES + " bytes");
    }
    return body;
  }

  /**
   * Reads the rest of a body before the answer, because the JDK's server does not always survive
   * unread bytes after it.
   *
   * @throws IOException if the body ends too early or its chunks are malformed
   */
  public static void drain(HttpExchange exchange) throws IOException {
    for (int total = 0; total < MAX_DRAINED_BYTES; ) {
      int read = read(exchange, READ_AT_ONCE).length;
      if (read == 0) {
        return;
      }
      total += read;
    }
  }

  private static byte[] read(HttpExchange exchange, int most) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[READ_AT_ONCE];
    while (body.size() < most) {
      int read = read(exchange, buffer, Math.min(buffer.length, most - body.size()));
      if (read < 0) {
        break;
      }
      body.write(buffer, 0, read);
    }
    return body.toByteArray();
  }

  private static int read(HttpExchange exchange, byte[] buffer, int most) throws IOException {
    InputStream in = exchange.getRequestBody();
    buffer[0] = UNREAD;
    try {
      return in.read(buffer, 0, most);
    } catch (IndexOutOfBoundsException e) {
      // The JDK throws this for a chunk size that it cannot represent.
      throw new IOException("The body has a malformed chunk", e);
    } catch (IOException e) {
      if (NO_CHUNK_END.equals(e.getMessage()) && buffer[0] == UNREAD && in.read() < 0) {
        // The body is complete. It has trailers, which the JDK's server cannot read, so that the
        // connection cannot be used any longer.
        exchange.getResponseHeaders().set("Connection", "close");
        return -1;
      }
      throw e;
    }
  }
}
