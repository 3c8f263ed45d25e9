package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.emulator.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LateEffectTest extends EmulatorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.streamEndDelay(Duration.ofSeconds(5));
  }

  @Test
  void lateEffect_afterDelay_happens() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", Duration.ofSeconds(3)));

    assertDropped("CreateStage", Map.of("name", "late"));

    assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(0);
    clock.advance(Duration.ofMillis(2_999));
    assertThat(emulator.resources()).isEmpty();
    assertThat(aws.call("ListStages").all("stages", "name")).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(aws.call("ListStages").all("stages", "name")).containsExactly("late");
    assertThat(emulator.resources())
        .extracting(EmulatedResource::name, EmulatedResource::created)
        .containsExactly(tuple("late", MutableClock.START.plusSeconds(3)));
  }

  @Test
  void resources_afterDelay_showLateEffect() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of("name", "late"));

    clock.advance(SECOND);

    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("late");
  }

  @Test
  void lateEffect_withError_answersErrorAndHappensLater() {
    emulator.faults().add(FaultRule.lateEffect("CreateRoom", SECOND, "InternalServerException"));

    Answer answer = aws.call("CreateRoom", Map.of("name", "late"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).isEqualTo("InternalServerException");
    assertThat(emulator.resources()).isEmpty();
    clock.advance(SECOND);
    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("late");
  }

  @Test
  void lateEffect_severalEffects_happenInOrderOfTime() {
    for (int seconds : List.of(3, 1, 2, 1)) {
      emulator.faults().add(FaultRule.lateEffect("CreateStage", Duration.ofSeconds(seconds)));
    }
    for (String name : List.of("third", "first", "second", "first-too")) {
      assertDropped("CreateStage", Map.of("name", name));
    }

    clock.advance(Duration.ofSeconds(3));

    assertThat(aws.call("ListStages").all("stages", "name"))
        .containsExactly("first", "first-too", "second", "third");
  }

  @Test
  void lateEffect_delete_removesResourceUsedMeanwhile() {
    String stage = createStage("s");
    emulator.faults().add(FaultRule.lateEffect("DeleteStage", SECOND));
    assertDropped("DeleteStage", Map.of("arn", stage));

    assertThat(aws.call("GetStage", Map.of("arn", stage)).status()).isEqualTo(200);
    clock.advance(SECOND);
    assertThat(aws.call("GetStage", Map.of("arn", stage)).status()).isEqualTo(404);
  }

  @Test
  void lateEffect_update_overwritesLaterUpdate() {
    String stage = createStage("s");
    emulator.faults().add(FaultRule.lateEffect("UpdateStage", SECOND));
    assertDropped("UpdateStage", Map.of("arn", stage, "name", "first"));
    aws.call("UpdateStage", Map.of("arn", stage, "name", "second"));

    clock.advance(SECOND);

    assertThat(aws.call("GetStage", Map.of("arn", stage)).text("stage.name")).isEqualTo("first");
  }

  @Test
  void lateEffect_rejectedThen_hasNoEffect() {
    String stage = createStage("s");
    emulator.faults().add(FaultRule.lateEffect("UpdateStage", SECOND));
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("UpdateStage", Map.of("arn", stage, "name", "late"));
    assertDropped("CreateStage", Map.of("name", "?"));
    aws.call("DeleteStage", Map.of("arn", stage));

    clock.advance(SECOND);

    assertThat(aws.call("ListStages").all("stages", "name")).isEmpty();
  }

  @Test
  void lateEffect_afterEndOfStream_findsChannelIdle() {
    assertThat(deletedAfter(Duration.ofSeconds(6))).isTrue();
  }

  @Test
  void lateEffect_beforeEndOfStream_findsChannelLive() {
    assertThat(deletedAfter(Duration.ofSeconds(4))).isFalse();
  }

  /**
   * Deletes a channel after a delay, with a stream that ends after five seconds; returns whether it
   * is deleted.
   */
  private boolean deletedAfter(Duration delay) {
    String channel = createChannel("c");
    emulator.startStream(channel);
    aws.call("StopStream", Map.of("channelArn", channel));
    emulator.faults().add(FaultRule.lateEffect("DeleteChannel", delay));
    assertDropped("DeleteChannel", Map.of("arn", channel));
    clock.advance(Duration.ofSeconds(10));
    return aws.call("GetChannel", Map.of("arn", channel)).status() == 404;
  }

  @Test
  void clear_pendingEffect_stillHappens() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of());
    emulator.faults().clear();

    clock.advance(SECOND);

    assertThat(emulator.resources()).hasSize(1);
  }

  @Test
  void reset_pendingEffect_isDropped() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of());
    emulator.reset();

    clock.advance(SECOND);

    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void lateEffect_bodyNotJson_isRejectedWithoutFault() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));

    assertThat(aws.exchange("POST", "/CreateStage", new byte[] {'{'}).statusCode()).isEqualTo(400);
    assertThat(emulator.faults().rules())
        .containsExactly(FaultRule.lateEffect("CreateStage", SECOND));
  }

  private void assertDropped(String operation, Map<String, ?> input) {
    assertThatThrownBy(() -> aws.call(operation, input)).isInstanceOf(UncheckedIOException.class);
  }
}
