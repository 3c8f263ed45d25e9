package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.chatroom.ChatBackend;
import io.streamcat.emulator.internal.chatroom.ChatGrant;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** The WebSocket server of chat: connections and their limits. */
public final class ChatServer extends WebSocketServer implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(ChatServer.class.getName());
  private static final int MAX_FRAME_BYTES = 64 * 1024;
  private static final int PING_SECONDS = 60;
  private static final int STOP_MILLIS = 1_000;
  private static final long SWEEP_MILLIS = 250;
  private static final Limits LIMITS = new Limits(1_000, Duration.ofSeconds(10));

  private final ChatBackend backend;
  private final Limits limits;
  private final ChatRooms rooms;
  private final Map<WebSocketImpl, Long> connections = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> started = new CompletableFuture<>();
  private final Timer sweeper = new Timer("streamcat-emulator-chat-sweeper", true);

  /**
   * The limits for clients.
   *
   * @param connections the greatest number of connections, open or in a handshake
   * @param handshake the longest time to open or to close a connection
   */
  record Limits(int connections, Duration handshake) {}

  private ChatServer(
      InetSocketAddress address, ChatBackend backend, MessageReview review, Limits limits) {
    super(
        address, List.of(new Draft_6455(List.of(), List.of(new TokenProtocol()), MAX_FRAME_BYTES)));
    this.backend = backend;
    this.limits = limits;
    this.rooms = new ChatRooms(backend, review);
    setDaemon(true);
    setReuseAddr(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(PING_SECONDS);
    setWebSocketFactory(new Factory());
  }

  /** A factory that rejects connections above the limit. */
  private final class Factory implements WebSocketServerFactory {
    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter listener, Draft draft) {
      return new WebSocketImpl(listener, draft);
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter listener, List<Draft> drafts) {
      return new WebSocketImpl(listener, drafts);
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
      if (connections.size() >= limits.connections()) {
        throw new IOException("There are too many connections");
      }
      connections.put((WebSocketImpl) key.attachment(), System.nanoTime());
      return channel;
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /**
   * Starts a server.
   *
   * @param address the address to listen on
   * @param backend the control plane's part of chat
   * @param review the message review
   * @return a running server, which the caller closes
   * @throws IOException if the server cannot listen on the address
   */
  public static ChatServer start(
      InetSocketAddress address, ChatBackend backend, MessageReview review) throws IOException {
    return start(address, backend, review, LIMITS);
  }

  static ChatServer start(
      InetSocketAddress address, ChatBackend backend, MessageReview review, Limits limits)
      throws IOException {
    ChatServer server = new ChatServer(address, backend, review, limits);
    server.start();
    try {
      server.started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.close();
      throw new InterruptedIOException("interrupted while starting");
    } catch (ExecutionException e) {
      server.close();
      throw new IOException(String.valueOf(e.getCause()), e);
    }
    return server;
  }

  /**
   * Sends a message of a user without a connection, with the rules and the review of the room.
   *
   * @throws io.streamcat.emulator.internal.model.ApiException if the message is rejected
   */
  public void say(String roomArn, String userId, String content) {
    try {
      rooms.say(roomArn, userId, content);
    } catch (ChatError e) {
      throw e.toApiException();
    }
  }

  @Override
  public void onStart() {
    sweeper.schedule(
        new TimerTask() {
          @Override
          public void run() {
            sweep();
          }
        },
        SWEEP_MILLIS,
        SWEEP_MILLIS);
    started.complete(getPort());
  }

  /**
   * Closes connections whose session has expired on the emulator's clock, and connections that take
   * too long to open or close.
   */
  private void sweep() {
    rooms.sweep();
    long now = System.nanoTime();
    connections.forEach(
        (connection, open) -> {
          if (connection.isClosed()) {
            left(connection);
          } else if (connection.isOpen()) {
            connections.put(connection, now);
          } else if (now - open > limits.handshake().toNanos()) {
            connection.closeConnection(CloseFrame.ABNORMAL_CLOSE, "The handshake takes too long");
          }
        });
  }

  /** Accepts the handshake only if the subprotocol is a valid token. */
  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    ServerHandshakeBuilder response =
        super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
    ChatGrant grant =
        backend
            .redeem(request.getFieldValue(TokenProtocol.HEADER))
            .orElseThrow(
                () ->
                    new InvalidDataException(
                        CloseFrame.POLICY_VALIDATION, "The token is not valid"));
    ChatMember member =
        new ChatMember(
            grant,
            connection.getRemoteSocketAddress().getAddress().getHostAddress(),
            new ChatSocket((WebSocketImpl) connection));
    connection.setAttachment(member);
    // The member joins first, so that a client whose handshake succeeds is already in the room.
    rooms.join(member);
    return response;
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake request) {
    ChatMember member = member(connection);
    if (member != null && member.connection() instanceof ChatSocket socket) {
      socket.opened();
    }
  }

  @Override
  public void onMessage(WebSocket connection, String frame) {
    ChatMember member = member(connection);
    if (member != null) {
      rooms.received(member, frame);
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    left((WebSocketImpl) connection);
  }

  private void left(WebSocketImpl connection) {
    connections.remove(connection);
    ChatMember member = member(connection);
    if (member != null) {
      rooms.leave(member);
    }
  }

  @Override
  public void onError(@Nullable WebSocket connection, Exception e) {
    if (connection == null) {
      started.completeExceptionally(e);
    }
    LOGGER.log(System.Logger.Level.DEBUG, "Chat connection failed", e);
  }

  private static @Nullable ChatMember member(WebSocket connection) {
    return connection.getAttachment();
  }

  /** Stops the server immediately and closes all connections. */
  @Override
  public void close() {
    sweeper.cancel();
    rooms.close();
    try {
      stop(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
