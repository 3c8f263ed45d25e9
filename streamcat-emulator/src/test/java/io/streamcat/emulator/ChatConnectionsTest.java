package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the start and the end of chat connections. */
class ChatConnectionsTest extends ChatTest {
  @Test
  void endpoint_always_isLocalWebSocket() {
    assertThat(emulator.chatEndpoint()).hasScheme("ws").hasHost("127.0.0.1");
    assertThat(emulator.chatEndpoint().getPort()).isPositive().isNotEqualTo(emulator.port());
  }

  @Test
  void connect_validToken_repeatsSubprotocol() {
    String token = token(room, "todd", ALL);

    assertThat(connect(token).subprotocol()).isEqualTo(token);
  }

  @Test
  void connect_usedToken_isRejected() {
    String token = token(room, "todd", ALL);
    connect(token);

    assertRejected(token);
  }

  @Test
  void connect_tokenOlderThanMinute_isRejected() {
    String first = token(room, "todd", ALL);
    String second = token(room, "todd", ALL);
    clock.advance(Duration.ofSeconds(59));
    connect(first);
    clock.advance(Duration.ofSeconds(1));

    assertRejected(second);
  }

  @Test
  void connect_tokenOfDeletedRoom_isRejected() {
    String token = token(room, "todd", ALL);
    aws.call("DeleteRoom", Map.of("identifier", room));

    assertRejected(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Sec-WebSocket"})
  void connect_invalidToken_isRejected(String token) {
    assertRejected(token);
  }

  @Test
  void connection_expiredSession_isClosed() {
    String token =
        aws.call(
                "CreateChatToken",
                Map.of("roomIdentifier", room, "userId", "todd", "sessionDurationInMinutes", 1))
            .text("token");
    ChatClient todd = connect(token);
    ChatClient ann = join("ann");
    clock.advance(Duration.ofMinutes(1));

    assertThat(todd.closeCode()).isEqualTo(1000);
    assertThat(ann.send("SEND_MESSAGE", "Content", "x")).isNotNull();
  }

  @Test
  void deleteRoom_withConnections_closesThem() {
    ChatClient todd = join("todd");
    aws.call("DeleteRoom", Map.of("identifier", room));

    assertThat(todd.closeCode()).isEqualTo(1000);
  }

  @Test
  void reset_withConnections_closesThemAndRemovesTokens() {
    ChatClient todd = join("todd");
    String token = token(room, "ann", ALL);
    emulator.reset();

    assertThat(todd.closeCode()).isEqualTo(1000);
    assertRejected(token);
  }

  @Test
  void send_tooLargeFrame_closesConnection() {
    ChatClient todd = join("todd");
    todd.sendText("x".repeat(70_000));

    assertThat(todd.closeCode()).isEqualTo(1009);
  }

  @Test
  void close_withConnections_closesThem() {
    ChatClient todd = join("todd");
    emulator.close();

    assertThat(todd.closeCode()).isEqualTo(1001);
  }

  private void assertRejected(String token) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> connect(token))
        .withCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
