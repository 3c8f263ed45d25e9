package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Due;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The stream operations, and the start and end of a broadcast by an encoder. */
public final class Streams implements Handler.Group {
  private static final int PAGE_SIZE = 100;
  private static final int MAX_METADATA_BYTES = 1024;

  private final Account account;
  private final StreamSessions sessions;
  private final Duration endDelay;
  private final List<BiConsumer<String, String>> metadataListeners = new CopyOnWriteArrayList<>();

  public Streams(Account account, StreamSessions sessions, Duration endDelay) {
    this.account = account;
    this.sessions = sessions;
    this.endDelay = endDelay;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "GetStream" -> this::get;
      case "ListStreams" -> this::list;
      case "StopStream" -> this::stop;
      case "PutMetadata" -> this::putMetadata;
      default -> null;
    };
  }

  public boolean isLive(String channelArn) {
    return find(channelArn).isPresent();
  }

  private Optional<Resource> find(String channelArn) {
    return account.store().find(ResourceType.STREAM, channelArn);
  }

  /** Starts a broadcast; a live channel does not change unless its stream is about to end. */
  public void start(Resource channel, Instant now) {
    start(channel, IngestProperties.SIMULATED, now);
  }

  /** Starts a broadcast of an encoder with the given properties. */
  public void start(Resource channel, IngestProperties ingest, Instant now) {
    if (find(channel.key()).filter(stream -> !Due.isSet(stream)).isPresent()) {
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
    sessions.begin(channel, streamId, ingest, now);
  }

  /** Ends a broadcast immediately, if there is one. */
  public void end(String channelArn, Instant now) {
    end(channelArn, "Stream End", Map.of(), now);
  }

  /** Ends a broadcast immediately with an event, if there is one. */
  public void end(String channelArn, String name, Map<String, ?> more, Instant now) {
    find(channelArn)
        .ifPresent(
            stream -> {
              sessions.end(stream, name, more, now);
              account.store().remove(stream, now);
            });
  }

  /** Ends the paused recording of a channel. */
  public void endRecording(Resource channel, Instant now) {
    sessions.recording().end(channel, now);
  }

  /** Ends the broadcasts whose end is due. Called before any other work. */
  public void settle(Instant now) {
    Due.settle(account, ResourceType.STREAM, now, (stream, end) -> end(stream.key(), end));
  }

  /** Changes the health of a stream. */
  public void changeHealth(Resource stream, String health, Instant now) {
    account.change(stream, Map.of("health", health), now);
  }

  /** Sets the number of viewers of a stream. */
  public void changeViewers(Resource stream, long count, Instant now) {
    account.change(stream, Map.of("viewerCount", count), now);
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
    } else if (!Due.isSet(stream)) {
      account.change(stream, Due.at(call.now().plus(endDelay)), call.now());
    }
    return Map.of();
  }

  private Map<String, Object> putMetadata(Call call) {
    String metadata = call.text("metadata");
    if (metadata.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA_BYTES) {
      throw ApiException.invalid("metadata", "must have at most 1024 bytes");
    }
    String channelArn = live(call).key();
    metadataListeners.forEach(listener -> listener.accept(channelArn, metadata));
    return Map.of();
  }

  /** Registers a listener for the timed metadata of live channels, by the channel's ARN. */
  public void onMetadata(BiConsumer<String, String> listener) {
    metadataListeners.add(listener);
  }

  /** Returns the stream of the channel that a call names, or rejects the call. */
  public Resource live(Call call) {
    return live(call.text("channelArn"));
  }

  /** Returns the stream of a channel, or rejects the request. */
  public Resource live(String channelArn) {
    Resource channel = account.require(ResourceType.CHANNEL, channelArn);
    return find(channel.key())
        .orElseThrow(
            () -> new ApiException("ChannelNotBroadcasting", "The channel is not broadcasting"));
  }
}
