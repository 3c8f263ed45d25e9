package io.streamcat.emulator.media.internal.ingest;

import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.stream.IngestProperties;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.MediaException;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Packager;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import io.streamcat.emulator.media.internal.rtmp.IngestServer;
import java.io.Closeable;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All connected encoders, and the rule that each channel has one. An encoder with a higher priority
 * takes over. Thread safe.
 */
public final class Encoders {
  private final MediaBackend backend;
  private final Broadcast.Listener listener;
  private final LongSupplier nanoClock;
  private final Supplier<Instant> clock;
  private final Set<Encoder> all = new LinkedHashSet<>();
  private final Map<String, Encoder> byChannel = new HashMap<>();

  /**
   * The measured values of an encoder.
   *
   * @param bitrate the bits per second
   * @param frameRate the pictures per second
   */
  public record Measured(long bitrate, long frameRate) {}

  public Encoders(
      MediaBackend backend,
      Broadcast.Listener listener,
      LongSupplier nanoClock,
      Supplier<Instant> clock) {
    this.backend = backend;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.clock = clock;
  }

  /** Creates the session of a new connection. */
  public synchronized IngestServer.ClosingSession connect(Closeable connection) {
    Encoder encoder = new Encoder(this, connection, nanos());
    all.add(encoder);
    return encoder;
  }

  MediaBackend backend() {
    return backend;
  }

  long nanos() {
    return nanoClock.getAsLong();
  }

  /** Claims a channel for an encoder, and returns the reason for a rejection. */
  synchronized Optional<String> claim(Encoder encoder, String channelArn, StreamKey key) {
    Encoder other = byChannel.get(channelArn);
    if (other == null) {
      if (backend.streamId(channelArn).isPresent()) {
        return Optional.of("The channel is live already");
      }
      byChannel.put(channelArn, encoder);
      return Optional.empty();
    }
    if (key.priority() == 0) {
      return Optional.of("Another encoder uses the stream key");
    }
    if (key.priority() <= other.streamKey().priority()) {
      takeoverFails(other, "StreamTakeoverInvalidPriority");
      return Optional.of("The priority must be higher than that of the other encoder");
    }
    return Optional.empty();
  }

  private void takeoverFails(Encoder other, String code) {
    other
        .live()
        .ifPresent(
            live ->
                backend.report(
                    live.broadcast().channelArn(),
                    live.broadcast().streamId(),
                    "Stream Takeover Failure",
                    code));
  }

  /**
   * Starts the broadcast of an encoder, or takes over that of another one. It is found as soon as
   * its event is published.
   */
  synchronized Encoder.Live open(
      Encoder encoder, Resource channel, Tracks tracks, IngestProperties properties)
      throws MediaException {
    Encoder.Live live = begin(encoder, channel, tracks, properties);
    encoder.goLive(live);
    return live;
  }

  private Encoder.Live begin(
      Encoder encoder, Resource channel, Tracks tracks, IngestProperties properties)
      throws MediaException {
    Encoder other = byChannel.get(channel.key());
    if (other != null && other != encoder && other.live().isPresent()) {
      Encoder.Live live = other.live().get();
      if (!isSameKind(live.video(), tracks.video())) {
        takeoverFails(other, "StreamTakeoverMediaMismatch");
        throw new MediaException("The media differ from those of the other encoder");
      }
      byChannel.put(channel.key(), encoder);
      other.replace();
      live.packager().takeOver(tracks);
      backend.report(channel.key(), live.broadcast().streamId(), "Stream Takeover", "");
      return live;
    }
    if (other != null && other != encoder) {
      other.replace();
    }
    byChannel.put(channel.key(), encoder);
    String streamId =
        backend
            .start(channel.key(), properties)
            .orElseThrow(() -> new MediaException("The channel is gone, or live already"));
    Broadcast broadcast = new Broadcast(channel.key(), streamId, listener);
    return new Encoder.Live(broadcast, new Packager(tracks, broadcast, clock), tracks.video());
  }

  private static boolean isSameKind(@Nullable AvcConfig first, @Nullable AvcConfig second) {
    if (first == null || second == null) {
      return Objects.equals(first, second);
    }
    return first.width() == second.width() && first.height() == second.height();
  }

  /** Forgets a connection that has ended, and ends its broadcast. */
  void closed(Encoder encoder) {
    synchronized (this) {
      all.remove(encoder);
      encoder.channelArn().ifPresent(arn -> byChannel.remove(arn, encoder));
    }
    if (!encoder.isReplaced()) {
      encoder
          .live()
          .ifPresent(
              live -> {
                live.packager().flush();
                live.broadcast().end();
                backend.end(live.broadcast().channelArn(), live.broadcast().streamId());
              });
    }
  }

  /** Returns whether a channel has an encoder. */
  public synchronized boolean hasEncoder(String channelArn) {
    return byChannel.containsKey(channelArn);
  }

  /** Returns the broadcast of a channel's encoder. */
  public synchronized Optional<Broadcast> find(String channelArn) {
    return live(channelArn).map(Encoder.Live::broadcast);
  }

  private Optional<Encoder.Live> live(String channelArn) {
    return Optional.ofNullable(byChannel.get(channelArn)).flatMap(Encoder::live);
  }

  /** Returns the measured values of a channel's encoder. */
  public synchronized Optional<Measured> measured(String channelArn) {
    long now = nanos();
    return Optional.ofNullable(byChannel.get(channelArn))
        .map(Encoder::meter)
        .map(meter -> new Measured(meter.bitrate(now), meter.frameRate(now)));
  }

  /** Adds timed metadata to the broadcast of a channel's encoder. */
  public void text(String channelArn, String text) {
    Optional<Encoder.Live> live;
    synchronized (this) {
      live = live(channelArn);
    }
    live.ifPresent(its -> its.packager().text(text));
  }

  /** Adds the pending samples to the broadcast of a channel's encoder. */
  public void flush(String channelArn) {
    Optional<Encoder.Live> live;
    synchronized (this) {
      live = live(channelArn);
    }
    live.ifPresent(its -> its.packager().flush());
  }

  /** Checks the health and limits of all encoders. */
  public void check() {
    List<Encoder> connected;
    synchronized (this) {
      connected = List.copyOf(all);
    }
    long now = nanos();
    connected.forEach(encoder -> encoder.check(now));
  }
}
