package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.event.IvsEvent;
import io.streamcat.exception.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the broadcasts and publications that events yield. */
class BroadcastsTest {

  private static final Instant LATER = NOW.plusSeconds(3600);

  private final BroadcastRepository repository = BroadcastRepository.inMemory();
  private final Broadcasts broadcasts =
      Broadcasts.create(
          repository, null, new BroadcastListener() {}, Clock.fixed(LATER, ZoneOffset.UTC));

  private Broadcast known(String streamId) {
    return broadcasts.find(streamId).orElseThrow();
  }

  private static IvsEvent recording(String status, String streamIds, String more) {
    return event(
        "IVS Recording State Change",
        CHANNEL,
        LATER,
        """
        {"recording_status": "%s", "stream_id": "st-1", "recording_session_stream_ids": [%s]%s}\
        """
            .formatted(status, streamIds, more));
  }

  private static IvsEvent stage(String name, Instant at, String participant) {
    return event(
        "IVS Stage Update",
        STAGE,
        NOW.plusSeconds(9),
        """
        {"session_id": "st-a", "event_name": "%s", "event_time": "%s", "user_id": "ann",
         "participant_id": "%s", "error_code": "BITRATE_EXCEEDED"}\
        """
            .formatted(name, at, participant));
  }

  @Test
  void accept_startLiveAndEnd_movesTheState() {
    broadcasts.accept(stream("Session Created", "st-1", NOW.minusSeconds(5)));
    assertThat(known("st-1").state()).isEqualTo(BroadcastState.STARTING);
    assertThat(broadcasts.live(CHANNEL)).isEmpty();

    broadcasts.accept(stream("Stream Start", "st-1", NOW));
    assertThat(broadcasts.live(CHANNEL)).contains(known("st-1"));
    assertThat(broadcasts.live()).containsExactly(known("st-1"));
    assertThat(known("st-1").startedAt()).isEqualTo(NOW);
    assertThat(known("st-1").beganAt()).isEqualTo(NOW.minusSeconds(5));

    broadcasts.accept(stream("Session Ended", "st-1", LATER));
    broadcasts.accept(stream("Stream End", "st-1", LATER.plusSeconds(4)));
    assertThat(known("st-1").state()).isEqualTo(BroadcastState.ENDED);
    assertThat(known("st-1").endedAt()).isEqualTo(LATER.plusSeconds(4));
    assertThat(known("st-1").failure()).isNull();
    assertThat(broadcasts.live(CHANNEL)).isEmpty();
    assertThat(broadcasts.live()).isEmpty();
  }

  @Test
  void accept_sameEventTwice_changesNothing() {
    IvsEvent start = stream("Stream Start", "st-1", NOW);

    assertThat(broadcasts.accept(start)).isEqualTo(1);
    assertThat(broadcasts.accept(start)).isZero();
    assertThat(broadcasts.acceptAll(List.of(start, stream("Stream Start", "st-2", NOW), start)))
        .isEqualTo(1);
    assertThat(broadcasts.acceptAll(List.of())).isZero();
  }

  @Test
  void acceptAll_broadcastAndPublication_countsBoth() {
    assertThat(
            broadcasts.acceptAll(
                List.of(
                    stream("Stream Start", "st-1", NOW),
                    stage("Participant Published", NOW, "p1"))))
        .isEqualTo(2);
  }

