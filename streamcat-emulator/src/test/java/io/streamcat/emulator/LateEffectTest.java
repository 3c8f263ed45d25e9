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
  void request_isDroppedAndTakesEffectWhenTheDelayHasPassed() {
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
  void resources_showAnEffectWhoseTimeHasCome() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of("name", "late"));

    clock.advance(SECOND);

    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("late");
  }

  @Test
  void requestWithAnError_isAnsweredAndTakesEffectLater() {
    emulator.faults().add(FaultRule.lateEffect("CreateRoom", SECOND, "InternalServerException"));

    Answer answer = aws.call("CreateRoom", Map.of("name", "late"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).isEqualTo("InternalServerException");
    assertThat(emulator.resources()).isEmpty();
    clock.advance(SECOND);
    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("late");
  }

  @Test
  void severalEffects_happenInTheOrderOfTheirTimes() {
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
  void lateDelete_removesWhatWasUsedInTheMeantime() {
    String stage = createStage("s");
    emulator.faults().add(FaultRule.lateEffect("DeleteStage", SECOND));
    assertDropped("DeleteStage", Map.of("arn", stage));

    assertThat(aws.call("GetStage", Map.of("arn", stage)).status()).isEqualTo(200);
    clock.advance(SECOND);
    assertThat(aws.call("GetStage", Map.of("arn", stage)).status()).isEqualTo(404);
  }

  @Test
  void lateUpdate_overwritesALaterOne() {
    String stage = createStage("s");
    emulator.faults().add(FaultRule.lateEffect("UpdateStage", SECOND));
    assertDropped("UpdateStage", Map.of("arn", stage, "name", "first"));
    aws.call("UpdateStage", Map.of("arn", stage, "name", "second"));

    clock.advance(SECOND);

    assertThat(aws.call("GetStage", Map.of("arn", stage)).text("stage.name")).isEqualTo("first");
  }

  @Test
  void effectThatIsRefusedThen_doesNothing() {
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
  void effectAfterTheEndOfAStream_findsTheChannelIdle() {
    assertThat(deletedAfter(Duration.ofSeconds(6))).isTrue();
  }

  @Test
  void effectBeforeTheEndOfAStream_findsTheChannelLive() {
    assertThat(deletedAfter(Duration.ofSeconds(4))).isFalse();
  }

  /** Deletes a channel late whose stream ends in five seconds; neither is noticed before both. */
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
  void removingTheRules_doesNotStopTheEffect() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of());
    emulator.faults().clear();

    clock.advance(SECOND);

    assertThat(emulator.resources()).hasSize(1);
  }

  @Test
  void reset_stopsTheEffect() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));
    assertDropped("CreateStage", Map.of());
    emulator.reset();

    clock.advance(SECOND);

    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void bodyThatIsNotJson_isRefusedWithoutMeetingTheFault() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));

    assertThat(aws.exchange("POST", "/CreateStage", new byte[] {'{'}).statusCode()).isEqualTo(400);
    assertThat(emulator.faults().rules())
        .containsExactly(FaultRule.lateEffect("CreateStage", SECOND));
  }

  private void assertDropped(String operation, Map<String, ?> input) {
    assertThatThrownBy(() -> aws.call(operation, input)).isInstanceOf(UncheckedIOException.class);
  }
}
