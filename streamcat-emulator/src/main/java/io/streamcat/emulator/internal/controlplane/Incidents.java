package io.streamcat.emulator.internal.controlplane;

import io.streamcat.emulator.internal.composition.Compositions;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stage.ParticipantLifecycle;
import io.streamcat.emulator.internal.stream.RecordingConfigurations;
import io.streamcat.emulator.internal.stream.StreamEvents;
import io.streamcat.emulator.internal.stream.StreamRecording;
import io.streamcat.emulator.internal.stream.StreamSessions;
import io.streamcat.emulator.internal.stream.Streams;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The simulated incidents of streams, recordings, compositions and limits. */
final class Incidents {
  private static final String FAILED = "FAILED";

  private final Account account;
  private final Streams streams;
  private final StreamSessions sessions;
  private final RecordingConfigurations recordingConfigurations;
  private final ParticipantLifecycle lifecycle;
  private final Compositions compositions;

  @FunctionalInterface
  private interface Incident {
    void happen(String arn, String reason, Instant now);
  }

  Incidents(
      Account account,
      Streams streams,
      StreamSessions sessions,
      RecordingConfigurations recordingConfigurations,
      ParticipantLifecycle lifecycle,
      Compositions compositions) {
    this.account = account;
    this.streams = streams;
    this.sessions = sessions;
    this.recordingConfigurations = recordingConfigurations;
    this.lifecycle = lifecycle;
    this.compositions = compositions;
  }

  /** Returns the incidents by name. Only a report needs them, so the start does not create them. */
  private Map<String, Incident> incidents() {
    Map<String, Incident> incidents = new TreeMap<>();
    incidents.put("Starvation Start", (arn, reason, now) -> starve(arn, true, now));
    incidents.put("Starvation End", (arn, reason, now) -> starve(arn, false, now));
    incidents.put(StreamEvents.STREAM_FAILURE, this::failStream);
    incidents.put("Stream Takeover", (arn, reason, now) -> takeOver(arn, Map.of(), now));
    incidents.put(
        "Stream Takeover Failure",
        (arn, reason, now) ->
            takeOver(arn, Map.of("code", or(reason, "StreamTakeoverInvalidPriority")), now));
    incidents.put(
        "Ingest Bitrate", breach("Ingest Bitrate", 8_500_000, 1_500_000, "bits per second"));
    incidents.put(
        "Ingest Resolution", breach("Ingest Resolution", 2_073_600, 1_612_800, "total pixels"));
    incidents.put(
        "Concurrent Broadcasts", accountBreach("Concurrent Broadcasts", 100, "active streams"));
    incidents.put("Concurrent Viewers", accountBreach("Concurrent Viewers", 15_000, "viewers"));
    incidents.put("Recording Start Failure", this::failNextRecording);
    incidents.put("Recording End Failure", this::failRecording);
    incidents.put(
        "Recording Configuration Failure",
        (arn, reason, now) -> recordingConfigurations.fail(arn, now));
    incidents.put(
        "Session Failure",
        (arn, reason, now) -> compositions.fail(arn, or(reason, "Internal error."), now));
    incidents.put(
        "Destination Failure",
        (arn, reason, now) ->
            compositions.interrupt(
                arn,
                "Destination Failure",
                FAILED,
                Map.of("reason", or(reason, "Internal error.")),
                now));
    incidents.put(
        "Destination Reconnecting",
        (arn, reason, now) ->
            compositions.interrupt(arn, "Destination Reconnecting", "RECONNECTING", Map.of(), now));
    return incidents;
  }

  /**
   * Simulates an incident.
   *
   * @param name the name of the event
   * @param arn the ARN of the affected resource, empty for the account
   * @param reason the reason, or an empty string for the usual one of AWS
   */
  void report(String name, String arn, String reason, Instant now) {
    Map<String, Incident> incidents = incidents();
    Incident incident = incidents.get(name);
    if (incident == null) {
      throw ApiException.invalid("name", "must be one of " + incidents.keySet());
    }
    incident.happen(arn, reason, now);
  }

  private void starve(String channelArn, boolean starving, Instant now) {
    Resource stream = streams.live(channelArn);
    String health = starving ? "STARVING" : "HEALTHY";
    if (!stream.attribute("health").equals(health)) {
      streams.changeHealth(stream, health, now);
      String name = starving ? "Starvation Start" : "Starvation End";
      sessions.change(stream, now, session -> sessions.events().health(session, name, now));
    }
  }

  private void failStream(String channelArn, String reason, Instant now) {
    streams.live(channelArn);
    Map<String, ?> more =
        Map.of("reason", or(reason, "Transcode capacity exceeded. Please try again."));
    streams.end(channelArn, StreamEvents.STREAM_FAILURE, more, now);
  }

  private void takeOver(String channelArn, Map<String, ?> more, Instant now) {
    String name = more.isEmpty() ? "Stream Takeover" : "Stream Takeover Failure";
    sessions.change(
        streams.live(channelArn),
        now,
        session -> sessions.events().state(session, name, more, now));
  }

  private Incident breach(String name, int limit, int exceededBy, String unit) {
    return (channelArn, reason, now) -> exceed(channelArn, name, limit, exceededBy, unit, now);
  }

  /** Records that the stream of a live channel exceeds a limit. */
  void exceed(String channelArn, String name, int limit, int exceededBy, String unit, Instant now) {
    sessions.change(
        streams.live(channelArn),
        now,
        session ->
            sessions.events().limitBreach(session, detail(name, limit, exceededBy, unit), now));
  }

  private Incident accountBreach(String name, int limit, String unit) {
    return (arn, reason, now) -> {
      if (!arn.isEmpty()) {
        throw ApiException.invalid(
            "arn", "must be absent, because this limit applies to the account");
      }
      account
          .events()
          .emit(StreamEvents.LIMIT_BREACH, List.of(), detail(name, limit, 1, unit), now);
    };
  }

  private static Map<String, Object> detail(String name, int limit, int exceededBy, String unit) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("limit_name", name);
    detail.put("limit_value", limit);
    detail.put("exceeded_by", exceededBy);
    detail.put("limit_unit", unit);
    return detail;
  }

  private void failNextRecording(String arn, String reason, Instant now) {
    Optional<Resource> stage = account.store().find(ResourceType.STAGE, arn);
    if (stage.isPresent()) {
      lifecycle.recording().failNext(stage.get(), or(reason, "InternalServerException"), now);
      return;
    }
    Resource channel = account.require(ResourceType.CHANNEL, arn);
    if (streams.isLive(arn)) {
      throw new ApiException(
          "ConflictException", "The channel is live, so the recording has already started");
    }
    if (channel.attribute("recordingConfigurationArn").equals("")) {
      throw StreamRecording.notRecorded();
    }
    sessions.recording().failNext(channel, or(reason, "ValidationException"), now);
  }

  private void failRecording(String arn, String reason, Instant now) {
    String why = or(reason, "InternalServerException");
    Optional<Resource> stage = account.store().find(ResourceType.STAGE, arn);
    if (stage.isPresent()) {
      lifecycle.recording().failAll(stage.get(), why, now);
    } else {
      streams.live(arn);
      sessions.recording().fail(account.require(ResourceType.CHANNEL, arn), why, now);
    }
  }

  private static String or(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }
}
