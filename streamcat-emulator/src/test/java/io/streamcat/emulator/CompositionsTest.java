package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionsTest extends EmulatorTest {
  private static final String UNKNOWN_COMPOSITION =
      "arn:aws:ivs:us-east-1:123456789012:composition/unknownUNKNO";

  private final String stage = createStage("s");
  private final String channel = createChannel("c");

  private static Map<String, Object> toChannel(String arn) {
    return Map.of("channel", Map.of("channelArn", arn));
  }

  private static Map<String, Object> toBucket(String storage, String encoder) {
    return Map.of(
        "s3",
        Map.of("storageConfigurationArn", storage, "encoderConfigurationArns", List.of(encoder)));
  }

  @Test
  void startComposition_valid_returnsStartingAndBecomesActive() {
    Answer started = start(Map.of("tags", Map.of("k", "v")));

    assertThat(started.at("composition.state")).isEqualTo("STARTING");
    assertThat(started.all("composition.destinations", "state")).containsExactly("STARTING");
    assertThat(started.all("composition.destinations", "startTime").get(0)).isNull();
    assertThat(started.at("composition.layout.grid.gridGap")).isEqualTo(2L);
    Answer active = get(started);
    assertThat(active.at("composition.state")).isEqualTo("ACTIVE");
    assertThat(active.all("composition.destinations", "state")).containsExactly("ACTIVE");
    assertThat(active.at("composition.tags")).isEqualTo(Map.of("k", "v"));
    assertThat(active.at("composition.startTime")).isEqualTo(MutableClock.START.toString());
  }

  @Test
  void startComposition_toChannel_keepsChannelLiveUntilStopped() {
    Answer started = start(Map.of());
    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).status()).isEqualTo(200);

    assertThat(stop(started).status()).isEqualTo(200);

    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).error())
        .isEqualTo("ChannelNotBroadcasting");
    Answer stopped = get(started);
    assertThat(stopped.at("composition.state")).isEqualTo("STOPPED");
    assertThat(stopped.at("composition.endTime")).isEqualTo(MutableClock.START.toString());
    assertThat(stopped.all("composition.destinations", "state")).containsExactly("STOPPED");
  }

  @Test
  void stopComposition_twice_hasNoEffect() {
    Answer started = start(Map.of());
    stop(started);
    Map<String, ?> stopped = get(started).body();
    clock.advance(Duration.ofSeconds(1));

    assertThat(stop(started).status()).isEqualTo(200);

    assertThat(get(started).body()).isEqualTo(stopped);
  }

  @Test
  void startComposition_toBucket_returnsRecordingPath() {
    Answer started =
        start(Map.of("destinations", List.of(toBucket(createStorage(), createEncoder()))));

    Map<?, ?> destination = (Map<?, ?>) ((List<?>) started.at("composition.destinations")).get(0);
    assertThat(destination.toString())
        .contains("recordingPrefix=" + stage.substring(stage.indexOf('/') + 1))
        .contains("format=HLS")
        .contains("targetSegmentDurationSeconds=2");
  }

  @Test
  void startComposition_withThumbnails_returnsThumbnailDefaults() {
    Map<String, ?> s3 =
        Map.of(
            "storageConfigurationArn", createStorage(),
            "encoderConfigurationArns", List.of(createEncoder()),
            "thumbnailConfigurations", List.of(Map.of()));

    Answer started = start(Map.of("destinations", List.of(Map.of("s3", s3))));

    assertThat(String.valueOf(started.at("composition.destinations")))
        .contains("targetIntervalSeconds=60")
        .contains("storage=[SEQUENTIAL]");
  }

  @Test
  void startComposition_withPictureInPicture_returnsLayoutDefaults() {
    Answer started = start(Map.of("layout", Map.of("pip", Map.of("pipOffset", 5))));

    assertThat(started.at("composition.layout.grid")).isNull();
    assertThat(started.at("composition.layout.pip.pipOffset")).isEqualTo(5L);
    assertThat(started.at("composition.layout.pip.pipPosition")).isEqualTo("BOTTOM_RIGHT");
  }

  @Test
  void startComposition_sameIdempotencyToken_returnsSameComposition() {
    Answer first = start(Map.of("idempotencyToken", "once"));
    Answer again = start(Map.of("idempotencyToken", "once"));

    assertThat(again.at("composition.arn")).isEqualTo(first.at("composition.arn"));
    assertThat(again.at("composition.state")).isEqualTo("ACTIVE");
    assertThat(aws.call("ListCompositions").all("compositions", "arn")).hasSize(1);
  }

  @Test
  void startComposition_usedTokenWithOtherParameters_conflicts() {
    start(Map.of("idempotencyToken", "once"));

    assertThat(start(Map.of("idempotencyToken", "once", "tags", Map.of("k", "v"))).error())
        .isEqualTo("ConflictException");
  }

  @Test
  void startComposition_toLiveChannel_conflicts() {
    emulator.startStream(channel);

    assertThat(start(Map.of()).error()).isEqualTo("ConflictException");
    assertThat(aws.call("ListCompositions").all("compositions", "arn")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void startComposition_incompatibleDestinations_isInvalid(List<Map<String, ?>> destinations) {
    assertThat(start(Map.of("destinations", destinations)).error())
        .isEqualTo("ValidationException");
  }

  static List<List<Map<String, ?>>> startComposition_incompatibleDestinations_isInvalid() {
    Map<String, Object> both = new LinkedHashMap<>(toBucket(UNKNOWN_STORAGE, UNKNOWN_ENCODER));
    both.putAll(toChannel(UNKNOWN_CHANNEL));
    return List.of(List.of(Map.of("name", "n")), List.of(both));
  }

  @Test
  void startComposition_toTwoChannels_isInvalid() {
    assertThat(
            start(
                    Map.of(
                        "destinations",
                        List.of(toChannel(channel), toChannel(createChannel("other")))))
                .error())
        .isEqualTo("ValidationException");
  }

  @Test
  void startComposition_withTwoLayouts_isInvalid() {
    assertThat(start(Map.of("layout", Map.of("grid", Map.of(), "pip", Map.of()))).error())
        .isEqualTo("ValidationException");
  }

  @Test
  void startComposition_missingReference_isNotFound() {
    String storage = createStorage();
    for (Map<String, ?> destination :
        List.of(
            toChannel(UNKNOWN_CHANNEL),
            toBucket(UNKNOWN_STORAGE, createEncoder()),
            toBucket(storage, UNKNOWN_ENCODER),
            Map.of(
                "channel",
                Map.of("channelArn", channel, "encoderConfigurationArn", UNKNOWN_ENCODER)))) {
      assertThat(start(Map.of("destinations", List.of(destination))).error())
          .isEqualTo("ResourceNotFoundException");
    }
    assertThat(start(Map.of("stageArn", UNKNOWN_STAGE)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void composition_minuteAfterLastPublisher_stops() {
    Answer started = start(Map.of());
    clock.advance(Duration.ofSeconds(59));
    EmulatedParticipant publisher = emulator.participants().join(stage, "todd");
    emulator.participants().publish(publisher);
    clock.advance(Duration.ofMinutes(5));
    emulator.participants().leave(publisher);
    clock.advance(Duration.ofSeconds(59));
    assertThat(get(started).at("composition.state")).isEqualTo("ACTIVE");

    clock.advance(Duration.ofSeconds(1));

    assertThat(get(started).at("composition.state")).isEqualTo("STOPPED");
    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).error())
        .isEqualTo("ChannelNotBroadcasting");
  }

  @Test
  void composition_stageWithSubscribersOnly_stopsAfterMinute() {
    Answer started = start(Map.of());
    emulator.participants().join(stage, "viewer");
    EmulatedParticipant publisher = emulator.participants().join(stage, "todd");
    emulator.participants().publish(publisher);
    clock.advance(Duration.ofSeconds(30));
    emulator.participants().unpublish(publisher);
    clock.advance(Duration.ofMinutes(2));

    assertThat(get(started).at("composition.endTime"))
        .isEqualTo(MutableClock.START.plusSeconds(90).toString());
  }

  @Test
  void composition_publisherReturnsWithinMinute_continues() {
    Answer started = start(Map.of());
    EmulatedParticipant publisher = emulator.participants().join(stage, "todd");
    emulator.participants().publish(publisher);
    emulator.participants().unpublish(publisher);
    clock.advance(Duration.ofSeconds(59));
    emulator.participants().publish(publisher);
    clock.advance(Duration.ofHours(1));

    assertThat(get(started).at("composition.state")).isEqualTo("ACTIVE");
  }

  @Test
  void composition_emptyStage_stopsAfterMinute() {
    Answer started = start(Map.of());
    clock.advance(Duration.ofMinutes(6).minusMillis(1));

    assertThat(get(started).at("composition.endTime"))
        .isEqualTo(MutableClock.START.plusSeconds(60).toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void composition_fiveMinutesAfterItsEnd_isGone(boolean failed) {
    Answer started = start(Map.of());
    if (failed) {
      emulator.report(Incident.of("Session Failure", started.text("composition.arn")));
    } else {
      stop(started);
    }
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(get(started).at("composition.state")).isEqualTo(failed ? "FAILED" : "STOPPED");
    assertThat(aws.call("ListCompositions").all("compositions", "arn")).hasSize(1);

    clock.advance(Duration.ofMillis(1));

    assertThat(get(started).error()).isEqualTo("ResourceNotFoundException");
    assertThat(stop(started).error()).isEqualTo("ResourceNotFoundException");
    assertThat(aws.call("ListCompositions").all("compositions", "arn")).isEmpty();
  }

  @Test
  void deleteStage_withCompositions_stopsThem() {
    Answer started = start(Map.of());

    aws.call("DeleteStage", Map.of("arn", stage));

    assertThat(get(started).at("composition.state")).isEqualTo("STOPPED");
    assertThat(aws.call("DeleteChannel", Map.of("arn", channel)).status()).isEqualTo(204);
  }

  @Test
  void listCompositions_byStageOrEncoder_returnsOnlyMatches() {
    String encoder = createEncoder();
    Answer toChannel = start(Map.of());
    Answer toBucket =
        start(
            Map.of(
                "stageArn",
                createStage("other"),
                "destinations",
                List.of(toBucket(createStorage(), encoder))));

    assertThat(
            aws.call("ListCompositions", Map.of("filterByStageArn", stage))
                .all("compositions", "arn"))
        .containsExactly(toChannel.at("composition.arn"));
    assertThat(
            aws.call("ListCompositions", Map.of("filterByEncoderConfigurationArn", encoder))
                .all("compositions", "arn"))
        .containsExactly(toBucket.at("composition.arn"));
  }

  @Test
  void startComposition_twentyFirst_exceedsQuotaUntilOneIsStopped() {
    Answer first = start(Map.of());
    for (int i = 1; i < 20; i++) {
      start(Map.of("destinations", List.of(toChannel(createChannel("c")))));
    }
    Map<String, ?> another = Map.of("destinations", List.of(toChannel(createChannel("c"))));

    assertThat(start(another).error()).isEqualTo("ServiceQuotaExceededException");
    stop(first);
    assertThat(start(another).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetComposition", "StopComposition"})
  void anyCall_unknownComposition_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("arn", UNKNOWN_COMPOSITION)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  private Answer start(Map<String, ?> more) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("stageArn", stage);
    input.put("destinations", List.of(toChannel(channel)));
    input.putAll(more);
    return aws.call("StartComposition", input);
  }

  private Answer get(Answer started) {
    return aws.call("GetComposition", Map.of("arn", started.text("composition.arn")));
  }

  private Answer stop(Answer started) {
    return aws.call("StopComposition", Map.of("arn", started.text("composition.arn")));
  }
}
