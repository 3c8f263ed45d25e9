package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.model.ApiException;
import java.io.IOException;

/** A reader of request bodies of limited size. */
public final class Bodies {
  /** The greatest size of a body, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * The number of bytes that are still read of a greater body, so that the client receives the
   * error.
   */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  private static final int DRAINED_AT_ONCE = 8192;

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
  static void drain(HttpExchange exchange) throws IOException {
    for (int total = 0; total < MAX_DRAINED_BYTES; ) {
      int read = read(exchange, DRAINED_AT_ONCE).length;
      if (read == 0) {
        return;
      }
      total += read;
    }
  }

  private static byte[] read(HttpExchange exchange, int most) throws IOException {
    try {
      return exchange.getRequestBody().readNBytes(most);
    } catch (IndexOutOfBoundsException e) {
      // The JDK throws this for a chunk size that it cannot represent.
      throw new IOException("The body has a malformed chunk", e);
    }
  }
}
