package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.chat.ChatServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of chat clients. With port 0 the server starts when its URI is first requested,
 * because most tests never use it. Thread safe.
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
   * Creates an endpoint, which listens immediately unless the port is 0.
   *
   * @throws java.io.UncheckedIOException if the server cannot listen
   */
  public static ChatEndpoint open(Emulation emulation, String host, int port) {
    ChatEndpoint endpoint = new ChatEndpoint(emulation, host, port);
    if (port != 0) {
      endpoint.uri();
    }
    return endpoint;
  }

  /**
   * Returns the URI for clients, and starts the server if necessary.
   *
   * @throws java.io.UncheckedIOException if the server cannot listen
   */
  public URI uri() {
    ChatServer running = running();
    return Listening.uri("ws", running.getAddress().getAddress(), running.getPort());
  }

  /**
   * Sends a message of a user without a connection.
   *
   * @throws io.streamcat.emulator.internal.model.ApiException if the message is rejected
   */
  public void say(String roomArn, String userId, String content) {
    running().say(roomArn, userId, content);
  }

  private synchronized ChatServer running() {
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
    return running;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
    }
  }
}
