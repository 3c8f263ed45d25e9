package io.streamcat.event;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.STREAM;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events as JSON of every released version, which this version has to read. With {@code
 * -Dstreamcat.golden.write=true} the file of this version is rewritten;
 * docs/contributing/testing.md says when.
 */
@Guarantee("STORE-13")
class GoldenEventsTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final String FILE = "events.jsonl";
  private static final String THIS_VERSION = "0.1";

  private static final String RECORDING =
      """
      {"channel_name": "todd", "stream_id": "%s", "recording_status": "Recording End",
       "recording_status_reason": "é", "recording_s3_bucket_name": "recordings",
       "recording_s3_key_prefix": "ivs/v1/1/a/b", "recording_duration_ms": 99370264,
       "recording_session_id": "a6RfV23ES97iyfoQ", "recording_session_stream_ids": ["%s"],
       "event_name": "Recording End", "session_id": "st-1", "participant_id": "p-1"}\
      """
          .formatted(STREAM, STREAM);

  /** The events in the order of the lines of a file; a later version may add more at the end. */
  private static final List<IvsEvent> EVENTS =
      List.of(
          stream(StreamStateChange.STREAM_START, STREAM, NOW),
          stream(StreamHealthChange.STARVATION_START, STREAM, NOW),
          event(
              "IVS Limit Breach",
              CHANNEL,
              NOW,
              """
              {"limit_name": "Ingest Bitrate", "limit_value": 8500000, "exceeded_by": 1,
               "limit_unit": "bps", "channel_name": "todd", "stream_id": "st-1"}\
              """),
          event("IVS Recording State Change", CHANNEL, NOW, RECORDING),
          event(
              "IVS Stage Update",
              STAGE,
              NOW,
              """
              {"session_id": "st-1", "event_name": "Participant Published",
               "event_time": "2026-11-23T11:59:58Z", "user_id": "ann", "participant_id": "p-1"}\
              """),
          event(
              "IVS Composition State Change",
              STAGE,
              NOW,
              """
              {"event_name": "Session End", "stage_arn": "%s", "id": "d-1", "reason": ""}\
              """
                  .formatted(STAGE)),
          event("IVS Participant Recording State Change", STAGE, NOW, RECORDING),
          event("IVS Publisher Recording State Change", STAGE, NOW, RECORDING),
          event("Something Else", CHANNEL, NOW, "{\"half\": 0.50, \"list\": [null, true]}"));

  @BeforeAll
  static void writeOnRequest() throws IOException {
    if (Boolean.getBoolean("streamcat.golden.write")) {
      Path folder = Files.createDirectories(FOLDER.resolve(THIS_VERSION));
      Files.write(folder.resolve(FILE), EVENTS.stream().map(IvsEvent::toJson).toList());
    }
  }

  private static List<Path> versions() throws IOException {
    try (Stream<Path> versions = Files.list(FOLDER)) {
      return versions.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void parse_jsonOfAnEarlierVersion_isTheSameEvent(Path version) throws IOException {
    List<String> lines = Files.readAllLines(version.resolve(FILE));

    assertThat(lines).isNotEmpty();
    assertThat(lines.stream().map(IvsEvent::parse))
        .containsExactlyElementsOf(EVENTS.subList(0, lines.size()));
  }
}
