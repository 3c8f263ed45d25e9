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

/** How connections to rooms begin and end. */
class ChatConnectionsTest extends ChatTest {
  @Test
  void theEndpoint_isAWebSocketOnThisMachine() {
    assertThat(emulator.chatEndpoint()).hasScheme("ws").hasHost("127.0.0.1");
    assertThat(emulator.chatEndpoint().getPort()).isPositive().isNotEqualTo(emulator.port());
  }

  @Test
  void aToken_isTheSubprotocolThatTheServerRepeats() {
    String token = token(room, "todd", ALL);

    assertThat(connect(token).subprotocol()).isEqualTo(token);
  }

  @Test
  void aToken_worksOnce() {
    String token = token(room, "todd", ALL);
    connect(token);

    assertRefused(token);
  }

  @Test
  void aToken_worksForAMinute() {
    String first = token(room, "todd", ALL);
    String second = token(room, "todd", ALL);
    clock.advance(Duration.ofSeconds(59));
    connect(first);
    clock.advance(Duration.ofSeconds(1));

    assertRefused(second);
  }

  @Test
  void aToken_ofADeletedRoom_isRefused() {
    String token = token(room, "todd", ALL);
    aws.call("DeleteRoom", Map.of("identifier", room));

    assertRefused(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Sec-WebSocket"})
  void anythingElse_isRefused(String token) {
    assertRefused(token);
  }

  @Test
  void aSession_expires() {
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
  void deleteRoom_closesItsConnections() {
    ChatClient todd = join("todd");
    aws.call("DeleteRoom", Map.of("identifier", room));

    assertThat(todd.closeCode()).isEqualTo(1000);
  }

  @Test
  void reset_closesConnectionsAndForgetsTokens() {
    ChatClient todd = join("todd");
    String token = token(room, "ann", ALL);
    emulator.reset();

    assertThat(todd.closeCode()).isEqualTo(1000);
    assertRefused(token);
  }

  @Test
  void aFrame_thatIsTooLarge_endsTheConnection() {
    ChatClient todd = join("todd");
    todd.sendText("x".repeat(70_000));

    assertThat(todd.closeCode()).isEqualTo(1009);
  }

  @Test
  void close_endsTheConnections() {
    ChatClient todd = join("todd");
    emulator.close();

    assertThat(todd.closeCode()).isEqualTo(1001);
  }

  private void assertRefused(String token) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> connect(token))
        .withCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
