package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.model.ApiException;
import java.io.IOException;

/** Reads request bodies, none of which can exhaust the memory. */
public final class Bodies {
  /** The greatest body that is accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** How much of a greater one is still read, so that the client gets to see the refusal. */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  private static final int DRAINED_AT_ONCE = 8192;

  private Bodies() {}

  /**
   * Reads a body.
   *
   * @throws IOException if it ends too early, or its chunks cannot be told apart
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
   * Reads what nobody has asked for, which the JDK's server does not always survive after the
   * answer.
   *
   * @throws IOException if it ends too early, or its chunks cannot be told apart
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
      // So fails the JDK when a chunk has more bytes than it can count.
      throw new IOException("The body is not well chunked", e);
    }
  }
}
