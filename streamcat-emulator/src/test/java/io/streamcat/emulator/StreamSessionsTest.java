package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamSessionsTest extends EmulatorTest {
  private final String channel = createChannel("c");

  @Test
  void getStreamSession_liveChannel_describesBroadcast() {
    emulator.startStream(channel);

    Answer answer = get(Map.of("channelArn", channel));

    assertThat(answer.at("streamSession.streamId"))
        .isEqualTo(aws.call("GetStream", Map.of("channelArn", channel)).at("stream.streamId"));
    assertThat(answer.at("streamSession.startTime")).isEqualTo(MutableClock.START.toString());
    assertThat(answer.at("streamSession.endTime")).isNull();
    assertThat(answer.at("streamSession.channel.arn")).isEqualTo(channel);
    assertThat(answer.at("streamSession.ingestConfiguration.video.track")).isEqualTo("Track0");
    assertThat(answer.at("streamSession.recordingConfiguration")).isNull();
    assertThat(answer.all("streamSession.truncatedEvents", "name"))
        .containsExactly("Stream Start", "Session Created");
  }

  @Test
  void getStreamSession_endedBroadcast_returnsEndTime() {
    emulator.startStream(channel);
    clock.advance(Duration.ofSeconds(5));
    aws.call("StopStream", Map.of("channelArn", channel));

    Answer answer = get(Map.of("channelArn", channel));

    assertThat(answer.at("streamSession.endTime"))
        .isEqualTo(MutableClock.START.plusSeconds(5).toString());
    assertThat(answer.all("streamSession.truncatedEvents", "name"))
        .containsExactly("Session Ended", "Stream End", "Stream Start", "Session Created");
  }

  @Test
  void getStreamSession_recordedBroadcast_returnsSettingsOfThatTime() {
    String recording = createRecording(aws, 0);
    aws.call("UpdateChannel", Map.of("arn", channel, "recordingConfigurationArn", recording));
    emulator.startStream(channel);
    emulator.stopStream(channel);
    aws.call("UpdateChannel", Map.of("arn", channel, "recordingConfigurationArn", "", "name", "x"));

    Answer answer = get(Map.of("channelArn", channel));

    assertThat(answer.at("streamSession.channel.name")).isEqualTo("c");
    assertThat(answer.at("streamSession.recordingConfiguration.arn")).isEqualTo(recording);
    assertThat(answer.all("streamSession.truncatedEvents", "name"))
        .containsExactly(
            "Recording End",
            "Session Ended",
            "Stream End",
            "Recording Start",
            "Stream Start",
            "Session Created");
  }

  @Test
  void listStreamSessions_returnsLatestFirst() {
    emulator.startStream(channel);
    emulator.stopStream(channel);
    emulator.startStream(channel);
    String other = createChannel("other");
    emulator.startStream(other);

    Answer answer = list(channel);

    assertThat(answer.all("streamSessions", "streamId")).hasSize(2).doesNotHaveDuplicates();
    assertThat(answer.all("streamSessions", "endTime").get(0)).isNull();
    assertThat(answer.all("streamSessions", "endTime").get(1)).isNotNull();
    assertThat(answer.all("streamSessions", "hasErrorEvent")).containsExactly(false, false);
  }

  @Test
  void getStreamSession_earlierBroadcast_isFoundById() {
    emulator.startStream(channel);
    Object first = get(Map.of("channelArn", channel)).at("streamSession.streamId");
    emulator.stopStream(channel);
    emulator.startStream(channel);

    assertThat(get(Map.of("channelArn", channel, "streamId", first)).at("streamSession.streamId"))
        .isEqualTo(first);
    assertThat(get(Map.of("channelArn", channel)).at("streamSession.streamId")).isNotEqualTo(first);
  }

  @Test
  void anyCall_missingReference_isNotFound() {
    assertThat(get(Map.of("channelArn", channel)).error()).isEqualTo("ResourceNotFoundException");
    assertThat(get(Map.of("channelArn", UNKNOWN_CHANNEL)).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(list(UNKNOWN_CHANNEL).error()).isEqualTo("ResourceNotFoundException");
    emulator.startStream(channel);
    assertThat(get(Map.of("channelArn", channel, "streamId", "st-" + "x".repeat(23))).error())
        .isEqualTo("ResourceNotFoundException");
  }

  private Answer get(Map<String, ?> input) {
    return aws.call("GetStreamSession", input);
  }

  private Answer list(String channelArn) {
    return aws.call("ListStreamSessions", Map.of("channelArn", channelArn));
  }
}
