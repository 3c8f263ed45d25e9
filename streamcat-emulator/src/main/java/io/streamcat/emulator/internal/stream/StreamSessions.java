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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations of stream sessions, including the current one. */
public final class StreamSessions {
  private static final int PAGE_SIZE = 100;

  /** Video settings of the simulated encoder, in the form that OBS sends. */
  private static final Map<String, Object> VIDEO =
      Map.ofEntries(
          Map.entry("codec", "avc1.4D401F"),
          Map.entry("encoder", "obs-output module"),
          Map.entry("profile", "Main"),
          Map.entry("avcProfile", "Main"),
          Map.entry("level", "3.1"),
          Map.entry("avcLevel", "3.1"),
          Map.entry("targetBitrate", 2_500_000),
          Map.entry("targetFramerate", 30),
          Map.entry("videoWidth", 1280),
          Map.entry("videoHeight", 720),
          Map.entry("track", "Track0"));

  private static final Map<String, Object> AUDIO =
      Map.of(
          "codec", "mp4a.40.2",
          "targetBitrate", 160_000,
          "sampleRate", 48_000,
          "channels", 2,
          "track", "Track0");

  private final Account account;
  private final StreamEvents events;
  private final StreamRecording recording;

  public StreamSessions(Account account) {
    this.account = account;
    this.events = new StreamEvents(account);
    this.recording = new StreamRecording(account, events);
  }

  public void register(Handler.Registry registry) {
    registry.add("GetStreamSession", this::get);
    registry.add("ListStreamSessions", this::list);
  }

  /** Begins the session of a broadcast, with the channel's settings at that time. */
  void begin(Resource channel, String streamId, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("streamId", streamId);
    attributes.put("startTime", Account.timestamp(now));
    attributes.put("channel", channel.attributes());
    attributes.put("ingestConfiguration", Map.of("video", VIDEO, "audio", AUDIO));
    attributes.put(
        "ingestConfigurations",
        Map.of("videoConfigurations", List.of(VIDEO), "audioConfigurations", List.of(AUDIO)));
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
