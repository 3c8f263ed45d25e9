package io.streamcat.emulator.internal.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteTimeoutTest {
  private static final int LARGE = 64 << 20;

  @Test
  void server_clientThatNeverReads_isDisconnected() throws Exception {
    EmulatorServer.Handler large =
        exchange -> Optional.of(Reply.json(200, Map.of("text", "x".repeat(LARGE))));
    EmulatorServer server =
        EmulatorServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            large,
            large,
            BrowserAccess.of("127.0.0.1", List.of()),
            new RequestIds(1),
            Duration.ofMillis(100));
    try (server;
        Socket socket = new Socket(server.address(), server.port())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      await(server);

      assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(LARGE);
    }
  }

  private static void await(EmulatorServer server) {
    while (server.writes() == 0) {
      Thread.onSpinWait();
    }
    while (server.writes() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void begin_endedWrite_isNotInterrupted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (WriteTimeout timeout = WriteTimeout.start(Duration.ofMillis(1))) {
      timeout.begin().close();

      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
