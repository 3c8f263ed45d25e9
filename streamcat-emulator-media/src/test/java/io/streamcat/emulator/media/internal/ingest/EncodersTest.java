package io.streamcat.emulator.media.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.media.TestMedia;
import io.streamcat.emulator.media.internal.codec.FlvFile;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.rtmp.IngestServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The health and the limits of encoders, on a clock that the tests advance. */
class EncodersTest {
  private final ControlPlane ivs =
      new ControlPlane(
          new Settings(
              "us-east-1",
              "123456789012",
              Clock.systemUTC(),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()));
  private long nanos = 1;
  private boolean closed;
  private final Encoders encoders =
      new Encoders(ivs.media(), Broadcast.Listener.NONE, () -> nanos, () -> Instant.EPOCH);
  private final IngestServer.ClosingSession encoder = encoders.connect(() -> closed = true);
  private String channelArn;

  private Map<?, ?> call(String operation, Map<String, ?> input) {
    Operation known = ApiModel.get().operations(operation).get(0);
    return ivs.call(known, input, Distortion.NONE);
  }

  private void publish(Map<String, ?> channel) {
    Map<?, ?> created = call("CreateChannel", channel);
    channelArn = (String) ((Map<?, ?>) created.get("channel")).get("arn");
    assertThat(encoder.publish((String) ((Map<?, ?>) created.get("streamKey")).get("value")))
        .isEmpty();
  }

  private void send(List<FlvFile.Tag> tags) throws IOException {
    for (FlvFile.Tag tag : tags) {
      if (tag.isVideo()) {
        encoder.video(tag.millis(), tag.body());
      } else {
        encoder.audio(tag.millis(), tag.body());
      }
    }
  }

  private void pass(int seconds) {
    for (int i = 0; i < 2 * seconds; i++) {
      nanos += TimeUnit.MILLISECONDS.toNanos(500);
      encoders.check();
    }
  }

  private Object health() {
    return ((Map<?, ?>) call("GetStream", Map.of("channelArn", channelArn)).get("stream"))
        .get("health");
  }

  private List<Object> eventNames() {
    return ivs.events().stream()
        .map(event -> (Map<?, ?>) event.get("detail"))
        .map(
            detail ->
                detail.containsKey("event_name")
                    ? detail.get("event_name")
                    : detail.get("limit_name"))
        .map(Object.class::cast)
        .toList();
  }

  @Test
  void encoder_silent_starvesAndRecovers() throws IOException {
    publish(Map.of());
    send(TestMedia.until(1000));
    pass(3);
    assertThat(health()).isEqualTo("HEALTHY");
    pass(1);
    assertThat(health()).isEqualTo("STARVING");
    send(TestMedia.until(1000));
    assertThat(health()).isEqualTo("HEALTHY");
    assertThat(eventNames())
        .containsExactly("Session Created", "Stream Start", "Starvation Start", "Starvation End");
    assertThat(closed).isFalse();
  }

  @Test
  void encoder_silentForLong_isDisconnected() throws IOException {
    publish(Map.of());
    send(TestMedia.until(1000));
    pass(30);
    assertThat(closed).isFalse();
    pass(1);
    assertThat(closed).isTrue();
    encoder.close();
    assertThat(eventNames()).endsWith("Stream End", "Session Ended");
  }

  @Test
  void connection_withoutBroadcast_isClosed() {
    pass(10);
    assertThat(closed).isFalse();
    pass(1);
    assertThat(closed).isTrue();
  }

  @Test
  void connection_withoutMedia_isClosedAndFreesItsChannel() {
    publish(Map.of());
    pass(11);
    assertThat(closed).isTrue();
    encoder.close();
    assertThat(encoders.hasEncoder(channelArn)).isFalse();
  }

  @Test
  void bitrate_aboveTheLimitOfBasic_breachesAndDisconnects() throws IOException {
    publish(Map.of("type", "BASIC"));
    flood(200_000);
    assertThat(closed).isTrue();
    assertThat(eventNames()).contains("Ingest Bitrate");
  }

  @Test
  void bitrate_sameOnStandard_isAllowed() throws IOException {
    publish(Map.of("type", "STANDARD"));
    flood(200_000);
    assertThat(closed).isFalse();
    assertThat(encoders.measured(channelArn).orElseThrow().bitrate())
        .isBetween(1_600_000L, 2_200_000L);
  }

  private void flood(int bytesPerSecond) throws IOException {
    send(TestMedia.until(1000));
    for (int second = 1; second <= 7; second++) {
      byte[] frame = new byte[bytesPerSecond];
      frame[0] = 0x27;
      frame[1] = 1;
      if (!closed) {
        encoder.video(1000 * second, frame);
      }
      pass(1);
    }
  }
}
