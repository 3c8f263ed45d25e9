package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The recording of broadcasts of channels with a recording configuration. Broadcasts that follow
 * each other within the reconnect window are one recording.
 */
public final class StreamRecording {
  static final String CONFIGURATION = "recordingConfiguration";

  private static final String BUCKET = "recording_s3_bucket_name";
  private static final String PREFIX = "recording_s3_key_prefix";
  private static final String SESSION = "recording_session_id";

  /** The greatest number of earlier streams that a continued recording names. */
  private static final int MOST_STREAMS = 100;

  private static final String STREAMS = "recording_session_stream_ids";

  private static final Optional<String> NOT_ACTIVE = Optional.of("ValidationException");

  private final Account account;
  private final StreamEvents events;
  private final Recordings recordings;
  private final RecordingFailures failures;

  StreamRecording(Account account, StreamEvents events) {
    this.account = account;
    this.events = events;
    this.recordings = new Recordings(account, ResourceType.STREAM_RECORDING, this::ended);
    this.failures = new RecordingFailures(account);
  }

  /** Plans a failure to start for the next recording of a channel. */
  public void failNext(Resource channel, String reason, Instant now) {
    failures.plan(channel, reason, now);
  }

  /** Starts or resumes the recording of a broadcast, if its channel is recorded. */
  void begin(Resource channel, String streamId, Instant now) {
    Optional<String> planned = failures.take(channel, now);
    account
        .store()
        .find(
            ResourceType.RECORDING_CONFIGURATION,
            (String) channel.attribute("recordingConfigurationArn"))
        .ifPresent(
            configuration -> {
              events.change(
                  channel.key(),
                  streamId,
                  now,
                  session -> session.put(CONFIGURATION, configuration.attributes()));
              Optional<String> failure =
                  RecordingConfigurations.isActive(configuration) ? planned : NOT_ACTIVE;
              if (failure.isEmpty()) {
                Resource recording = record(channel, configuration, streamId, now);
                emit(recording, "Recording Start", "", 0, now);
              } else {
                recordings.end(key(channel.key()), now);
                Map<String, Object> nothing = detail(failure.get(), 0);
                nothing.put(BUCKET, bucket(configuration));
                nothing.put(PREFIX, "");
                emit(channel.key(), streamId, "Recording Start Failure", nothing, now);
              }
            });
  }

  private static String key(String channelArn) {
    return channelArn + "/recording";
  }

  private Resource record(Resource channel, Resource configuration, String streamId, Instant now) {
    List<Object> streams = new ArrayList<>();
    account
        .store()
        .find(ResourceType.STREAM_RECORDING, key(channel.key()))
        .ifPresent(waiting -> streams.addAll(latest((List<?>) waiting.attribute(STREAMS))));
    streams.add(streamId);
    return recordings
        .resume(key(channel.key()), configuration, Map.of(STREAMS, List.copyOf(streams)), now)
        .orElseGet(
            () ->
                recordings.begin(
                    key(channel.key()),
                    channel,
                    configuration,
                    window(configuration),
                    describe(bucket(configuration), prefix(channel, now), streamId),
                    now));
  }

  private static List<?> latest(List<?> streams) {
    return streams.subList(Math.max(0, streams.size() - MOST_STREAMS), streams.size());
  }

  private static int window(Resource configuration) {
    return ((Number) configuration.attribute("recordingReconnectWindowSeconds")).intValue();
  }

  private static Object bucket(Resource configuration) {
    Map<?, ?> destination = (Map<?, ?>) configuration.attribute("destinationConfiguration");
    Map<?, ?> s3 = (Map<?, ?>) Objects.requireNonNull(destination.get("s3"));
    return Objects.requireNonNull(s3.get("bucketName"));
  }

  private String prefix(Resource channel, Instant now) {
    ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "ivs/v1/%s/%s/%d/%d/%d/%d/%d/%s",
        account.id(),
        Account.idOf(channel.key()),
        utc.getYear(),
        utc.getMonthValue(),
        utc.getDayOfMonth(),
        utc.getHour(),
        utc.getMinute(),
        account.ids().alphanumeric(12));
  }

  private Map<String, Object> describe(Object bucket, String prefix, String streamId) {
    Map<String, Object> recording = new LinkedHashMap<>();
    recording.put(BUCKET, bucket);
    recording.put(PREFIX, prefix);
    recording.put(SESSION, account.ids().alphanumeric(16));
    recording.put(STREAMS, List.of(streamId));
    return recording;
  }

  /** Ends or pauses the recording of an ended broadcast. */
  void pause(String channelArn, Instant now) {
    recordings.active(key(channelArn)).ifPresent(recording -> recordings.pause(recording, now));
  }

  /** Ends the paused recording of a channel, if there is one. */
  void end(Resource channel, Instant now) {
    recordings.end(key(channel.key()), now);
  }

  /** Ends the paused recordings whose window has passed. */
  public void settle(Instant now) {
    recordings.settle(now);
  }

  private void ended(Resource recording, Instant now) {
    emit(recording, "Recording End", "", Recordings.millis(recording), now);
  }

  /** Fails the current recording of a channel. */
  public void fail(Resource channel, String reason, Instant now) {
    Resource recording =
        recordings.active(key(channel.key())).orElseThrow(StreamRecording::notRecorded);
    recordings.drop(recording, now);
    emit(recording, "Recording End Failure", reason, 0, now);
  }

  /** Returns the error for a channel without a recording. */
  public static ApiException notRecorded() {
    return new ApiException("ConflictException", "The channel is not recorded");
  }

  /** Records a change of a recording in the session of its latest broadcast. */
  private void emit(Resource recording, String status, String reason, long millis, Instant now) {
    Map<String, Object> detail = detail(reason, millis);
    for (String name : List.of(BUCKET, PREFIX, SESSION, STREAMS)) {
      detail.put(name, recording.attribute(name));
    }
    List<?> streams = (List<?>) recording.attribute(STREAMS);
    String latest = (String) streams.get(streams.size() - 1);
    emit(recording.parentKey(), latest, status, detail, now);
  }

  private void emit(
      String channelArn, String streamId, String status, Map<String, ?> detail, Instant now) {
    events.change(
        channelArn, streamId, now, session -> events.recording(session, status, detail, now));
  }

  private static Map<String, Object> detail(String reason, long millis) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("recording_status_reason", reason);
    detail.put("recording_duration_ms", millis);
    return detail;
  }
}
