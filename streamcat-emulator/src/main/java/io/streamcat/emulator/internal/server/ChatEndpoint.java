package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.chat.ChatServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where chat clients connect. Whoever has not chosen the port has to ask for it, so that the server
 * starts only then: most emulators never need it. Thread safe.
 */
public final class ChatEndpoint implements AutoCloseable {
  private final Emulation emulation;
  private final String host;
  private final int port;
  private @Nullable ChatServer server;
  private boolean closed;

  private ChatEndpoint(Emulation emulation, String host, int port) {
    this.emulation = emulation;
    this.host = host;
    this.port = port;
  }

  /**
   * Makes an endpoint, which listens now if the port is a certain one.
   *
   * @throws java.io.UncheckedIOException if it cannot listen
   */
  public static ChatEndpoint open(Emulation emulation, String host, int port) {
    ChatEndpoint endpoint = new ChatEndpoint(emulation, host, port);
    if (port != 0) {
      endpoint.uri();
    }
    return endpoint;
  }

  /**
   * Returns where clients connect, which they can from now on.
   *
   * @throws java.io.UncheckedIOException if it cannot listen
   */
  public synchronized URI uri() {
    if (closed) {
      throw new IllegalStateException("The emulator is closed");
    }
    ChatServer running = server;
    if (running == null) {
      running =
          Listening.on(
              host,
              port,
              address ->
                  ChatServer.start(address, emulation.controlPlane().chat(), emulation.review()));
      server = running;
    }
    return Listening.uri("ws", running.getAddress().getAddress(), running.getPort());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
    }
  }
}
