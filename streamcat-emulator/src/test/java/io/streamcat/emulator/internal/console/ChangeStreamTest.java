package io.streamcat.emulator.internal.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamcat.emulator.internal.chat.MessageReview;
import io.streamcat.emulator.internal.chatroom.ChatMessage;
import io.streamcat.emulator.internal.fault.FaultInjector;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.testing.Guarantee;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Guarantee("EMU-11")
class ChangeStreamTest {
  private static final int CLIENTS = 2;
  private static final int WAITING = 3;
  private static final long NEVER = 3_600_000;
  private static final int TIMEOUT_SECONDS = 30;

  @AutoClose
  private final Emulation emulation =
      Emulation.of(
          new Settings(
              "us-east-1",
              "123456789012",
              Clock.systemUTC(),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()),
          Journal.NONE,
          new FaultInjector(1),
          false,
          List.of(),
          destination -> event -> {},
          new MessageReview(null, Duration.ofSeconds(1)));

  @AutoClose private ChangeStream stream = stream(NEVER);

  /** The results of {@link ChangeStream#serve}, in the order in which they end. */
  private final BlockingQueue<CompletableFuture<Boolean>> ended = new LinkedBlockingQueue<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private ChangeStream stream(long heartbeatMillis) {
    return new ChangeStream(
        new Feed(emulation), new ChangeStream.Limits(CLIENTS, WAITING, NEVER, heartbeatMillis));
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      boolean served = stream.serve(exchange);
      if (!served) {
        exchange.sendResponseHeaders(503, -1);
      }
      ended.add(CompletableFuture.completedFuture(served));
    } catch (IOException | InterruptedException e) {
      ended.add(CompletableFuture.failedFuture(e));
    }
  }

  /** A connection that has requested the stream. */
  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    Client() throws IOException {
      socket.setReceiveBufferSize(4_096);
      socket.setSoTimeout(TIMEOUT_SECONDS * 1_000);
      socket.connect(server.getAddress());
      in = new BufferedInputStream(socket.getInputStream());
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
    }

    /** Reads until a text appears, and returns the text up to its end. */
    String await(String text) throws IOException {
      StringBuilder read = new StringBuilder();
      while (read.indexOf(text, read.length() - text.length()) < 0) {
        int next = in.read();
        assertThat(next).as("a byte before " + text).isNotNegative();
        read.append((char) next);
      }
      return read.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private boolean end() throws InterruptedException, ExecutionException {
    CompletableFuture<Boolean> end = ended.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    assertThat(end).as("a client whose connection ended").isNotNull();
    return end.get();
  }

  private void say(String content) {
    emulation
        .controlPlane()
        .chat()
        .said(new ChatMessage("room", "id", "user", content, Map.of(), Instant.EPOCH));
  }

  @Test
  void serve_clientThatReads_receivesEveryBatch() throws IOException {
    try (Client client = new Client()) {
      client.await("\"counts\"");
      for (int i = 0; i < 20 * WAITING; i++) {
        say("message " + i + ".");
        stream.collect();
        client.await("message " + i + ".");
      }
    }
  }

  @Test
  void collect_nothingNew_sendsNothing() throws IOException {
    try (Client client = new Client()) {
      client.await("\n\n");
      stream.collect();
      stream.collect();
      say("news");
      stream.collect();

      assertThat(client.await("\n\n")).contains("news");
    }
  }

  @Test
  void collect_clientThatNeverReads_isDisconnected() throws Exception {
    try (Client slow = new Client();
        Client fast = new Client()) {
      slow.await("data: ");
      fast.await("\"counts\"");
      assertThat(stream.clients()).isEqualTo(2);
      String large = "x".repeat(1 << 18);
      for (int i = 0; i < 200 && ended.isEmpty(); i++) {
        say(large + i + ".");
        stream.collect();
        fast.await("x" + i + ".");
      }

      assertThatThrownBy(this::end).cause().isInstanceOf(InterruptedException.class);
      assertThat(stream.clients()).isEqualTo(1);
      say("still here");
      stream.collect();
      fast.await("still here");
    }
  }

  @Test
  void serve_tooManyClients_isRejected() throws Exception {
    try (Client one = new Client();
        Client two = new Client()) {
      one.await("data: ");
      two.await("data: ");
      try (Client three = new Client()) {
        three.await("503");
        assertThat(end()).isFalse();
      }
    }
  }

  @Test
  void serve_quietClientThatDisconnects_isNoticedByHeartbeat() throws Exception {
    stream = stream(1);
    try (Client client = new Client()) {
      client.await("\r\n:\n");
    }

    assertThatThrownBy(this::end).cause().isInstanceOf(IOException.class);
    assertThat(stream.clients()).isZero();
  }

  @Test
  void close_connectedClient_isDisconnectedAndLaterOnesRejected() throws Exception {
    try (Client client = new Client()) {
      client.await("data: ");

      stream.close();

      assertThatThrownBy(this::end).cause().isInstanceOf(InterruptedException.class);
      assertThat(stream.clients()).isZero();
    }
    try (Client late = new Client()) {
      late.await("503");
    }
  }
}
