package io.streamcat.event;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.STREAM;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every documented event type and name, and of undocumented ones. */
class IvsEventTest {

  private static final String COMPOSITION =
      "arn:aws:ivs:us-east-1:123456789012:composition/AbCdef1G2hij";

  @ParameterizedTest
  @ValueSource(
      strings = {
        StreamStateChange.SESSION_CREATED,
        StreamStateChange.SESSION_ENDED,
        StreamStateChange.STREAM_START,
        StreamStateChange.STREAM_END,
        StreamStateChange.STREAM_FAILURE,
        StreamStateChange.STREAM_TAKEOVER,
        StreamStateChange.STREAM_TAKEOVER_FAILURE,
        "Stream Paused"
      })
  void parse_streamStateOfEachName_readsTheFields(String name) {
    IvsEvent event =
        event(
            "IVS Stream State Change",
            CHANNEL,
            NOW,
            """
            {"event_name": "%s", "channel_name": "Your Channel", "stream_id": "%s",
             "reason": "Transcode capacity exceeded.", "code": "MultitrackInputNotAllowed"}\
            """
                .formatted(name, STREAM));

    assertThat(event)
        .asInstanceOf(InstanceOfAssertFactories.type(StreamStateChange.class))
        .isEqualTo(
            new StreamStateChange(
                event.header(),
                name,
                "Your Channel",
                STREAM,
                "Transcode capacity exceeded.",
                "MultitrackInputNotAllowed"))
        .extracting(StreamStateChange::channelArn)
        .isEqualTo(CHANNEL);
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        StreamHealthChange.STARVATION_START,
        StreamHealthChange.STARVATION_END,
        "Indigestion"
      })
  void parse_streamHealthOfEachName_readsTheFields(String name) {
    IvsEvent event =
        event(
            "IVS Stream Health Change",
            CHANNEL,
            NOW,
            """
            {"event_name": "%s", "channel_name": "Your Channel", "stream_id": "%s"}\
            """
                .formatted(name, STREAM));

    assertThat(event)
        .isEqualTo(new StreamHealthChange(event.header(), name, "Your Channel", STREAM));
    assertThat(((StreamHealthChange) event).channelArn()).isEqualTo(CHANNEL);
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {LimitBreach.INGEST_BITRATE, LimitBreach.INGEST_RESOLUTION, "Patience"})
  void parse_limitBreachOfAChannel_readsTheFields(String name) {
    IvsEvent event =
        event(
            "IVS Limit Breach",
            CHANNEL,
            NOW,
            """
            {"limit_name": "%s", "limit_value": 495000, "exceeded_by": 426600,
             "limit_unit": "total pixels", "channel_name": "Your Channel", "stream_id": "%s"}\
            """
                .formatted(name, STREAM));

    assertThat(event)
        .isEqualTo(
            new LimitBreach(
                event.header(), name, 495_000, 426_600, "total pixels", "Your Channel", STREAM));
    assertThat(((LimitBreach) event).channelArn()).isEqualTo(CHANNEL);
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {LimitBreach.CONCURRENT_BROADCASTS, LimitBreach.CONCURRENT_VIEWERS})
  void parse_limitBreachOfTheAccount_hasNoChannel(String name) {
    IvsEvent event =
        IvsEvent.parse(
            json(
                "IVS Limit Breach",
                "",
                NOW,
                """
                {"limit_name": "%s", "limit_value": 10, "exceeded_by": 11, "limit_unit": "viewers"}\
                """
                    .formatted(name)));

    assertThat(event).isEqualTo(new LimitBreach(event.header(), name, 10, 11, "viewers", "", ""));
    assertThat(((LimitBreach) event).channelArn()).isEmpty();
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RecordingStateChange.RECORDING_START,
        RecordingStateChange.RECORDING_END,
        RecordingStateChange.RECORDING_START_FAILURE,
        RecordingStateChange.RECORDING_END_FAILURE,
        "Recording Pause"
      })
  void parse_recordingOfEachStatus_readsTheFields(String status) {
    IvsEvent event =
        event(
            "IVS Recording State Change",
            CHANNEL,
            NOW,
            """
            {"channel_name": "Your Channel", "stream_id": "%s", "recording_status": "%s",
             "recording_status_reason": "ValidationException",
             "recording_s3_bucket_name": "recordings", "recording_s3_key_prefix": "ivs/v1/1/a/b",
             "recording_duration_ms": 99370264, "recording_session_id": "a6RfV23ES97iyfoQ",
             "recording_session_stream_ids": ["st-254sopYUvi6F78ghpO9vn0A", "%s"]}\
            """
                .formatted(STREAM, status, STREAM));

    assertThat(event)
        .isEqualTo(
            new RecordingStateChange(
                event.header(),
                status,
                "ValidationException",
                "recordings",
                "ivs/v1/1/a/b",
                Duration.ofMillis(99_370_264),
                "Your Channel",
                STREAM,
                "a6RfV23ES97iyfoQ",
                List.of("st-254sopYUvi6F78ghpO9vn0A", STREAM)));
    assertThat(((RecordingStateChange) event).channelArn()).isEqualTo(CHANNEL);
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        StageUpdate.PARTICIPANT_PUBLISHED,
        StageUpdate.PARTICIPANT_UNPUBLISHED,
        StageUpdate.PARTICIPANT_PUBLISH_ERROR,
        "Participant Fell Asleep"
      })
  void parse_stageUpdateOfEachName_readsTheFields(String name) {
    IvsEvent event =
        event(
            "IVS Stage Update",
            STAGE,
            NOW,
            """
            {"session_id": "st-1CVugbu2cf2n8", "event_name": "%s",
             "event_time": "2026-11-23T11:59:58Z", "user_id": "ann",
             "participant_id": "03JY4smU3eXc", "error_code": "BITRATE_EXCEEDED"}\
            """
                .formatted(name));

    assertThat(event)
        .isEqualTo(
            new StageUpdate(
                event.header(),
                name,
                NOW.minusSeconds(2),
                "st-1CVugbu2cf2n8",
                "ann",
                "03JY4smU3eXc",
                "BITRATE_EXCEEDED"));
    assertThat(((StageUpdate) event).stageArn()).isEqualTo(STAGE);
    assertRoundTrip(event);
  }

  @Test
  void parse_stageUpdateWithoutTime_usesTheTimeOfTheEvent() {
    IvsEvent event =
        event("IVS Stage Update", STAGE, NOW, "{\"event_name\": \"Participant Published\"}");

    assertThat(((StageUpdate) event).eventTime()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CompositionStateChange.SESSION_START,
        CompositionStateChange.SESSION_END,
        CompositionStateChange.SESSION_FAILURE,
        CompositionStateChange.DESTINATION_START,
        CompositionStateChange.DESTINATION_END,
        CompositionStateChange.DESTINATION_FAILURE,
        CompositionStateChange.DESTINATION_RECONNECTING,
        "Destination Lost"
      })
  void parse_compositionOfEachName_readsTheFields(String name) {
    IvsEvent event =
        event(
            "IVS Composition State Change",
            COMPOSITION,
            NOW,
            """
            {"event_name": "%s", "stage_arn": "%s", "id": "AabBCcdDEefF", "reason": "no key"}\
            """
                .formatted(name, STAGE));

    assertThat(event)
        .isEqualTo(
            new CompositionStateChange(event.header(), name, STAGE, "AabBCcdDEefF", "no key"));
    assertThat(((CompositionStateChange) event).compositionArn()).isEqualTo(COMPOSITION);
    assertRoundTrip(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RecordingStateChange.RECORDING_START,
        RecordingStateChange.RECORDING_END,
        RecordingStateChange.RECORDING_START_FAILURE,
        RecordingStateChange.RECORDING_END_FAILURE,
        "Recording Pause"
      })
  void parse_participantOrPublisherRecording_readsTheFields(String name) {
    String detail =
        """
        {"session_id": "st-1CVugbu2cf2n8", "event_name": "%s", "participant_id": "03JY4smU3eXc",
         "recording_s3_bucket_name": "recordings", "recording_s3_key_prefix": "a/b/c",
         "recording_duration_ms": 547327}\
        """
            .formatted(name);
    IvsEvent participant = event("IVS Participant Recording State Change", STAGE, NOW, detail);
    IvsEvent publisher = event("IVS Publisher Recording State Change", STAGE, NOW, detail);

    assertThat(participant)
        .isEqualTo(
            new ParticipantRecordingStateChange(
                participant.header(),
                name,
                "st-1CVugbu2cf2n8",
                "03JY4smU3eXc",
                "recordings",
                "a/b/c",
                Duration.ofMillis(547_327)));
    assertThat(((ParticipantRecordingStateChange) participant).stageArn()).isEqualTo(STAGE);
    assertThat(publisher)
        .isEqualTo(
            new PublisherRecordingStateChange(
                publisher.header(),
                name,
                "st-1CVugbu2cf2n8",
                "03JY4smU3eXc",
                "recordings",
                "a/b/c",
                Duration.ofMillis(547_327)));
    assertThat(((PublisherRecordingStateChange) publisher).stageArn()).isEqualTo(STAGE);
    assertRoundTrip(participant);
    assertRoundTrip(publisher);
  }

  @Test
  void parse_textBytesOrStream_readsTheHeader() {
    String json =
        json("IVS Stream State Change", "\"arn:other\", \"" + CHANNEL + "\"", NOW, "{\"é\": 1}");

    IvsEvent event = IvsEvent.parse(json);

    assertThat(event.header())
        .isEqualTo(
            new EventHeader(
                "12345678-1a23-4567-a1bc-1a2b34567890",
                "IVS Stream State Change",
                NOW,
                "123456789012",
                "us-east-1",
                List.of("arn:other", CHANNEL),
                Map.of("é", 1L),
                Map.of("version", "0")));
    assertThat(((StreamStateChange) event).channelArn()).isEqualTo(CHANNEL);
    assertThat(IvsEvent.parse(json.getBytes(UTF_8))).isEqualTo(event);
    assertThat(IvsEvent.read(new ByteArrayInputStream(json.getBytes(UTF_8)))).isEqualTo(event);
    assertThat(event.id()).isEqualTo("12345678-1a23-4567-a1bc-1a2b34567890");
    assertThat(event.time()).isEqualTo(NOW);
  }

  @Test
  void parse_unknownType_keepsAllFields() {
    IvsEvent event =
        event(
            "AWS API Call via CloudTrail",
            CHANNEL,
            NOW,
            """
            {"text": "x", "none": null, "yes": true, "no": false, "list": [1, {"deep": []}],
             "long": 9223372036854775807, "larger": 9223372036854775808, "half": 0.50}\
            """);

    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(event.header().detailType()).isEqualTo("AWS API Call via CloudTrail");
    assertThat(event.header().detail())
        .containsEntry("text", "x")
        .containsEntry("none", null)
        .containsEntry("yes", true)
        .containsEntry("no", false)
        .containsEntry("list", List.of(1L, Map.of("deep", List.of())))
        .containsEntry("long", Long.MAX_VALUE)
        .containsEntry("larger", BigInteger.TWO.pow(63))
        .containsEntry("half", new BigDecimal("0.50"));
    assertRoundTrip(event);
  }

  @Test
  void parse_unknownFields_areKept() {
    IvsEvent event =
        IvsEvent.parse(
            json("IVS Stream State Change", "", NOW, "{\"event_name\": \"Stream Start\", \"x\": 1}")
                .replace("\"version\": \"0\"", "\"version\": 1, \"replay-name\": {\"y\": [null]}"));

    assertThat(event.header().detail())
        .containsOnly(Map.entry("event_name", "Stream Start"), Map.entry("x", 1L));
    assertThat(event.header().others())
        .containsEntry("version", 1L)
        .extractingByKey("replay-name", as(InstanceOfAssertFactories.MAP))
        .containsEntry("y", Arrays.asList((Object) null));
    assertRoundTrip(event);
  }

  @Test
  void parse_missingOrNullFields_areEmpty() {
    IvsEvent event =
        IvsEvent.parse(
            """
            {"id": "1", "source": "aws.ivs", "detail-type": "IVS Recording State Change",
             "time": "2026-11-23T12:00:00Z", "account": null, "resources": null,
             "detail": {"stream_id": null, "recording_duration_ms": null}}
            """);

    assertThat(event)
        .isEqualTo(
            new RecordingStateChange(
                event.header(), "", "", "", "", Duration.ZERO, "", "", "", List.of()));
    assertThat(event.header().account()).isEmpty();
    assertThat(event.header().resources()).isEmpty();
    assertRoundTrip(event);
  }

  @Test
  void parse_byteOrderMark_isIgnored() {
    String json = json("IVS Stage Update", "", NOW, "{}");

    assertThat(IvsEvent.parse("\uFEFF" + json)).isEqualTo(IvsEvent.parse(json));
    assertThat(IvsEvent.parse(("\uFEFF" + json).getBytes(UTF_8))).isEqualTo(IvsEvent.parse(json));
  }

  @Test
  void parse_collections_areUnmodifiable() {
    EventHeader header =
        event("IVS Stage Update", STAGE, NOW, "{\"deep\": {\"list\": []}}").header();

    assertThat(header.detail()).isUnmodifiable();
    assertThat(header.others()).isUnmodifiable();
    assertThat(header.detail())
        .extractingByKey("deep", as(InstanceOfAssertFactories.map(String.class, Object.class)))
        .isUnmodifiable()
        .extractingByKey("list", as(InstanceOfAssertFactories.LIST))
        .isUnmodifiable();
  }

  @Test
  void read_failingStream_isNotInvalidInput() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> IvsEvent.read(broken));
  }

  private static void assertRoundTrip(IvsEvent event) {
    assertThat(IvsEvent.parse(event.toJson())).isEqualTo(event).hasSameHashCodeAs(event);
  }
}
