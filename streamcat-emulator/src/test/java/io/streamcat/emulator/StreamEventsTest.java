package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the events of streams and of the account against the documentation of AWS. */
class StreamEventsTest extends EventsTest {
  private static final String STREAM_STATE = "IVS Stream State Change";

  @Test
  void event_any_hasEnvelopeOfEventBridge() {
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
  void stream_startAndEnd_emitsEvents() {
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
  void report_streamFailure_endsStream() {
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
    assertThat(hasErrors()).containsExactly(true);
  }

  /** Returns the error flags of the channel's sessions, the latest first. */
  private List<Object> hasErrors() {
    return aws.call("ListStreamSessions", Map.of("channelArn", channel))
        .all("streamSessions", "hasErrorEvent");
  }

  @Test
  void report_takeover_doesNotChangeStream() {
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
  void report_starvation_changesHealthOnce() {
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
  void report_channelLimit_namesStream(String limit, String unit) {
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
    emulator.stopStream(channel);
    emulator.startStream(channel);
    assertThat(hasErrors()).containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({"Concurrent Broadcasts,100,active streams", "Concurrent Viewers,15000,viewers"})
  void report_accountLimit_namesNoChannel(String limit, long value, String unit) {
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
  void events_sameSeed_areEqual() {
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
  void reset_removesEvents() {
    emulator.startStream(channel);
    emulator.reset();

    assertThat(emulator.events().emitted()).isEmpty();
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
}
