package io.streamcat.emulator;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.model.ApiException;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies, none of which can exhaust the memory. */
final class Bodies {
  /** The greatest body that is accepted, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** How much of a greater one is still read, so that the client gets to see the refusal. */
  private static final int MAX_DRAINED_BYTES = 16 * MAX_BYTES;

  private Bodies() {}

  static byte[] read(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(MAX_BYTES + 1);
    if (body.length <= MAX_BYTES) {
      return body;
    }
    byte[] drain = new byte[8192];
    for (int total = body.length; total < MAX_DRAINED_BYTES; ) {
      int read = in.read(drain);
      if (read < 0) {
        break;
      }
      total += read;
    }
    throw new ApiException(
        "RequestEntityTooLargeException", "The body has more than " + MAX_BYTES + " bytes");
  }
}
