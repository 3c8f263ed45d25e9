package io.streamcat.emulator.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.streamcat.emulator.media.internal.rtmp.RtmpClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that publish over RTMP. */
class IngestTest {
  private static final String START = "NetStream.Publish.Start";
  private static final String BAD_NAME = "NetStream.Publish.BadName";

  @AutoClose private final Emulated ivs = new Emulated();

  @Test
  void publish_validKey_goesLiveUntilTheEncoderEnds() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.publish(channel, 2000)) {
      ivs.await("Stream Start");
      assertThat(ivs.stream(channel, "state")).isEqualTo("LIVE");
      encoder.unpublish(channel.streamKey());
      encoder.awaitEnd();
    }
    ivs.await("Stream End");
    assertThat(ivs.session(channel).get("endTime")).isNotNull();
  }

  @Test
  void publish_encoderKilled_endsStream() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.publish(channel, 2000).close();
    ivs.await("Stream End");
  }

  @Test
  void session_ofEncoder_describesWhatTheEncoderSends() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.encoder()) {
      encoder.publish(channel.streamKey());
      encoder.properties(
          Map.of("encoder", "Lavf60", "videodatarate", 400, "framerate", 25, "audiodatarate", 96));
      encoder.send(TestMedia.until(1500), 0);
      encoder.sync();
      Map<?, ?> ingest = Emulated.map(ivs.session(channel), "ingestConfiguration");
      assertThat(Emulated.map(ingest, "video"))
          .contains(
              entry("encoder", "Lavf60"),
              entry("targetBitrate", 400_000L),
              entry("targetFramerate", 25L),
              entry("videoWidth", 640L),
              entry("videoHeight", 360L));
      assertThat(Emulated.map(ingest, "audio"))
          .contains(
              entry("codec", "mp4a.40.2"),
              entry("targetBitrate", 96_000L),
              entry("sampleRate", 48_000L));
    }
  }

  @Test
  void session_ofEncoderWithoutAudio_hasNoAudio() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.encoder()) {
      encoder.publish(channel.streamKey());
      encoder.send(TestMedia.only(true), 0);
      encoder.sync();
      assertThat(Emulated.map(ivs.session(channel), "ingestConfiguration"))
          .containsOnlyKeys("video");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk_us-east-1_wrong", "?priority=1"})
  void publish_invalidKey_isRejected(String key) throws Exception {
    ivs.channel();
    try (RtmpClient encoder = ivs.encoder()) {
      assertThat(encoder.publish(key)).isEqualTo(BAD_NAME);
      encoder.awaitEnd();
    }
  }

  @Test
  void publish_revokedKey_isRejectedAndItsSuccessorAccepted() throws Exception {
    Emulated.Channel channel = ivs.channel();
    Map<String, ?> listed = ivs.call("ListStreamKeys", Map.of("channelArn", channel.arn()));
    Object arn = ((Map<?, ?>) ((List<?>) listed.get("streamKeys")).get(0)).get("arn");
    ivs.call("DeleteStreamKey", Map.of("arn", arn));
    try (RtmpClient encoder = ivs.encoder()) {
      assertThat(encoder.publish(channel.streamKey())).isEqualTo(BAD_NAME);
    }
    Map<String, ?> created = ivs.call("CreateStreamKey", Map.of("channelArn", channel.arn()));
    try (RtmpClient encoder = ivs.encoder()) {
      Object value = ((Map<?, ?>) created.get("streamKey")).get("value");
      assertThat(encoder.publish((String) value)).isEqualTo(START);
    }
  }

  @Test
  void publish_secondEncoder_isRejectedWhileTheFirstContinues() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient first = ivs.publish(channel, 2000);
        RtmpClient second = ivs.encoder()) {
      assertThat(second.publish(channel.streamKey())).isEqualTo(BAD_NAME);
      second.awaitEnd();
      first.send(TestMedia.until(2000), 2000);
      first.sync();
      assertThat(ivs.stream(channel, "state")).isEqualTo("LIVE");
    }
  }

  @Test
  void publish_simulatedStream_isRejected() throws Exception {
    Emulated.Channel channel = ivs.channel();
    ivs.emulator.startStream(channel.arn());
    try (RtmpClient encoder = ivs.encoder()) {
      assertThat(encoder.publish(channel.streamKey())).isEqualTo(BAD_NAME);
    }
  }

  @Test
  void publish_higherPriority_takesOverTheStream() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient first = ivs.publish(channel, 2000)) {
      Object streamId = ivs.stream(channel, "streamId");
      try (RtmpClient second = ivs.encoder()) {
        assertThat(second.publish(channel.streamKey() + "?priority=2")).isEqualTo(START);
        second.send(TestMedia.until(2000), 0);
        second.sync();
        ivs.await("Stream Takeover");
        first.awaitEnd();
        assertThat(ivs.stream(channel, "streamId")).isEqualTo(streamId);
      }
    }
    ivs.await("Stream End");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "-1", "2147483648", "x"})
  void publish_priorityNotHigher_failsToTakeOver(String priority) throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient first = ivs.encoder();
        RtmpClient second = ivs.encoder()) {
      first.publish(channel.streamKey() + "?priority=2");
      first.send(TestMedia.until(2000), 0);
      first.sync();
      assertThat(second.publish(channel.streamKey() + "?priority=" + priority)).isEqualTo(BAD_NAME);
      assertThat(ivs.await("Stream Takeover Failure")).contains("StreamTakeoverInvalidPriority");
    }
  }

  @Test
  void publish_otherResolution_failsToTakeOver() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient first = ivs.publish(channel, 2000);
        RtmpClient second = ivs.encoder()) {
      second.publish(channel.streamKey() + "?priority=2");
      second.sendUntilClosed(TestMedia.sized(1280, 720));
      second.awaitEnd();
      assertThat(ivs.await("Stream Takeover Failure")).contains("StreamTakeoverMediaMismatch");
      first.send(TestMedia.until(2000), 2000);
      first.sync();
    }
  }

  @Test
  void publish_tooManyPixels_breachesTheLimitAndEndsStream() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.encoder()) {
      encoder.publish(channel.streamKey());
      encoder.sendUntilClosed(TestMedia.sized(2560, 1440));
      encoder.awaitEnd();
    }
    assertThat(ivs.await("Ingest Resolution"))
        .contains("\"limit_value\":2073600", "\"exceeded_by\":1612800");
    ivs.await("Stream End");
  }

  @Test
  void stopStream_connectedEncoder_isDisconnected() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.publish(channel, 2000)) {
      ivs.call("StopStream", Map.of("channelArn", channel.arn()));
      encoder.awaitEnd();
    }
  }

  @Test
  void reset_connectedEncoder_isDisconnected() throws Exception {
    try (RtmpClient encoder = ivs.publish(ivs.channel(), 2000)) {
      ivs.emulator.reset();
      encoder.awaitEnd();
    }
  }

  @Test
  void publish_garbageWhileLive_endsStream() throws Exception {
    Emulated.Channel channel = ivs.channel();
    try (RtmpClient encoder = ivs.publish(channel, 2000)) {
      encoder.garbage(new byte[] {(byte) 0xff, 1, 2, 3, 4, 5});
      encoder.awaitEnd();
    }
    ivs.await("Stream End");
  }

  @Test
  void connect_unknownApplication_isRejected() throws Exception {
    URI other = ivs.emulator.ingestUrl().resolve("/live/");
    try (RtmpClient encoder = RtmpClient.connect(other)) {
      encoder.awaitEnd();
    }
  }

  @Test
  void publish_overTls_goesLive() throws Exception {
    Emulated.Channel channel = ivs.channel();
    assertThat(ivs.emulator.secureIngestUrl().getScheme()).isEqualTo("rtmps");
    try (RtmpClient encoder = RtmpClient.connect(ivs.emulator.secureIngestUrl())) {
      assertThat(encoder.publish(channel.streamKey())).isEqualTo(START);
      encoder.send(TestMedia.until(2000), 0);
      encoder.sync();
      assertThat(ivs.stream(channel, "state")).isEqualTo("LIVE");
    }
  }
}
