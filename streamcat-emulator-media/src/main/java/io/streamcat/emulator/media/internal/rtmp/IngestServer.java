package io.streamcat.emulator.media.internal.rtmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A port for encoders, with a thread for each connection. Thread safe. */
public final class IngestServer implements AutoCloseable {
  /** The greatest number of connections; further ones are closed at once. */
  public static final int MOST_CONNECTIONS = 200;

  private static final System.Logger LOGGER = System.getLogger(IngestServer.class.getName());
  private static final int MOST_LINGER_SECONDS = 2;

  private final ServerSocket listening;
  private final Function<Socket, ClosingSession> sessions;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** A session that learns about the end of its connection. */
  public interface ClosingSession extends EncoderSession, AutoCloseable {
    /** Ends the broadcast, if there is one. */
    @Override
    void close();
  }

  private IngestServer(ServerSocket listening, Function<Socket, ClosingSession> sessions) {
    this.listening = listening;
    this.sessions = sessions;
  }

  /**
   * Starts to accept encoders.
   *
   * @param listening a bound socket, which is closed with the server
   * @param sessions a function that creates the session of a connection; closing the socket ends
   *     the connection
   */
  public static IngestServer start(
      ServerSocket listening, Function<Socket, ClosingSession> sessions) {
    IngestServer server = new IngestServer(listening, sessions);
    start("streamcat-emulator-ingest", server::accept);
    return server;
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  public InetAddress address() {
    return listening.getInetAddress();
  }

  public int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        if (open.size() >= MOST_CONNECTIONS) {
          socket.close();
        } else {
          open.add(socket);
          start("streamcat-emulator-encoder", () -> serve(socket));
        }
      } catch (SocketException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "The port for encoders is closed", e);
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.WARNING, "An encoder cannot connect", e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        ClosingSession session = sessions.apply(socket)) {
      socket.setTcpNoDelay(true);
      socket.setSoLinger(true, MOST_LINGER_SECONDS);
      new RtmpConnection(socket.getInputStream(), socket.getOutputStream(), session).serve();
      socket.shutdownOutput();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "The connection of an encoder has ended", e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "The connection of an encoder failed", e);
    } finally {
      open.remove(socket);
    }
  }

  /** Closes the port and all connections. */
  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A port cannot be closed", e);
    }
  }
}
