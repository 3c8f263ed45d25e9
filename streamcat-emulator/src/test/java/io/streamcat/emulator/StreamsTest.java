package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest extends EmulatorTest {
  private static final Duration END_DELAY = Duration.ofSeconds(10);

  private final String arn = createChannel("channel");
  private final Map<String, String> input = Map.of("channelArn", arn);

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.streamEndDelay(END_DELAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetStream", "StopStream"})
  void anyCall_idleChannel_isNotBroadcasting(String operation) {
    Answer answer = aws.call(operation, input);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("ChannelNotBroadcasting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetStream", "StopStream"})
  void anyCall_unknownChannel_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("channelArn", UNKNOWN_CHANNEL)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void getStream_liveChannel_describesIt() {
    emulator.startStream(arn);

    Answer answer = aws.call("GetStream", input);

    assertThat(answer.at("stream.state")).isEqualTo("LIVE");
    assertThat(answer.at("stream.health")).isEqualTo("HEALTHY");
    assertThat(answer.at("stream.startTime")).isEqualTo(MutableClock.START.toString());
    assertThat(answer.text("stream.streamId")).matches("st-[a-zA-Z0-9]{23}");
  }

  @Test
  void viewers_liveChannel_areCounted() {
    emulator.startStream(arn);
    emulator.viewers(arn, 1200);

    assertThat(aws.call("GetStream", input).at("stream.viewerCount")).isEqualTo(1200L);
    assertThat(aws.call("ListStreams").all("streams", "viewerCount")).containsExactly(1200L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.viewers(arn, -1))
        .withMessageContaining("viewerCount must be a whole number that is not negative");
    emulator.stopStream(arn);
    assertThatIllegalStateException().isThrownBy(() -> emulator.viewers(arn, 1));
    emulator.startStream(arn);
    assertThat(aws.call("GetStream", input).at("stream.viewerCount")).isEqualTo(0L);
  }

  @Test
  void listStreams_someLive_returnsOnlyLiveChannels() {
    createChannel("idle");
    emulator.startStream(arn);

    assertThat(aws.call("ListStreams").all("streams", "channelArn")).containsExactly(arn);
  }

  @Test
  void listStreams_byHealth_returnsOnlyMatches() {
    emulator.startStream(arn);

    Answer answer = aws.call("ListStreams", Map.of("filterBy", Map.of("health", "STARVING")));

    assertThat(answer.all("streams", "channelArn")).isEmpty();
  }

  @Test
  void stopStream_withDelay_keepsChannelLiveUntilThen() {
    emulator.startStream(arn);

    assertThat(aws.call("StopStream", input).status()).isEqualTo(200);

    clock.advance(END_DELAY.minusMillis(1));
    assertThat(aws.call("DeleteChannel", Map.of("arn", arn)).status()).isEqualTo(409);
    clock.advance(Duration.ofMillis(1));
    assertThat(aws.call("GetStream", input).error()).isEqualTo("ChannelNotBroadcasting");
    assertThat(aws.call("DeleteChannel", Map.of("arn", arn)).status()).isEqualTo(204);
  }

  @Test
  void stopStream_twice_doesNotDelayEnd() {
    emulator.startStream(arn);
    aws.call("StopStream", input);
    clock.advance(Duration.ofSeconds(9));
    aws.call("StopStream", input);
    clock.advance(Duration.ofSeconds(1));

    assertThat(aws.call("GetStream", input).error()).isEqualTo("ChannelNotBroadcasting");
  }

  @Test
  void startStream_liveChannel_hasNoEffect() {
    emulator.startStream(arn);
    Object streamId = aws.call("GetStream", input).at("stream.streamId");

    emulator.startStream(arn);

    assertThat(aws.call("GetStream", input).at("stream.streamId")).isEqualTo(streamId);
  }

  @Test
  void startStream_afterStopStream_startsAnotherStream() {
    emulator.startStream(arn);
    Object streamId = aws.call("GetStream", input).at("stream.streamId");
    aws.call("StopStream", input);

    emulator.startStream(arn);
    clock.advance(END_DELAY);

    assertThat(aws.call("GetStream", input).at("stream.streamId"))
        .isNotNull()
        .isNotEqualTo(streamId);
  }

  @Test
  void stopStream_inJava_endsImmediately() {
    emulator.startStream(arn);
    emulator.stopStream(arn);

    assertThat(aws.call("GetStream", input).error()).isEqualTo("ChannelNotBroadcasting");
  }

  @Test
  void startStream_unknownChannel_throwsIllegalArgument() {
    assertThatThrownBy(() -> emulator.startStream(UNKNOWN_CHANNEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(UNKNOWN_CHANNEL);
  }

  @Test
  void listStreams_stale_returnsEndedStream() {
    emulator.startStream(arn);
    clock.advance(Duration.ofMinutes(1));
    emulator.stopStream(arn);
    emulator.faults().add(FaultRule.staleList("ListStreams", Duration.ofSeconds(1)));

    assertThat(aws.call("ListStreams").all("streams", "channelArn")).containsExactly(arn);
  }

  @Test
  void putMetadata_liveChannel_returnsNothing() {
    emulator.startStream(arn);

    assertThat(putMetadata(arn, "m").status()).isEqualTo(204);
  }

  @Test
  void putMetadata_overKilobyte_isInvalid() {
    emulator.startStream(arn);

    assertThat(putMetadata(arn, "ä".repeat(512)).status()).isEqualTo(204);
    assertThat(putMetadata(arn, "ä".repeat(512) + "a").error()).isEqualTo("ValidationException");
  }

  @Test
  void putMetadata_idleChannel_isNotBroadcasting() {
    assertThat(putMetadata(arn, "m").error()).isEqualTo("ChannelNotBroadcasting");
    assertThat(putMetadata(UNKNOWN_CHANNEL, "m").error()).isEqualTo("ResourceNotFoundException");
  }

  private Answer putMetadata(String channel, String metadata) {
    return aws.call("PutMetadata", Map.of("channelArn", channel, "metadata", metadata));
  }
}
