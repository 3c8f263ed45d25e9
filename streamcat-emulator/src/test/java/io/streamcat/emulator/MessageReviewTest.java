package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.streamcat.emulator.internal.json.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MessageReviewTest {
  /** A timeout that is long enough for a busy machine. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private IvsEmulator emulator = IvsEmulator.start();

  @AfterEach
  void close() {
    never.countDown();
    emulator.close();
  }

  @Test
  void review_anyMessage_sendsLambdaRequest() throws Exception {
    start(request -> "{\"ReviewResult\": \"ALLOW\"}", LONG);
    String room = createRoom("ALLOW");
    try (ChatClient todd = join(room)) {
      todd.send("SEND_MESSAGE", "Content", "hello", "Attributes", Map.of("a", "b"));
      Map<String, Object> message = todd.next();

      assertThat(message)
          .containsEntry("Content", "hello")
          .containsEntry("Attributes", Map.of("a", "b"));
      assertThat(Json.parseObject(requests.take().getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(
              Map.of(
                  "Content", "hello",
                  "MessageId", message.get("Id"),
                  "RoomArn", room,
                  "Attributes", Map.of("a", "b"),
                  "Sender",
                      Map.of(
                          "Attributes", Map.of("name", "Todd"),
                          "UserId", "todd",
                          "Ip", "127.0.0.1")));
    }
  }

  @Test
  void review_handlerChangesMessage_sendsChangedMessage() throws Exception {
    start(
        request ->
            "{\"ReviewResult\": \"ALLOW\", \"Content\": \"***\", \"Attributes\": {\"r\": \"1\"}}",
        LONG);
    try (ChatClient todd = join(createRoom("ALLOW"))) {
      todd.send("SEND_MESSAGE", "Content", "rude", "Attributes", Map.of("a", "b"));

      assertThat(todd.next())
          .containsEntry("Content", "***")
          .containsEntry("Attributes", Map.of("r", "1"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ReviewResult': 'DENY'} | The message was not allowed",
        "{'ReviewResult': 'DENY', 'Attributes': {'Reason': 'too rude'}} | too rude"
      })
  void aHandler_deniesMessages(String response, String message) throws Exception {
    start(request -> response.replace('\'', '"'), LONG);
    try (ChatClient todd = join(createRoom("ALLOW"))) {
      todd.send("SEND_MESSAGE", "RequestId", "r1", "Content", "rude");

      assertThat(todd.next())
          .containsEntry("Type", "ERROR")
          .containsEntry("RequestId", "r1")
          .containsEntry("ErrorCode", 406L)
          .containsEntry("ErrorMessage", message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALLOW | nonsense",
        "DENY | nonsense",
        "ALLOW | {'ReviewResult': 'MAYBE'}",
        "DENY | {'ReviewResult': 'MAYBE'}",
        "DENY | {'ReviewResult': 'ALLOW', 'Attributes': 5}",
        "ALLOW | throw",
        "DENY | throw"
      })
  void aHandlerThatFails_leavesItToTheFallback(String fallback, String response) throws Exception {
    start(
        request -> {
          if (response.equals("throw")) {
            throw new IllegalStateException("on purpose");
          }
          return response.replace('\'', '"');
        },
        LONG);

    assertFallback(fallback);
  }

  @ParameterizedTest
  @CsvSource({"ALLOW", "DENY"})
  void review_timeout_usesFallback(String fallback) throws Exception {
    start(
        request -> {
          await(never);
          return "{\"ReviewResult\": \"ALLOW\"}";
        },
        Duration.ofMillis(1));

    assertFallback(fallback);
  }

  @Test
  void review_slowHandler_delaysOnlyMemberAndKeepsOrder() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    start(
        request -> {
          await(released);
          return "{\"ReviewResult\": \"ALLOW\"}";
        },
        LONG);
    String reviewed = createRoom("ALLOW");
    String other = new ApiClient(emulator).call("CreateRoom").text("arn");
    try (ChatClient todd = join(reviewed);
        ChatClient ann = join(other)) {
      todd.send("SEND_MESSAGE", "Content", "1").send("SEND_MESSAGE", "Content", "2");
      ann.send("SEND_MESSAGE", "Content", "quick");
      assertThat(ann.next()).containsEntry("Content", "quick");
      released.countDown();

      assertThat(todd.next()).containsEntry("Content", "1");
      assertThat(todd.next()).containsEntry("Content", "2");
    }
    assertThat(requests).hasSize(2);
  }

  @Test
  void review_httpEndpoint_reviewsUntilRemoved() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/review",
        exchange -> {
          try (exchange) {
            requests.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] response =
                "{\"ReviewResult\": \"ALLOW\", \"Content\": \"***\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
          }
        });
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/review";
      emulator.close();
      emulator = IvsEmulator.builder().messageReviewTimeout(LONG).start();
      control("PUT", "{\"url\": \"" + url + "\"}");
      try (ChatClient todd = join(createRoom("DENY"))) {
        todd.send("SEND_MESSAGE", "Content", "rude");
        assertThat(todd.next()).containsEntry("Content", "***");
        control("DELETE", "");
        todd.send("SEND_MESSAGE", "Content", "rude");
        assertThat(todd.next()).containsEntry("Content", "rude");
      }
      assertThat(requests).hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  private void control(String method, String body) {
    assertThat(
            new ApiClient(emulator)
                .exchange(
                    method, "/_streamcat/chat/reviewer", body.getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(200);
  }

  private void assertFallback(String fallback) throws Exception {
    try (ChatClient todd = join(createRoom(fallback))) {
      todd.send("SEND_MESSAGE", "Content", "hello");
      Map<String, Object> frame = todd.next();
      if (fallback.equals("ALLOW")) {
        assertThat(frame).containsEntry("Content", "hello");
      } else {
        assertThat(frame).containsEntry("ErrorCode", 406L);
      }
    }
  }

  private void start(UnaryOperator<String> reviewer, Duration timeout) {
    emulator.close();
    emulator =
        IvsEmulator.builder()
            .messageReviewTimeout(timeout)
            .messageReviewer(
                request -> {
                  requests.add(request);
                  return reviewer.apply(request);
                })
            .start();
  }

  private String createRoom(String fallback) {
    return new ApiClient(emulator)
        .call(
            "CreateRoom",
            Map.of(
                "messageReviewHandler",
                Map.of(
                    "uri",
                    "arn:aws:lambda:us-east-1:123456789012:function:review",
                    "fallbackResult",
                    fallback)))
        .text("arn");
  }

  private ChatClient join(String room) {
    return ChatClient.connect(
        emulator.chatEndpoint(),
        new ApiClient(emulator)
            .call(
                "CreateChatToken",
                Map.of(
                    "roomIdentifier",
                    room,
                    "userId",
                    "todd",
                    "attributes",
                    Map.of("name", "Todd"),
                    "capabilities",
                    List.of("SEND_MESSAGE")))
            .text("token"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
