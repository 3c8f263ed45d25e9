package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of stream sessions, including the current one. */
public final class StreamSessions implements Handler.Group {
  private static final int PAGE_SIZE = 100;

  private final Account account;
  private final StreamEvents events;
  private final StreamRecording recording;

  public StreamSessions(Account account) {
    this.account = account;
    this.events = new StreamEvents(account);
    this.recording = new StreamRecording(account, events);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "GetStreamSession" -> this::get;
      case "ListStreamSessions" -> this::list;
      default -> null;
    };
  }

  /** Begins the session of a broadcast, with the channel's settings at that time. */
  void begin(Resource channel, String streamId, IngestProperties ingest, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("streamId", streamId);
    attributes.put("startTime", Account.timestamp(now));
    attributes.put("channel", channel.attributes());
    attributes.putAll(ingest.attributes());
    attributes.put(StreamEvents.HAS_ERROR, false);
    events.state(attributes, "Session Created", Map.of(), now);
    events.state(attributes, "Stream Start", Map.of(), now);
    account.create(
        ResourceType.STREAM_SESSION,
        StreamEvents.key(channel.key(), streamId),
        channel.key(),
        attributes,
        now);
    recording.begin(channel, streamId, now);
  }

  /** Ends the session of a broadcast with an event. */
  void end(Resource stream, String name, Map<String, ?> more, Instant now) {
    change(
        stream,
        now,
        session -> {
          session.put("endTime", Account.timestamp(now));
          events.state(session, name, more, now);
          events.state(session, "Session Ended", Map.of(), now);
        });
    recording.pause(stream.key(), now);
  }

  /** Changes the session of a stream. */
  public void change(Resource stream, Instant now, Consumer<Map<String, Object>> change) {
    events.change(stream.key(), (String) stream.attribute("streamId"), now, change);
  }

  public StreamEvents events() {
    return events;
  }

  public StreamRecording recording() {
    return recording;
  }

  private Map<String, Object> get(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("channelArn"));
    String streamId = call.text("streamId", "");
    Optional<Resource> session =
        streamId.isEmpty()
            ? account.store().childrenOf(channel.key()).stream()
                .filter(child -> child.type() == ResourceType.STREAM_SESSION)
                .max(Comparator.comparingLong(Resource::order))
            : account
                .store()
                .find(ResourceType.STREAM_SESSION, StreamEvents.key(channel.key(), streamId));
    return Map.of(
        "streamSession",
        session
            .orElseThrow(() -> ApiException.notFound(streamId.isEmpty() ? channel.key() : streamId))
            .attributes());
  }

  private Map<String, Object> list(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("channelArn"));
    return Page.of(
        call,
        "streamSessions",
        account
            .store()
            .list(ResourceType.STREAM_SESSION, call.asOf())
            .filter(session -> channel.key().equals(session.parent())),
        Page.Order.LATEST,
        PAGE_SIZE);
  }
}
