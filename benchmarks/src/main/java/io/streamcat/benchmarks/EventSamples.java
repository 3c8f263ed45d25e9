package io.streamcat.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events of recorded streams with unique ids. Each stream has eight events; those of several
 * streams alternate, as in an account with many live channels.
 */
final class EventSamples {

  static final int EVENTS_A_STREAM = 8;

  private static final int LIVE_AT_ONCE = 50;
  private static final String ACCOUNT = "123456789012";

  private final AtomicLong ids = new AtomicLong();

  /** A present time: a broadcast that started days ago would not be live. */
  private final Instant firstStart = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final Random random = new Random(20200714);

  /** Returns the events of a number of streams. */
  List<String> events(int streams) {
    List<String> events = new ArrayList<>();
    List<Deque<String>> live = new ArrayList<>();
    for (int started = 0; started < streams || !live.isEmpty(); ) {
      if (started < streams && live.size() < LIVE_AT_ONCE) {
        live.add(stream(firstStart.plusSeconds(started++)));
      } else {
        Deque<String> one = live.get(random.nextInt(live.size()));
        events.add(one.remove());
        if (one.isEmpty()) {
          live.remove(one);
        }
      }
    }
    return events;
  }

  private Deque<String> stream(Instant start) {
    String id = Long.toString(ids.incrementAndGet());
    Instant end = start.plusSeconds(3600);
    Deque<String> events = new ArrayDeque<>();
    events.add(state(id, "Session Created", start));
    events.add(state(id, "Stream Start", start));
    events.add(recording(id, "Recording Start", 0, start));
    events.add(health(id, "Starvation Start", start.plusSeconds(600)));
    events.add(health(id, "Starvation End", start.plusSeconds(660)));
    events.add(state(id, "Stream End", end));
    events.add(recording(id, "Recording End", 3_600_000, end));
    events.add(state(id, "Session Ended", end));
    return events;
  }

  private String state(String id, String name, Instant time) {
    return event(id, "IVS Stream State Change", time, "\"event_name\":\"" + name + "\"");
  }

  private String health(String id, String name, Instant time) {
    return event(id, "IVS Stream Health Change", time, "\"event_name\":\"" + name + "\"");
  }

  private String recording(String id, String status, long millis, Instant time) {
    return event(
        id,
        "IVS Recording State Change",
        time,
        """
        "recording_status":"%s","recording_status_reason":"","recording_s3_bucket_name":"recordings",\
        "recording_s3_key_prefix":"ivs/v1/%s/channel-%s/2026/11/23/12/0/recording-%s",\
        "recording_duration_ms":%s,"recording_session_id":"session-%s",\
        "recording_session_stream_ids":["st-%s"]"""
            .formatted(status, ACCOUNT, id, id, millis, id, id));
  }

  private String event(String id, String type, Instant time, String detail) {
    return String.format(
        Locale.ROOT,
        """
    {"version":"0","id":"00000000-0000-0000-0000-%012d","detail-type":"%s","source":"aws.ivs",\
    "account":"%s","time":"%s","region":"us-east-1",\
    "resources":["arn:aws:ivs:us-east-1:%s:channel/channel-%s"],\
    "detail":{"channel_name":"channel-%s","stream_id":"st-%s",%s}}""",
        ids.incrementAndGet(),
        type,
        ACCOUNT,
        time,
        ACCOUNT,
        id,
        id,
        id,
        detail);
  }
}