  @Test
  void healthChange_unknownHealth_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new HealthChange(NOW, LiveStream.Health.UNKNOWN))
        .satisfies(e -> assertThat(e.field()).isEqualTo("health"));
  }

  @Test
  void accept_startAfterEnd_staysEnded() {
    broadcasts.accept(stream("Stream End", "st-1", LATER));
    broadcasts.accept(stream("Stream Start", "st-1", NOW));

    assertThat(known("st-1").state()).isEqualTo(BroadcastState.ENDED);
    assertThat(known("st-1").startedAt()).isEqualTo(NOW);
  }

  @Test
  void accept_failure_storesTheReason() {
    broadcasts.accept(
        event(
            "IVS Stream State Change",
            CHANNEL,
            NOW,
            """
            {"event_name": "Stream Failure", "stream_id": "st-1", "reason": "Capacity exceeded."}\
            """));
    broadcasts.accept(
        event(
            "IVS Stream State Change",
            CHANNEL,
            NOW,
            """
            {"event_name": "Session Ended", "stream_id": "st-2", "code": "MultitrackInputNotAllowed"}\
            """));

    assertThat(known("st-1").failure()).isEqualTo("Capacity exceeded.");
    assertThat(known("st-1").state()).isEqualTo(BroadcastState.ENDED);
    assertThat(known("st-2").failure()).isEqualTo("MultitrackInputNotAllowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stream Takeover", "Stream Takeover Failure", "Stream Paused"})
  void accept_takeoverOrUnknownName_changesNothing(String name) {
    broadcasts.accept(stream("Stream Start", "st-1", NOW));

    assertThat(broadcasts.accept(stream(name, "st-1", LATER))).isZero();
    assertThat(broadcasts.live(CHANNEL)).isPresent();
  }

  @Test
  void accept_healthChanges_latestWins() {
    broadcasts.accept(stream("Stream Start", "st-1", NOW));
    assertThat(known("st-1").isHealthy()).isTrue();

    broadcasts.accept(stream("Starvation Start", "st-1", LATER));
    broadcasts.accept(stream("Starvation End", "st-1", LATER.minusSeconds(1)));
    assertThat(known("st-1").isHealthy()).isFalse();

    broadcasts.accept(stream("Starvation End", "st-1", LATER));
    assertThat(known("st-1").isHealthy()).isTrue();
  }

  @Test
  void accept_recordingOfSeveralBroadcasts_updatesEachOfThem() {
    String where =
        """
        , "recording_s3_bucket_name": "recordings", "recording_s3_key_prefix": "ivs/v1/x",
         "recording_duration_ms": 61500\
        """;
    broadcasts.accept(recording("Recording End", "\"st-0\", \"st-1\"", where));
    broadcasts.accept(
        recording("Recording Start", "", ", \"recording_s3_bucket_name\": \"recordings\""));

    Recording expected =
        new Recording(
            RecordingStatus.ENDED,
            new Recording.Path("recordings", "ivs/v1/x"),
            Duration.ofMillis(61_500),
            "");
    assertThat(known("st-0").recording()).isEqualTo(expected);
    assertThat(known("st-1").recording()).isEqualTo(expected);
    assertThat(expected.isReady()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Recording Start Failure", "Recording End Failure"})
  void accept_failedRecording_storesTheReason(String status) {
    broadcasts.accept(
        recording(status, "", ", \"recording_status_reason\": \"ValidationException\""));

    Recording recording = known("st-1").recording();
    assertThat(recording.status().name()).endsWith("_FAILED");
    assertThat(recording.reason()).isEqualTo("ValidationException");
    assertThat(recording.isReady()).isFalse();
  }

  @Test
  void accept_stageUpdates_listPublishingParticipants() {
    broadcasts.accept(stage("Participant Unpublished", NOW, "p1"));
    broadcasts.accept(stage("Participant Published", NOW.minusSeconds(60), "p1"));
    assertThat(broadcasts.publishing(STAGE)).isEmpty();

    broadcasts.accept(stage("Participant Published", NOW.plusSeconds(1), "p1"));
    broadcasts.accept(stage("Participant Publish Error", NOW, "p2"));
    assertThat(broadcasts.publishing(STAGE))
        .containsExactly(
            Publication.seen(STAGE, "st-a", "p1", "ann", NOW.plusSeconds(1))
                .published(NOW.plusSeconds(1))
                .ended(NOW));

    broadcasts.accept(stage("Participant Published", NOW.plusSeconds(2), "p2"));
    assertThat(broadcasts.publishing(STAGE))
        .extracting(Publication::participantId, Publication::failure)
        .contains(tuple("p2", "BITRATE_EXCEEDED"));
  }

  @Test
  void ofChannel_afterABroadcast_findsEarlierOnes() {
    for (int i = 0; i < 5; i++) {
      broadcasts.accept(stream("Stream Start", "st-" + i, NOW.plusSeconds(i)));
    }

    List<Broadcast> first = broadcasts.ofChannel(CHANNEL, null, 3);
    List<Broadcast> rest = broadcasts.ofChannel(CHANNEL, first.get(2), 3);

    assertThat(first).extracting(Broadcast::streamId).containsExactly("st-4", "st-3", "st-2");
    assertThat(rest).extracting(Broadcast::streamId).containsExactly("st-1", "st-0");
    assertThat(broadcasts.live(CHANNEL)).contains(first.get(0));
  }

  @Test
  void live_moreThanAPage_findsAll() {
    broadcasts.acceptAll(
        IntStream.range(0, 201).mapToObj(i -> stream("Stream Start", "st-" + i, NOW)).toList());

    assertThat(broadcasts.live()).hasSize(201).doesNotHaveDuplicates();
  }

  @Test
  void accept_eventsWithoutBroadcast_areNotStored() {
    Broadcasts storeless =
        Broadcasts.create(null, null, new BroadcastListener() {}, Clock.systemUTC());

    assertThat(
            storeless.acceptAll(
                List.of(
                    stream("Stream Start", "", NOW),
                    event("IVS Stream State Change", STAGE, NOW, "{\"stream_id\": \"st-1\"}"),
                    event("IVS Limit Breach", CHANNEL, NOW, "{\"stream_id\": \"st-1\"}"),
                    event("IVS Composition State Change", STAGE, NOW, "{}"),
                    event("IVS Participant Recording State Change", STAGE, NOW, "{}"),
                    stage("Participant Fell Asleep", NOW, "p1"),
                    recording("Recording Pause", "", ""),
                    event("Something New", CHANNEL, NOW, "{\"stream_id\": \"st-1\"}"))))
        .isZero();
  }

  @Test
  void acceptAll_impossibleEvent_rejectsTheBatch() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                broadcasts.acceptAll(
                    List.of(
                        stream("Stream Start", "st-1", NOW), stream("Stream Start", "st 2", NOW))))
        .withMessage("streamId: is 'st 2' (must be ASCII without spaces)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> broadcasts.accept(stream("Stream Start", "st-1", Instant.EPOCH.minusSeconds(1))))
        .satisfies(e -> assertThat(e.field()).isEqualTo("beganAt"));
    assertThat(broadcasts.find("st-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"st\u007f1", "st\u00e91"})
  void accept_idWithAnIllegalCharacter_isRejected(String streamId) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> broadcasts.accept(stream("Stream Start", streamId, NOW)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("streamId"));
  }

  @Test
  void accept_idWithTheOutermostCharacters_isStored() {
    broadcasts.accept(stream("Stream Start", "!st~", NOW));

    assertThat(broadcasts.find("!st~")).isPresent();
  }

  @Test
  void failed_reasonOfTheGreatestLength_isNotCut() {
    String reason = "😀".repeat(2000);

    assertThat(Broadcast.seen("st-1", CHANNEL, NOW).failed(reason).failure()).isEqualTo(reason);
  }

  @Test
  void accept_longReasonOrNul_isMadeToFit() {
    broadcasts.accept(
        event(
            "IVS Stream State Change",
            CHANNEL,
            NOW,
            """
            {"event_name": "Stream Failure", "stream_id": "st-1", "reason": "\\u0000\\ud800%s"}\
            """
                .formatted("😀".repeat(3000))));

    assertThat(known("st-1").failure())
        .startsWith("??😀")
        .endsWith("😀…")
        .satisfies(text -> assertThat(text.codePointCount(0, text.length())).isEqualTo(2000));
  }
}
