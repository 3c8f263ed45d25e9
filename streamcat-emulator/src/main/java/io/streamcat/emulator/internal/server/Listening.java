package io.streamcat.emulator.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/** The start of servers on a host and port. */
public final class Listening {
  private Listening() {}

  /** A function that starts a server. */
  @FunctionalInterface
  public interface Starter<T> {
    T start(InetSocketAddress address) throws IOException;
  }

  /**
   * Starts a server on a host and port.
   *
   * @throws UncheckedIOException if the server cannot listen; the message names host and port
   */
  public static <T> T on(String host, int port, Starter<T> starter) {
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException("unknown host");
      }
      return starter.start(address);
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(Locale.ROOT, "Cannot listen on %s:%d: %s", host, port, e.getMessage()), e);
    }
  }

  /** Returns the URI of a server for clients on this machine. */
  public static URI uri(String scheme, InetAddress address, int port) {
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    try {
      return new URI(scheme, null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("An address makes a valid URI", e);
    }
  }
}
