package io.streamcat.emulator.internal.chat;

import java.util.ArrayList;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client. Frames sent during the handshake are delivered after it, and the
 * number of unread frames is limited. Thread safe.
 */
final class ChatSocket implements ChatMember.Connection {
  /** The number of unread frames after which a client is disconnected. */
  static final int MAX_WAITING_FRAMES = 1_000;

  private static final System.Logger LOGGER = System.getLogger(ChatSocket.class.getName());

  private final WebSocketImpl socket;
  private @Nullable List<String> early = new ArrayList<>();

  ChatSocket(WebSocketImpl socket) {
    this.socket = socket;
  }

  /** Sends the frames that were held back during the handshake. */
  synchronized void opened() {
    if (early != null) {
      early.forEach(this::write);
      early = null;
    }
  }

  @Override
  public synchronized void send(String frame) {
    if (early == null) {
      write(frame);
    } else if (early.size() < MAX_WAITING_FRAMES) {
      early.add(frame);
    }
  }

  private void write(String frame) {
    if (socket.outQueue.size() >= MAX_WAITING_FRAMES) {
      socket.closeConnection(CloseFrame.POLICY_VALIDATION, "The client reads too slowly");
      return;
    }
    try {
      socket.send(frame);
    } catch (WebsocketNotConnectedException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Frame not sent; the chat client has disconnected", e);
    }
  }

  @Override
  public void close(String reason) {
    socket.close(CloseFrame.NORMAL, reason);
  }
}
