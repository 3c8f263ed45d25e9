package io.streamcat.emulator.media.internal.hls;

import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The latest segments of one stream of a channel, for players. Thread safe. */
public final class Broadcast {
  private static final int MOST_SEGMENTS = 8;
  private static final int MOST_BYTES = 64 << 20;

  private final String channelArn;
  private final String streamId;
  private final Listener listener;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Map<Integer, byte[]> inits = new LinkedHashMap<>();
  private @Nullable Tracks tracks;
  private int init = -1;
  private long nextNumber;
  private long discontinuities;
  private double longestSeconds = 1;
  private boolean changed;
  private boolean ended;

  /** A listener for what can be recorded. Called within a lock, so it must not block. */
  public interface Listener {
    /** A listener that ignores everything. */
    Listener NONE =
        new Listener() {
          @Override
          public void init(Broadcast broadcast, int number, Tracks tracks, byte[] bytes) {}

          @Override
          public void segment(Broadcast broadcast, Segment segment) {}
        };

    void init(Broadcast broadcast, int number, Tracks tracks, byte[] bytes);

    void segment(Broadcast broadcast, Segment segment);
  }

  public Broadcast(String channelArn, String streamId, Listener listener) {
    this.channelArn = channelArn;
    this.streamId = streamId;
    this.listener = listener;
  }

  public String channelArn() {
    return channelArn;
  }

  public String streamId() {
    return streamId;
  }

  /** Sets the tracks of the segments that follow. */
  synchronized void tracks(Tracks newTracks, byte[] bytes) {
    tracks = newTracks;
    init++;
    changed = init > 0;
    inits.put(init, bytes);
    listener.init(this, init, newTracks, bytes);
  }

  /**
   * Adds a part.
   *
   * @param start the arrival time of its first sample if it starts a segment, else null
   * @param endsSegment whether it is the last one of its segment
   */
  synchronized void add(Part part, @Nullable Instant start, boolean endsSegment) {
    if (ended) {
      return;
    }
    Segment last = segments.peekLast();
    if (last == null || last.isComplete()) {
      last =
          new Segment(
              nextNumber++, init, changed, Objects.requireNonNullElse(start, Instant.EPOCH));
      changed = false;
      segments.addLast(last);
    }
    last.add(part);
    if (endsSegment) {
      last.complete();
      longestSeconds = Math.max(longestSeconds, last.seconds());
      listener.segment(this, last);
    }
    trim();
    notifyAll();
  }

  private void trim() {
    int bytes = segments.stream().mapToInt(Segment::size).sum();
    while (segments.size() > MOST_SEGMENTS || (bytes > MOST_BYTES && segments.size() > 1)) {
      Segment removed = segments.removeFirst();
      bytes -= removed.size();
      if (removed.isDiscontinuous()) {
        discontinuities++;
      }
    }
    int oldest = Objects.requireNonNull(segments.peekFirst()).init();
    inits.keySet().removeIf(number -> number < oldest);
  }

  /** Ends the broadcast: players get no further segments. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  public synchronized boolean isEnded() {
    return ended;
  }

  /**
   * Waits until a part exists, or the broadcast has ended.
   *
   * @param number the number of the segment
   * @param part the number of the part, or -1 for the whole segment
   * @return whether that happened in time
   */
  synchronized boolean await(long number, int part, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!ended && !exists(number, part)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private boolean exists(long number, int part) {
    Segment last = segments.peekLast();
    if (last == null || last.number() < number) {
      return false;
    }
    return last.number() > number || last.isComplete() || (part >= 0 && last.parts().size() > part);
  }

  /** Returns the number of the segment that players wait for at most. */
  synchronized long nextNumber() {
    return nextNumber;
  }

  synchronized Optional<byte[]> init(int number) {
    return Optional.ofNullable(inits.get(number));
  }

  /** Returns the bytes of a complete segment. */
  synchronized Optional<byte[]> segment(long number) {
    return find(number).filter(Segment::isComplete).map(Segment::bytes);
  }

  synchronized Optional<byte[]> part(long number, int part) {
    return find(number)
        .filter(segment -> part >= 0 && part < segment.parts().size())
        .map(segment -> segment.parts().get(part).bytes());
  }

  private Optional<Segment> find(long number) {
    return segments.stream().filter(segment -> segment.number() == number).findFirst();
  }

  /** Returns the tracks, once they are known. */
  public synchronized Optional<Tracks> tracks() {
    return Optional.ofNullable(tracks);
  }

  /** Returns the media playlist. */
  synchronized String playlist() {
    return Playlists.media(
        List.copyOf(segments), nextNumber, discontinuities, longestSeconds, ended);
  }

  /** Returns the bits per second of the stored segments, at least 1. */
  synchronized long bitrate() {
    double seconds = segments.stream().mapToDouble(Segment::seconds).sum();
    long bits = 8L * segments.stream().mapToLong(Segment::size).sum();
    return seconds == 0 ? 1 : Math.max(1, Math.round(bits / seconds));
  }
}
