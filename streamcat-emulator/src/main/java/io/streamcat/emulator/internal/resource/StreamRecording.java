package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The recording of broadcasts whose channel has a recording configuration. */
final class StreamRecording {
  static final String CONFIGURATION = "recordingConfiguration";

  private static final String RECORDING = "recording";
  private static final String REASON = "reason";
  private static final String PREFIX = "recording_s3_key_prefix";

  private final Account account;
  private final StreamEvents events;

  StreamRecording(Account account, StreamEvents events) {
    this.account = account;
    this.events = events;
  }

  /** Lets the recording of the next broadcast of a channel fail to start. */
  void failNext(Resource channel, String reason, Instant now) {
    account.keep(
        ResourceType.RECORDING_FAILURE,
        failureKey(channel),
        channel.key(),
        Map.of(REASON, reason),
        now);
  }

  private static String failureKey(Resource channel) {
    return channel.key() + "/recording-failure";
  }

  /** Takes the reason for which the next recording of a channel fails, if it does. */
  private Optional<String> takeFailure(Resource channel, Instant now) {
    Optional<Resource> failure =
        account.store().find(ResourceType.RECORDING_FAILURE, failureKey(channel));
    failure.ifPresent(planned -> account.store().remove(planned, now));
    return failure.map(planned -> (String) planned.attribute(REASON));
  }

  /** Starts to record a session, if its channel is to be recorded. */
  void begin(Map<String, Object> session, Resource channel, Instant now) {
    Optional<String> failure = takeFailure(channel, now);
    account
        .store()
        .find(
            ResourceType.RECORDING_CONFIGURATION,
            (String) channel.attribute("recordingConfigurationArn"))
        .ifPresent(
            configuration -> {
              session.put(CONFIGURATION, configuration.attributes());
              if (failure.isEmpty()) {
                Map<String, Object> recording =
                    describe(bucket(configuration), prefix(channel, now));
                session.put(RECORDING, recording);
                events.recording(session, "Recording Start", detail("", recording, 0), now);
              } else {
                events.recording(
                    session,
                    "Recording Start Failure",
                    detail(failure.get(), describe(bucket(configuration), ""), 0),
                    now);
              }
            });
  }

  private static Object bucket(Resource configuration) {
    Map<?, ?> destination = (Map<?, ?>) configuration.attribute("destinationConfiguration");
    Map<?, ?> s3 = (Map<?, ?>) Objects.requireNonNull(destination.get("s3"));
    return Objects.requireNonNull(s3.get("bucketName"));
  }

  private String prefix(Resource channel, Instant now) {
    ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
    return "ivs/v1/%s/%s/%d/%d/%d/%d/%d/%s"
        .formatted(
            account.id(),
            Account.idOf(channel.key()),
            utc.getYear(),
            utc.getMonthValue(),
            utc.getDayOfMonth(),
            utc.getHour(),
            utc.getMinute(),
            account.ids().alphanumeric(12));
  }

  private Map<String, Object> describe(Object bucket, String prefix) {
    Map<String, Object> recording = new LinkedHashMap<>();
    recording.put("recording_s3_bucket_name", bucket);
    recording.put(PREFIX, prefix);
    recording.put("recording_session_id", account.ids().alphanumeric(16));
    return recording;
  }

  /** Stops to record a session, if it is recorded. */
  void end(Map<String, Object> session, Instant now) {
    if (session.remove(RECORDING) instanceof Map<?, ?> recording) {
      Instant start = Instant.parse(String.valueOf(session.get("startTime")));
      Map<String, Object> detail =
          detail("", recording, Math.max(0, Duration.between(start, now).toMillis()));
      detail.put(
          "recording_session_stream_ids", List.of(Objects.requireNonNull(session.get("streamId"))));
      events.recording(session, "Recording End", detail, now);
    }
  }

  /** Tells whether a session is recorded. */
  static boolean isActive(Map<String, Object> session) {
    return session.containsKey(RECORDING);
  }

  /** Lets the recording of a session that is recorded fail. */
  void fail(Map<String, Object> session, String reason, Instant now) {
    if (session.remove(RECORDING) instanceof Map<?, ?> recording) {
      events.recording(session, "Recording End Failure", detail(reason, recording, 0), now);
    }
  }

  private static Map<String, Object> detail(String reason, Map<?, ?> recording, long millis) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("recording_status_reason", reason);
    recording.forEach((name, value) -> detail.put((String) name, value));
    detail.put("recording_duration_ms", millis);
    return detail;
  }
}
