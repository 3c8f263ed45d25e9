package io.streamcat.emulator.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.chatroom.ChatGrant;
import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatRoomsTest implements ChatMember.Connection {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final String MESSAGE =
      "{\"Action\": \"SEND_MESSAGE\", \"RequestId\": \"r1\", \"Content\": \"hello\"}";

  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  private final CountDownLatch reviewed = new CountDownLatch(1);
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "eu-west-1",
              "123456789012",
              Clock.fixed(NOW, ZoneOffset.UTC),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()));

  @AutoClose
  private final ChatRooms rooms =
      new ChatRooms(controlPlane.chat(), new MessageReview(this::review, Duration.ofSeconds(30)));

  @Test
  void sweep_expiredSession_closesWithReason() throws InterruptedException {
    ChatMember late = member(createRoom(), NOW);
    rooms.join(late);

    rooms.received(late, MESSAGE);

    assertThat(sent.take())
        .contains("\"Type\":\"ERROR\"", "\"ErrorCode\":401", "\"RequestId\":\"r1\"");
    rooms.sweep();
    assertThat(closed).containsExactly("The session has expired");
  }

  @Test
  void sweep_deletedRoom_closesWithReason() throws InterruptedException {
    ChatMember member = member("arn:aws:ivschat:eu-west-1:123456789012:room/gone", Instant.MAX);
    rooms.join(member);

    rooms.received(member, MESSAGE);

    assertThat(sent.take()).contains("\"ErrorCode\":404");
    rooms.sweep();
    assertThat(closed).containsExactly("The room is deleted");
  }

  @Test
  void received_fasterThanReviews_disconnectsMember() throws InterruptedException {
    ChatMember member = member(createRoom(), Instant.MAX);
    rooms.join(member);
    for (int i = 0; i < 102; i++) {
      rooms.received(member, MESSAGE);
    }

    assertThat(closed.take()).isEqualTo("Too many requests wait");
    reviewed.countDown();
    assertThat(sent.take()).contains("\"Type\":\"MESSAGE\"");
  }

  private String review(String request) {
    try {
      reviewed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "{\"ReviewResult\": \"ALLOW\"}";
  }

  private ChatMember member(String room, Instant until) {
    return new ChatMember(
        new ChatGrant(room, "todd", Map.of(), List.of("SEND_MESSAGE"), NOW, until),
        "127.0.0.1",
        this);
  }

  private String createRoom() {
    Map<String, Object> input =
        Map.of(
            "messageReviewHandler",
            Map.of("uri", "arn:aws:lambda:eu-west-1:123456789012:function:review"));
    return (String)
        controlPlane
            .call(ApiModel.get().operations("CreateRoom").get(0), input, Distortion.NONE)
            .get("arn");
  }

  @Override
  public void send(String frame) {
    sent.add(frame);
  }

  @Override
  public void close(String reason) {
    closed.add(reason);
  }
}
