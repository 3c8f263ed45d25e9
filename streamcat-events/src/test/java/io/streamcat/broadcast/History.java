package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.SampleEvents;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** A history of a channel and a stage, as events and as AWS's responses. */
final class History {

  private final Random random;
  private final List<IvsEvent> events = new ArrayList<>();
  private final Map<String, List<StreamSession.Event>> sessions = new LinkedHashMap<>();
  private Instant now = NOW;

  /** Creates consecutive random broadcasts, the last of which may still be live. */
  History(long seed, int broadcasts) {
    random = new Random(seed);
    for (int i = 0; i < broadcasts; i++) {
      broadcast("st-" + i, i == broadcasts - 1 && random.nextBoolean());
    }
    participants();
  }

  private void broadcast(String streamId, boolean live) {
    happen(streamId, "Session Created", "");
    if (!live && random.nextInt(5) == 0) {
      happen(streamId, "Stream Failure", "\"reason\": \"Transcode capacity exceeded.\"");
      happen(streamId, "Session Ended", "");
      return;
    }
    happen(streamId, "Stream Start", "");
    boolean recorded = random.nextBoolean();
    if (recorded) {
      record(streamId, "Recording Start", 0);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      happen(streamId, "Starvation Start", "");
      happen(streamId, "Starvation End", "");
    }
    if (random.nextInt(4) == 0) {
      happen(streamId, "Stream Takeover", "");
    }
    if (live) {
      return;
    }
    boolean encoderFirst = random.nextBoolean();
    String code = random.nextInt(4) == 0 ? "\"code\": \"MultitrackInputNotAllowed\"" : "";
    happen(streamId, encoderFirst ? "Session Ended" : "Stream End", encoderFirst ? code : "");
    happen(streamId, encoderFirst ? "Stream End" : "Session Ended", encoderFirst ? "" : code);
    if (recorded) {
      record(streamId, random.nextInt(5) == 0 ? "Recording End Failure" : "Recording End", 61_500);
    }
  }

  private void happen(String streamId, String name, String more) {
    // Two events may happen within the same second.
    now = now.plusSeconds(random.nextInt(3) * 7L);
    boolean health = name.startsWith("Starvation");
    events.add(
        SampleEvents.event(
            health ? "IVS Stream Health Change" : "IVS Stream State Change",
            CHANNEL,
            now,
            "{\"event_name\": \"%s\", \"stream_id\": \"%s\"%s}"
                .formatted(name, streamId, more.isEmpty() ? "" : ", " + more)));
    remember(streamId, name, more.contains("code") ? "MultitrackInputNotAllowed" : "");
  }

  private void record(String streamId, String status, long millis) {
    now = now.plusSeconds(random.nextInt(3) * 7L);
    events.add(
        SampleEvents.event(
            "IVS Recording State Change",
            CHANNEL,
            now,
            """
            {"recording_status": "%s", "stream_id": "%s", "recording_s3_bucket_name": "recordings",
             "recording_s3_key_prefix": "ivs/v1/%s", "recording_duration_ms": %d}\
            """
                .formatted(status, streamId, streamId, millis)));
    remember(streamId, status, "");
  }

  /** Stores an event as AWS reports it: with fractions of a second, latest first. */
  private void remember(String streamId, String name, String code) {
    sessions
        .computeIfAbsent(streamId, id -> new ArrayList<>())
        .add(0, new StreamSession.Event(name, now.plusMillis(random.nextInt(1000)), code));
  }

  private void participants() {
    for (int i = random.nextInt(6); i > 0; i--) {
      now = now.plusSeconds(random.nextInt(3) * 7L);
      events.add(
          SampleEvents.event(
              "IVS Stage Update",
              STAGE,
              now,
              """
              {"session_id": "st-a", "participant_id": "p%d", "event_time": "%s",
               "event_name": "Participant %s"}\
              """
                  .formatted(
                      random.nextInt(2), now, random.nextBoolean() ? "Published" : "Unpublished")));
    }
  }

  List<IvsEvent> events() {
    return List.copyOf(events);
  }

  Instant end() {
    return now;
  }

  List<String> streamIds() {
    return List.copyOf(sessions.keySet());
  }

  private Optional<StreamSession> session(String streamId, Instant asOf) {
    List<StreamSession.Event> happened =
        sessions.get(streamId).stream()
            .filter(event -> event.at().isBefore(asOf.plusSeconds(1)))
            .toList();
    return happened.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StreamSession(
                streamId,
                at(happened, "Stream Start").orElse(null),
                at(happened, "Stream End|Stream Failure").orElse(null),
                happened));
  }

  private static Optional<Instant> at(List<StreamSession.Event> events, String names) {
    return events.stream()
        .filter(event -> event.name().matches(names))
        .map(StreamSession.Event::at)
        .max(Comparator.naturalOrder());
  }

  /** Returns AWS's responses at a time. */
  SessionSource aws(Supplier<Instant> time) {
    return (SessionSource)
        Proxy.newProxyInstance(
            SessionSource.class.getClassLoader(),
            new Class<?>[] {SessionSource.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "liveStreams" -> live(time.get());
                  case "streamSession" -> session((String) arguments[1], time.get());
                  case "streamSessions" -> List.copyOf(sessions.keySet());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Map<String, LiveStream> live(Instant asOf) {
    Map<String, LiveStream> live = new LinkedHashMap<>();
    for (String streamId : sessions.keySet()) {
      session(streamId, asOf)
          .filter(session -> session.startedAt() != null && session.endedAt() == null)
          .ifPresent(
              session ->
                  live.put(
                      CHANNEL,
                      new LiveStream(streamId, session.startedAt(), LiveStream.Health.UNKNOWN, 0)));
    }
    return live;
  }
}
