package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stream operations, and what an encoder does: starting and ending a broadcast. */
final class Streams {
  private static final int PAGE_SIZE = 100;
  private static final int MAX_METADATA_BYTES = 1024;

  private final Account account;
  private final StreamSessions sessions;
  private final Duration endDelay;
  private final Map<String, Instant> endings = new HashMap<>();

  Streams(Account account, StreamSessions sessions, Duration endDelay) {
    this.account = account;
    this.sessions = sessions;
    this.endDelay = endDelay;
  }

  void register(Handler.Registry registry) {
    registry.add("GetStream", this::get);
    registry.add("ListStreams", this::list);
    registry.add("StopStream", this::stop);
    registry.add("PutMetadata", this::putMetadata);
  }

  boolean isLive(String channelArn) {
    return account.store().find(ResourceType.STREAM, channelArn).isPresent();
  }

  /** Starts a broadcast; a channel that is live already, and not about to end, stays as it is. */
  void start(Resource channel, Instant now) {
    if (isLive(channel.key()) && !endings.containsKey(channel.key())) {
      return;
    }
    end(channel.key(), now);
    String streamId = "st-" + account.ids().alphanumeric(23);
    Map<String, Object> attributes =
        Map.of(
            "channelArn",
            channel.key(),
            "streamId",
            streamId,
            "playbackUrl",
            channel.attribute("playbackUrl"),
            "startTime",
            Account.timestamp(now),
            "state",
            "LIVE",
            "health",
            "HEALTHY",
            "viewerCount",
            0);
    account.create(ResourceType.STREAM, channel.key(), null, attributes, now);
    sessions.begin(channel, streamId, now);
  }

  /** Ends a broadcast at once, if there is one. */
  void end(String channelArn, Instant now) {
    end(channelArn, "Stream End", Map.of(), now);
  }

  /** Ends a broadcast at once, if there is one, and tells how. */
  void end(String channelArn, String name, Map<String, ?> more, Instant now) {
    endings.remove(channelArn);
    account
        .store()
        .find(ResourceType.STREAM, channelArn)
        .ifPresent(
            stream -> {
              sessions.end(stream, name, more, now);
              account.store().remove(stream, now);
            });
  }

  /** Ends the broadcasts whose time has come; called before anything else looks. */
  void settle(Instant now) {
    if (endings.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Instant> ending : Map.copyOf(endings).entrySet()) {
      if (!ending.getValue().isAfter(now)) {
        end(ending.getKey(), ending.getValue());
      }
    }
  }

  /** Changes the health of a stream. */
  void changeHealth(Resource stream, String health, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(stream.attributes());
    attributes.put("health", health);
    account.update(stream, attributes, now);
  }

  /** Forgets pending endings and failures, when everything is forgotten. */
  void clear() {
    endings.clear();
    sessions.recording().clear();
  }

  private Map<String, Object> get(Call call) {
    return Map.of("stream", live(call).attributes());
  }

  private Map<String, Object> list(Call call) {
    Object health = call.get("filterBy") instanceof Map<?, ?> filter ? filter.get("health") : null;
    return Page.of(
        call,
        "streams",
        account
            .store()
            .list(ResourceType.STREAM, call.asOf())
            .filter(stream -> health == null || health.equals(stream.attribute("health"))),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private Map<String, Object> stop(Call call) {
    Resource stream = live(call);
    if (endDelay.isZero()) {
      end(stream.key(), call.now());
    } else {
      endings.putIfAbsent(stream.key(), call.now().plus(endDelay));
    }
    return Map.of();
  }

  private Map<String, Object> putMetadata(Call call) {
    if (call.text("metadata").getBytes(StandardCharsets.UTF_8).length > MAX_METADATA_BYTES) {
      throw ApiException.invalid("metadata", "must have at most 1024 bytes");
    }
    live(call);
    return Map.of();
  }

  /** Finds the stream of the channel that a call names, or refuses the call. */
  Resource live(Call call) {
    return live(call.text("channelArn"));
  }

  /** Finds the stream of a channel, or refuses the request. */
  Resource live(String channelArn) {
    Resource channel = account.require(ResourceType.CHANNEL, channelArn);
    return account
        .store()
        .find(ResourceType.STREAM, channel.key())
        .orElseThrow(
            () -> new ApiException("ChannelNotBroadcasting", "The channel is not broadcasting"));
  }
}
