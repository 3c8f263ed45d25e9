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

/** The WebSocket side of chat: connections, and the bounds that no client can exceed. */
public final class ChatServer extends WebSocketServer implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(ChatServer.class.getName());
  private static final int MAX_FRAME_BYTES = 64 * 1024;
  private static final int PING_SECONDS = 60;
  private static final int STOP_MILLIS = 1_000;
  private static final long SWEEP_MILLIS = 250;
  private static final Limits LIMITS = new Limits(1_000, Duration.ofSeconds(10));

  private final ChatBackend desk;
  private final Limits limits;
  private final ChatRooms rooms;
  private final Map<WebSocketImpl, Long> connections = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> started = new CompletableFuture<>();
  private final Timer sweeper = new Timer("streamcat-emulator-chat-sweeper", true);

  /**
   * What clients can ask for at most.
   *
   * @param connections how many there are, in a handshake or open
   * @param handshake how long a connection takes to open and to close
   */
  record Limits(int connections, Duration handshake) {}

  private ChatServer(
      InetSocketAddress address, ChatBackend desk, MessageReview review, Limits limits) {
    super(
        address, List.of(new Draft_6455(List.of(), List.of(new TokenProtocol()), MAX_FRAME_BYTES)));
    this.desk = desk;
    this.limits = limits;
    this.rooms = new ChatRooms(desk, review);
    setDaemon(true);
    setReuseAddr(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(PING_SECONDS);
    setWebSocketFactory(new Factory());
  }

  /** Refuses connections when there are too many. */
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
      // It holds nothing.
    }
  }

  /**
   * Starts to listen.
   *
   * @param address where to
   * @param desk what it asks of the control plane
   * @param review what reviews messages
   * @return a running server, to be closed
   * @throws IOException if the address cannot be listened on
   */
  public static ChatServer start(InetSocketAddress address, ChatBackend desk, MessageReview review)
      throws IOException {
    return start(address, desk, review, LIMITS);
  }

  static ChatServer start(
      InetSocketAddress address, ChatBackend desk, MessageReview review, Limits limits)
      throws IOException {
    ChatServer server = new ChatServer(address, desk, review, limits);
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

  /** Ends what has expired on the emulator's clock, and what takes too long to open or close. */
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

  /** Refuses the handshake, unless the subprotocol is a token. */
  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    ServerHandshakeBuilder response =
        super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
    ChatGrant grant =
        desk.redeem(request.getFieldValue(TokenProtocol.HEADER))
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
    // Whoever sees the handshake succeed is in the room already.
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
    LOGGER.log(System.Logger.Level.DEBUG, "A connection failed", e);
  }

  private static @Nullable ChatMember member(WebSocket connection) {
    return connection.getAttachment();
  }

  /** Stops at once; clients see the connection closed. */
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
