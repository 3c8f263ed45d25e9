package io.streamcat.event;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.STREAM;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every documented event type and name. */
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

  private static void assertRoundTrip(IvsEvent event) {
    assertThat(IvsEvent.parse(event.toJson())).isEqualTo(event).hasSameHashCodeAs(event);
  }
}
