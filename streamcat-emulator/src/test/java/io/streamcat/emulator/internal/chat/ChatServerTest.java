package io.streamcat.emulator.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChatServerTest {
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "eu-west-1",
              "123456789012",
              Clock.systemUTC(),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()));
  private static final Duration LONG = Duration.ofMinutes(1);

  @AutoClose private final ChatServer server = start(0, new ChatServer.Limits(1, LONG));
  private final String room = (String) call("CreateRoom", Map.of()).get("arn");

  ChatServerTest() throws IOException {}

  @Test
  void send_clientDoesNotRead_isDisconnected() throws IOException {
    try (Socket slow = connect(server)) {
      shakeHands(slow);
      Map<String, Object> event =
          Map.of(
              "roomIdentifier",
              room,
              "eventName",
              "large",
              "attributes",
              Map.of("a", "b".repeat(1000)));
      for (int i = 0; i < 20_000; i++) {
        call("SendEvent", event);
      }

      assertEndsInTime(slow.getInputStream());
    }
  }

  @Test
  void connect_oneTooMany_isClosed() throws IOException {
    try (Socket first = connect(server);
        Socket second = connect(server)) {
      assertEndsInTime(second.getInputStream());
      shakeHands(first);
    }
  }

  @Test
  void connect_slowHandshake_isAborted() throws IOException {
    try (ChatServer hasty = start(0, new ChatServer.Limits(1, Duration.ofMillis(1)));
        Socket idle = connect(hasty)) {
      assertEndsInTime(idle.getInputStream());
    }
  }

  @Test
  void start_portInUse_throwsIOException() {
    assertThatIOException()
        .isThrownBy(() -> start(server.getPort(), new ChatServer.Limits(1, LONG)).close());
  }

  private static Socket connect(ChatServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    return socket;
  }

  private ChatServer start(int port, ChatServer.Limits limits) throws IOException {
    return ChatServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        controlPlane.chat(),
        new MessageReview(null, Duration.ofMillis(200)),
        limits);
  }

  private void shakeHands(Socket socket) throws IOException {
    Object token =
        call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "slow")).get("token");
    socket
        .getOutputStream()
        .write(
            """
            GET / HTTP/1.1
            Host: localhost
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Protocol: %s

            """
                .formatted(token)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
    assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
  }

  /** Asserts that the connection is closed in time. */
  private static void assertEndsInTime(InputStream in) throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private Map<String, Object> call(String operation, Map<String, ?> input) {
    return controlPlane.call(ApiModel.get().operations(operation).get(0), input, Distortion.NONE);
  }
}
