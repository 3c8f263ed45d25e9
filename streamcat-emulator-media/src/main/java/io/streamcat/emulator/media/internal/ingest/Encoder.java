package io.streamcat.emulator.media.internal.ingest;

import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.FlvDemuxer;
import io.streamcat.emulator.media.internal.codec.MediaException;
import io.streamcat.emulator.media.internal.codec.MediaSink;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Packager;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import io.streamcat.emulator.media.internal.rtmp.IngestServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an encoder. Its thread delivers the media; {@link #check} is called regularly
 * by another one.
 */
final class Encoder implements IngestServer.ClosingSession {
  private static final long PUBLISH_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STARVATION_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Encoders encoders;
  private final Closeable connection;
  private final FlvDemuxer demuxer = new FlvDemuxer(new TrackDetector(this::open));
  private final Meter meter = new Meter();
  private final long connectedAt;
  private volatile long lastMedia;
  private volatile @Nullable StreamKey streamKey;
  private volatile @Nullable Resource channel;
  private volatile @Nullable Live live;
  private volatile boolean starving;
  private volatile boolean replaced;
  private Map<String, @Nullable Object> announced = Map.of();

  /**
   * The broadcast that an encoder feeds.
   *
   * @param broadcast the broadcast
   * @param packager the packager of its samples
   * @param video the video at its start, or null
   */
  record Live(Broadcast broadcast, Packager packager, @Nullable AvcConfig video) {}

  Encoder(Encoders encoders, Closeable connection, long now) {
    this.encoders = encoders;
    this.connection = connection;
    this.connectedAt = now;
    this.lastMedia = now;
  }

  @Override
  public Optional<String> publish(String name) {
    StreamKey key = StreamKey.parse(name);
    Optional<Resource> found = encoders.backend().channelOfKey(key.value());
    if (found.isEmpty()) {
      return Optional.of("The stream key is not valid");
    }
    streamKey = key;
    channel = found.get();
    Optional<String> rejection = encoders.claim(this, found.get().key(), key);
    if (rejection.isPresent()) {
      channel = null;
    }
    return rejection;
  }

  @Override
  public void properties(Map<String, @Nullable Object> properties) {
    announced = properties;
  }

  @Override
  public void video(int timestamp, byte[] body) throws IOException {
    received(body, true);
    demuxer.video(timestamp, body);
  }

  @Override
  public void audio(int timestamp, byte[] body) throws IOException {
    received(body, false);
    demuxer.audio(timestamp, body);
  }

  private void received(byte[] body, boolean isVideo) throws MediaException {
    if (replaced) {
      throw new MediaException("Another encoder has taken over the stream");
    }
    long now = encoders.nanos();
    lastMedia = now;
    meter.count(now, body.length, isVideo);
    Live current = live;
    if (starving && current != null) {
      starving = false;
      report(current, "Starvation End", "");
    }
  }

  void goLive(Live value) {
    live = value;
  }

  private MediaSink open(Tracks tracks) throws MediaException {
    Resource its = channel;
    if (its == null) {
      throw new MediaException("The connection has no channel");
    }
    Live opened = encoders.open(this, its, tracks, EncoderProperties.of(tracks, announced));
    AvcConfig video = tracks.video();
    if (video != null && video.width() * video.height() > Limits.MOST_PIXELS) {
      int pixels = video.width() * video.height();
      exceed(opened, Limits.RESOLUTION, Limits.MOST_PIXELS, pixels, "total pixels");
      throw new MediaException("The picture has more pixels than the channel allows");
    }
    return opened.packager();
  }

  /** Checks health, limits and the stream; ends the connection if it must end. */
  void check(long now) {
    Live current = live;
    if (current == null) {
      long since = channel == null ? connectedAt : lastMedia;
      if (now - since > PUBLISH_NANOS) {
        disconnect();
      }
      return;
    }
    String arn = current.broadcast().channelArn();
    boolean isCurrent =
        encoders.backend().streamId(arn).filter(current.broadcast().streamId()::equals).isPresent();
    if (!isCurrent || now - lastMedia > END_NANOS) {
      disconnect();
    } else if (now - lastMedia > STARVATION_NANOS) {
      if (!starving) {
        starving = true;
        report(current, "Starvation Start", "");
      }
    } else {
      checkBitrate(current, now);
    }
  }

  private void checkBitrate(Live current, long now) {
    Resource its = channel;
    if (its == null || !meter.isFull(now)) {
      return;
    }
    int limit = Limits.bitrate((String) its.attribute("type"), current.video());
    long bitrate = meter.bitrate(now);
    if (bitrate > limit) {
      int bits = (int) Math.min(bitrate, Integer.MAX_VALUE);
      exceed(current, Limits.BITRATE, limit, bits, "bits per second");
      disconnect();
    }
  }

  private void exceed(Live current, String name, int limit, int value, String unit) {
    encoders
        .backend()
        .exceed(
            current.broadcast().channelArn(),
            current.broadcast().streamId(),
            name,
            limit,
            value - limit,
            unit);
  }

  private void report(Live current, String name, String reason) {
    encoders
        .backend()
        .report(current.broadcast().channelArn(), current.broadcast().streamId(), name, reason);
  }

  /** Returns the broadcast, once it has started. */
  Optional<Live> live() {
    return Optional.ofNullable(live);
  }

  StreamKey streamKey() {
    StreamKey key = streamKey;
    return key == null ? StreamKey.NONE : key;
  }

  /** Returns the ARN of the channel, if the encoder has presented a valid key. */
  Optional<String> channelArn() {
    return Optional.ofNullable(channel).map(Resource::key);
  }

  Meter meter() {
    return meter;
  }

  /** Ends the connection, whose broadcast another encoder continues. */
  void replace() {
    replaced = true;
    disconnect();
  }

  boolean isReplaced() {
    return replaced;
  }

  private void disconnect() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A connection cannot be closed", e);
    }
  }

  @Override
  public void close() {
    encoders.closed(this);
  }
}
