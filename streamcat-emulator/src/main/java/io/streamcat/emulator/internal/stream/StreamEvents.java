package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The events of broadcasts, which are stored in the session and emitted. */
public final class StreamEvents {
  public static final String LIMIT_BREACH = "IVS Limit Breach";

  /** The attribute for a stream that has exceeded a limit or failed. */
  static final String HAS_ERROR = "hasErrorEvent";

  public static final String STREAM_FAILURE = "Stream Failure";

  private static final String EVENTS = "truncatedEvents";
  private static final int MOST_EVENTS = 500;

  private final Account account;

  StreamEvents(Account account) {
    this.account = account;
  }

  /** Returns the key of the session of a broadcast, which need not exist. */
  static String key(String channelArn, String streamId) {
    return channelArn + "/" + streamId;
  }

  /** Changes the session of a broadcast, unless it is forgotten. */
  void change(
      String channelArn, String streamId, Instant now, Consumer<Map<String, Object>> change) {
    account
        .store()
        .find(ResourceType.STREAM_SESSION, key(channelArn, streamId))
        .ifPresent(
            session -> {
              Map<String, Object> attributes = new LinkedHashMap<>(session.attributes());
              change.accept(attributes);
              account.update(session, attributes, now);
            });
  }

  /** Records a change of a stream's state. */
  public void state(Map<String, Object> session, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("event_name", name);
    detail.putAll(stream(session));
    detail.putAll(more);
    if (name.equals(STREAM_FAILURE)) {
      session.put(HAS_ERROR, true);
    }
    happened(session, "IVS Stream State Change", name, detail, now);
  }

  /** Records a change of a stream's health. */
  public void health(Map<String, Object> session, String name, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("event_name", name);
    detail.putAll(stream(session));
    happened(session, "IVS Stream Health Change", name, detail, now);
  }

  /** Records a limit that a stream has exceeded. */
  public void limitBreach(Map<String, Object> session, Map<String, ?> breach, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>(breach);
    detail.putAll(stream(session));
    session.put(HAS_ERROR, true);
    happened(session, LIMIT_BREACH, String.valueOf(breach.get("limit_name")), detail, now);
  }

  /** Records a change of a recording's state. */
  void recording(Map<String, Object> session, String status, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>(stream(session));
    detail.put("recording_status", status);
    detail.putAll(more);
    happened(session, "IVS Recording State Change", status, detail, now);
  }

  private static Map<String, Object> stream(Map<String, Object> session) {
    Map<String, Object> stream = new LinkedHashMap<>();
    stream.put("channel_name", channel(session).get("name"));
    stream.put("stream_id", session.get("streamId"));
    return stream;
  }

  private static Map<?, ?> channel(Map<String, Object> session) {
    return (Map<?, ?>) Objects.requireNonNull(session.get("channel"));
  }

  /** Adds an event before the others, of which the latest ones stay, as in AWS. */
  private void happened(
      Map<String, Object> session,
      String type,
      String name,
      Map<String, Object> detail,
      Instant now) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("type", type);
    event.put("eventTime", Account.timestamp(now));
    if (detail.get("code") instanceof String code) {
      event.put("code", code);
    }
    List<Object> events = new ArrayList<>();
    events.add(event);
    if (session.get(EVENTS) instanceof List<?> earlier) {
      events.addAll(earlier.subList(0, Math.min(earlier.size(), MOST_EVENTS - 1)));
    }
    session.put(EVENTS, List.copyOf(events));
    account.events().emit(type, List.of(String.valueOf(channel(session).get("arn"))), detail, now);
  }
}
