package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what is emitted to what AWS documents. */
class EventsTest extends EmulatorTest {
  private static final String STREAM_STATE = "IVS Stream State Change";
  private static final String STAGE_UPDATE = "IVS Stage Update";
  private static final String COMPOSITION = "IVS Composition State Change";

  private final String channel = createChannel("todd");

  @Test
  void anEvent_hasTheEnvelopeOfEventBridge() {
    emulator.startStream(channel);

    Map<String, Object> event = emitted().get(0);

    assertThat(event.keySet())
        .containsExactly(
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail");
    assertThat((String) event.get("id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    assertThat(event)
        .containsEntry("version", "0")
        .containsEntry("detail-type", STREAM_STATE)
        .containsEntry("source", "aws.ivs")
        .containsEntry("account", "123456789012")
        .containsEntry("time", "2030-01-02T03:04:05Z")
        .containsEntry("region", "us-east-1")
        .containsEntry("resources", List.of(channel));
    assertThat(emitted()).extracting(e -> e.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void aStream_isCreatedStartsAndEnds() {
    emulator.startStream(channel);
    String stream = streamId();
    emulator.startStream(channel);
    emulator.stopStream(channel);
    emulator.stopStream(channel);

    assertThat(details(STREAM_STATE, channel))
        .containsExactly(
            streamState("Session Created", stream),
            streamState("Stream Start", stream),
            streamState("Stream End", stream),
            streamState("Session Ended", stream));
    assertThat(emitted()).hasSize(4);
  }

  @Test
  void aRecordedStream_tellsWhereItsRecordingIs() {
    record(channel);
    emulator.startStream(channel);
    String stream = streamId();
    clock.advance(Duration.ofMillis(1500));
    emulator.stopStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");

    String prefix = (String) details.get(0).get("recording_s3_key_prefix");
    assertThat(prefix)
        .matches("ivs/v1/123456789012/" + id(channel) + "/2030/1/2/3/4/[A-Za-z0-9]{12}");
    String session = (String) details.get(0).get("recording_session_id");
    assertThat(session).matches("[A-Za-z0-9]{16}");
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("channel_name", "todd");
    start.put("stream_id", stream);
    start.put("recording_status", "Recording Start");
    start.put("recording_status_reason", "");
    start.put("recording_s3_bucket_name", "bucket");
    start.put("recording_s3_key_prefix", prefix);
    start.put("recording_session_id", session);
    start.put("recording_duration_ms", 0L);
    Map<String, Object> end = new LinkedHashMap<>(start);
    end.put("recording_status", "Recording End");
    end.put("recording_duration_ms", 1500L);
    end.put("recording_session_stream_ids", List.of(stream));
    assertThat(details).containsExactly(start, end);
    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Session Created",
            "Stream Start",
            "Recording Start",
            "Stream End",
            "Recording End",
            "Session Ended");
  }

  @Test
  void aFailure_endsTheStream() {
    emulator.startStream(channel);
    String stream = streamId();

    emulator.report(Incident.of("Stream Failure", channel).reason("No capacity."));

    Map<String, Object> failure = streamState("Stream Failure", stream);
    failure.put("reason", "No capacity.");
    assertThat(details(STREAM_STATE))
        .endsWith(failure, streamState("Session Ended", stream))
        .hasSize(4);
    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).error())
        .isEqualTo("ChannelNotBroadcasting");
  }

  @Test
  void aTakeover_leavesTheStreamAsItIs() {
    emulator.startStream(channel);
    String stream = streamId();

    emulator.report(Incident.of("Stream Takeover", channel));
    emulator.report(Incident.of("Stream Takeover Failure", channel));

    Map<String, Object> failure = streamState("Stream Takeover Failure", stream);
    failure.put("code", "StreamTakeoverInvalidPriority");
    assertThat(details(STREAM_STATE))
        .endsWith(streamState("Stream Takeover", stream), failure)
        .hasSize(4);
    assertThat(streamId()).isEqualTo(stream);
    assertThat(sessionEvents("code")).startsWith("StreamTakeoverInvalidPriority", null);
  }

  @Test
  void starvation_changesTheHealthOnce() {
    emulator.startStream(channel);
    String stream = streamId();

    emulator.report(Incident.of("Starvation Start", channel));
    emulator.report(Incident.of("Starvation Start", channel));
    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).at("stream.health"))
        .isEqualTo("STARVING");
    emulator.report(Incident.of("Starvation End", channel));

    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).at("stream.health"))
        .isEqualTo("HEALTHY");
    assertThat(details("IVS Stream Health Change", channel))
        .containsExactly(
            streamState("Starvation Start", stream), streamState("Starvation End", stream));
    assertThat(sessionEvents("name"))
        .containsExactly("Starvation End", "Starvation Start", "Stream Start", "Session Created");
  }

  @ParameterizedTest
  @CsvSource({"Ingest Bitrate,bits per second", "Ingest Resolution,total pixels"})
  void aLimitOfAChannel_namesTheStream(String limit, String unit) {
    emulator.startStream(channel);

    emulator.report(Incident.of(limit, channel));

    Map<String, Object> detail = details("IVS Limit Breach").get(0);
    assertThat(detail.keySet())
        .containsExactly(
            "limit_name", "limit_value", "exceeded_by", "limit_unit", "channel_name", "stream_id");
    assertThat(detail)
        .containsEntry("limit_name", limit)
        .containsEntry("limit_unit", unit)
        .containsEntry("channel_name", "todd")
        .containsEntry("stream_id", streamId());
    assertThat(detail.get("limit_value")).isInstanceOf(Long.class);
    assertThat(detail.get("exceeded_by")).isInstanceOf(Long.class);
    assertThat(sessionEvents("name")).startsWith(limit);
  }

  @ParameterizedTest
  @CsvSource({"Concurrent Broadcasts,100,active streams", "Concurrent Viewers,15000,viewers"})
  void aLimitOfTheAccount_namesNoChannel(String limit, long value, String unit) {
    emulator.report(Incident.ofAccount(limit));

    assertThat(emitted()).hasSize(1);
    assertThat(emitted().get(0).get("detail-type")).isEqualTo("IVS Limit Breach");
    assertThat(emitted().get(0).get("resources")).isEqualTo(List.of());
    assertThat(emitted().get(0).get("detail"))
        .isEqualTo(
            Map.of(
                "limit_name", limit, "limit_value", value, "exceeded_by", 1L, "limit_unit", unit));
  }

  @Test
  void aRecording_canFailToStart() {
    record(channel);

    emulator.report(Incident.of("Recording Start Failure", channel));
    emulator.startStream(channel);
    emulator.stopStream(channel);
    emulator.startStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");
    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start Failure", "Recording Start");
    assertThat(details.get(0))
        .containsEntry("recording_status_reason", "ValidationException")
        .containsEntry("recording_s3_bucket_name", "bucket")
        .containsEntry("recording_s3_key_prefix", "")
        .containsEntry("recording_duration_ms", 0L);
  }

  @Test
  void aRecording_canFail() {
    record(channel);
    emulator.startStream(channel);

    emulator.report(Incident.of("Recording End Failure", channel).reason("Disk full"));
    emulator.stopStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");
    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start", "Recording End Failure");
    assertThat(details.get(1))
        .containsEntry("recording_status_reason", "Disk full")
        .containsEntry("recording_s3_key_prefix", details.get(0).get("recording_s3_key_prefix"));
  }

  @Test
  void aParticipant_publishesAndStops() {
    String stage = createStage("s");
    EmulatedParticipant todd = emulator.participants().join(stage, "todd");
    emulator.participants().publish(todd);
    clock.advance(Duration.ofSeconds(1));
    emulator.participants().leave(todd);

    Map<String, Object> published = stageUpdate("Participant Published", todd);
    published.put("event_time", "2030-01-02T03:04:05.678Z");
    Map<String, Object> unpublished = stageUpdate("Participant Unpublished", todd);
    unpublished.put("event_time", "2030-01-02T03:04:06.678Z");
    assertThat(details(STAGE_UPDATE, stage)).containsExactly(published, unpublished);
    assertThat(emitted()).hasSize(2);
  }

  @Test
  void aParticipantThatCannotPublish_isAnErrorWithItsCode() {
    String stage = createStage("s");
    String token =
        aws.call(
                "CreateParticipantToken",
                Map.of("stageArn", stage, "userId", "todd", "capabilities", List.of("SUBSCRIBE")))
            .text("participantToken.token");
    EmulatedParticipant todd = emulator.participants().join(token);

    assertThatIllegalStateException().isThrownBy(() -> emulator.participants().publish(todd));

    Map<String, Object> error = stageUpdate("Participant Publish Error", todd);
    error.put("event_time", MutableClock.START.toString());
    error.put("error_code", "INSUFFICIENT_CAPABILITIES");
    assertThat(details(STAGE_UPDATE, stage)).containsExactly(error);
  }

  @Test
  void aRecordedParticipant_tellsWhereItsRecordingIs() {
    String stage =
        aws.call(
                "CreateStage",
                Map.of(
                    "autoParticipantRecordingConfiguration",
                    Map.of("storageConfigurationArn", createStorage())))
            .text("stage.arn");
    EmulatedParticipant todd = emulator.participants().join(stage, "todd");
    emulator.participants().publish(todd);
    clock.advance(Duration.ofSeconds(9));
    emulator.participants().unpublish(todd);

    Map<String, Object> start = new LinkedHashMap<>();
    start.put("session_id", todd.sessionId());
    start.put("event_name", "Recording Start");
    start.put("participant_id", todd.participantId());
    start.put("recording_s3_bucket_name", "bucket");
    start.put(
        "recording_s3_key_prefix",
        aws.call(
                "GetParticipant",
                Map.of(
                    "stageArn", stage,
                    "sessionId", todd.sessionId(),
                    "participantId", todd.participantId()))
            .text("participant.recordingS3Prefix"));
    Map<String, Object> end = new LinkedHashMap<>(start);
    end.put("event_name", "Recording End");
    end.put("recording_duration_ms", 9000L);
    assertThat(details("IVS Participant Recording State Change", stage))
        .containsExactly(start, end);
  }

  @Test
  void aComposition_startsAndEndsWithItsDestinations() {
    String stage = createStage("s");
    String composition = compose(stage);
    String destination = destinationId(composition);
    aws.call("StopComposition", Map.of("arn", composition));

    assertThat(details(COMPOSITION, composition))
        .containsExactly(
            composition("Session Start", stage, Map.of()),
            composition("Destination Start", stage, Map.of("id", destination)),
            composition("Destination End", stage, Map.of("id", destination)),
            composition("Session End", stage, Map.of()));
    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Session Start",
            "Destination Start",
            "Session Created",
            "Stream Start",
            "Destination End",
            "Session End",
            "Stream End",
            "Session Ended");
  }

  @Test
  void aComposition_canFailWithOrWithoutItsDestinations() {
    String stage = createStage("s");
    String composition = compose(stage);
    String id = destinationId(composition);

    emulator.report(Incident.of("Destination Reconnecting", composition));
    assertThat(state(composition, "destinations")).contains("RECONNECTING");
    emulator.report(Incident.of("Destination Failure", composition).reason("no key"));
    assertThat(state(composition, "destinations")).contains("FAILED");
    emulator.report(Incident.of("Session Failure", composition).reason("gone"));

    assertThat(state(composition, "state")).isEqualTo("FAILED");
    assertThat(details(COMPOSITION))
        .endsWith(
            composition("Destination Reconnecting", stage, Map.of("id", id)),
            composition("Destination Failure", stage, Map.of("id", id, "reason", "no key")),
            composition("Session Failure", stage, Map.of("reason", "gone")));
    assertThat(name(emitted().get(emitted().size() - 1))).isEqualTo("Session Ended");
  }

  @ParameterizedTest
  @CsvSource({
    "Starvation Start,channel is not broadcasting",
    "Stream Failure,channel is not broadcasting",
    "Ingest Bitrate,channel is not broadcasting",
    "Recording Start Failure,channel is not recorded",
  })
  void anIncident_thatCannotHappenNow_isRefused(String name, String message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of(name, channel)))
        .withMessageContaining(message);
    assertThat(emitted()).isEmpty();
  }

  @Test
  void anIncident_ofALiveChannel_isRefusedIfItsRecordingIsNotConcerned() {
    emulator.startStream(channel);

    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of("Recording Start Failure", channel)))
        .withMessageContaining("live");
    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.report(Incident.of("Recording End Failure", channel)))
        .withMessageContaining("not recorded");
  }

  @Test
  void anIncident_ofWhatDoesNotExist_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Boredom", channel)))
        .withMessageContaining("name must be one of [Concurrent Broadcasts,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Starvation Start", UNKNOWN_CHANNEL)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Session Failure", channel)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.report(Incident.of("Concurrent Viewers", channel)))
        .withMessageContaining("account");
  }

  @Test
  void emulatorsWithOneSeed_emitTheSameEvents() {
    emulator.startStream(channel);
    List<String> first = emulator.events().emitted();
    try (IvsEmulator other = IvsEmulator.builder().clock(clock).start()) {
      String arn =
          new ApiClient(other).call("CreateChannel", Map.of("name", "todd")).text("channel.arn");
      other.startStream(arn);

      assertThat(other.events().emitted()).isEqualTo(first);
    }
  }

  @Test
  void reset_forgetsTheEvents() {
    emulator.startStream(channel);
    emulator.reset();

    assertThat(emulator.events().emitted()).isEmpty();
  }

  private void record(String channelArn) {
    String recording =
        aws.call(
                "CreateRecordingConfiguration",
                Map.of("destinationConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))))
            .text("recordingConfiguration.arn");
    aws.call("UpdateChannel", Map.of("arn", channelArn, "recordingConfigurationArn", recording));
  }

  private String compose(String stage) {
    Map<String, Object> destination =
        Map.of(
            "channel", Map.of("channelArn", channel, "encoderConfigurationArn", createEncoder()));
    return aws.call(
            "StartComposition", Map.of("stageArn", stage, "destinations", List.of(destination)))
        .text("composition.arn");
  }

  private String destinationId(String composition) {
    return (String)
        aws.call("GetComposition", Map.of("arn", composition))
            .all("composition.destinations", "id")
            .get(0);
  }

  private String state(String composition, String member) {
    return aws.call("GetComposition", Map.of("arn", composition))
        .at("composition." + member)
        .toString();
  }

  private String streamId() {
    return aws.call("GetStream", Map.of("channelArn", channel)).text("stream.streamId");
  }

  private List<Object> sessionEvents(String member) {
    return aws.call("GetStreamSession", Map.of("channelArn", channel))
        .all("streamSession.truncatedEvents", member);
  }

  private static Map<String, Object> streamState(String name, String stream) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("event_name", name);
    detail.put("channel_name", "todd");
    detail.put("stream_id", stream);
    return detail;
  }

  private static Map<String, Object> composition(
      String name, String stage, Map<String, Object> more) {
    Map<String, Object> detail = new LinkedHashMap<>(more);
    detail.put("event_name", name);
    detail.put("stage_arn", stage);
    return detail;
  }

  private static Map<String, Object> stageUpdate(String name, EmulatedParticipant participant) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", participant.sessionId());
    detail.put("event_name", name);
    detail.put("user_id", "todd");
    detail.put("participant_id", participant.participantId());
    return detail;
  }

  /** Returns the details of all events of a type, which are all about one resource. */
  private List<Map<String, Object>> details(String type, String resource) {
    assertThat(emitted().stream().filter(e -> e.get("detail-type").equals(type)))
        .allSatisfy(e -> assertThat(e.get("resources")).isEqualTo(List.of(resource)));
    return details(type);
  }

  private List<Map<String, Object>> emitted() {
    return emulator.events().emitted().stream().map(EventsTest::parse).toList();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> details(String type) {
    return emitted().stream()
        .filter(e -> e.get("detail-type").equals(type))
        .map(e -> (Map<String, Object>) e.get("detail"))
        .toList();
  }

  private static Object name(Map<String, Object> event) {
    Map<?, ?> detail = (Map<?, ?>) event.get("detail");
    return detail.containsKey("event_name")
        ? detail.get("event_name")
        : detail.get("recording_status");
  }

  private static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parse(String event) {
    try {
      return (Map<String, Object>) Json.parse(event.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new AssertionError(event, e);
    }
  }
}
