package io.streamcat.emulator.media.internal.hls;

import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.MediaSink;
import io.streamcat.emulator.media.internal.codec.Sample;
import io.streamcat.emulator.media.internal.mp4.Fragment;
import io.streamcat.emulator.media.internal.mp4.InitSegment;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The division of the tracks of an encoder into parts and segments. Nothing is transcoded. Thread
 * safe.
 */
public final class Packager implements MediaSink {
  /** The longest usual duration of a part. */
  static final double PART_TARGET_SECONDS = 0.5;

  private static final long PART_MILLIS = 300;
  private static final long SEGMENT_MILLIS = 1000;
  private static final long AUDIO_SEGMENT_MILLIS = 2000;

  /** A segment ends after this time also without a key frame. */
  private static final long MOST_SEGMENT_MILLIS = 10_000;

  private static final long USUAL_FRAME_MILLIS = 33;
  private static final int UNITS_PER_MILLI = Tracks.VIDEO_TIMESCALE / 1000;
  private static final int SAMPLES_PER_BLOCK = 1024;
  private static final double MOST_DRIFT_SECONDS = 0.1;
  private static final int MOST_TEXTS = 1000;

  /** Limits for encoders whose timestamps do not advance. */
  private static final int MOST_PART_BYTES = 8 << 20;

  private static final int MOST_SEGMENT_BYTES = 24 << 20;
  private static final int MOST_PART_SAMPLES = 2000;

  private final Broadcast out;
  private final Supplier<Instant> clock;
  private Tracks tracks;
  private int fragments;
  private int texts;
  private long offset;
  private long lastMillis;

  private final List<Fragment.Item> video = new ArrayList<>();
  private final List<Fragment.Item> audio = new ArrayList<>();
  private final List<Fragment.TimedText> waitingTexts = new ArrayList<>();
  private @Nullable Sample held;
  private long videoStart;
  private long audioStart;
  private long nextAudio = -1;
  private long partStart;
  private long segmentStart;
  private @Nullable Instant newSegment;
  private int partBytes;
  private int segmentBytes;

  /**
   * Creates a packager.
   *
   * @param clock the clock for the arrival of samples
   */
  public Packager(Tracks tracks, Broadcast out, Supplier<Instant> clock) {
    this.tracks = tracks;
    this.out = out;
    this.clock = clock;
    out.tracks(tracks, InitSegment.of(tracks));
  }

  @Override
  public synchronized void videoConfig(AvcConfig config) {
    if (!config.equals(tracks.video())) {
      change(new Tracks(config, tracks.audio()));
    }
  }

  @Override
  public synchronized void audioConfig(AacConfig config) {
    if (!config.equals(tracks.audio())) {
      change(new Tracks(tracks.video(), config));
    }
  }

  private void change(Tracks changed) {
    flush();
    nextAudio = -1;
    tracks = changed;
    out.tracks(changed, InitSegment.of(changed));
  }

  /** Continues with the samples of another encoder, whose times start at 0. */
  public synchronized void takeOver(Tracks others) {
    change(others);
    offset = lastMillis + USUAL_FRAME_MILLIS;
  }

  @Override
  public synchronized void video(Sample sample) {
    Sample next = shifted(sample);
    Sample before = held;
    if (before == null) {
      if (next.isKey()) {
        hold(next);
      }
      return;
    }
    add(before, next.millis() - before.millis());
    boolean starts = next.isKey() && next.millis() - segmentStart >= SEGMENT_MILLIS;
    if (starts || next.millis() - segmentStart >= MOST_SEGMENT_MILLIS) {
      close(next.millis(), true);
    } else if (next.millis() - partStart >= PART_MILLIS) {
      close(next.millis(), false);
    }
    hold(next);
  }

  private Sample shifted(Sample sample) {
    long millis = sample.millis() + offset;
    lastMillis = Math.max(lastMillis, millis);
    return new Sample(millis, sample.compositionMillis(), sample.isKey(), sample.data());
  }

  private void hold(Sample sample) {
    if (video.isEmpty() && held == null && audio.isEmpty()) {
      begin(sample.millis());
    }
    if (newSegment == null && video.isEmpty() && sample.millis() == segmentStart) {
      newSegment = clock.get();
    }
    held = sample;
  }

  private void begin(long millis) {
    partStart = millis;
    segmentStart = millis;
    newSegment = clock.get();
  }

  private void add(Sample sample, long millis) {
    if (video.isEmpty()) {
      videoStart = sample.millis() * UNITS_PER_MILLI;
    }
    video.add(
        new Fragment.Item(
            Math.max(1, millis * UNITS_PER_MILLI),
            sample.compositionMillis() * UNITS_PER_MILLI,
            sample.isKey(),
            sample.data()));
    count(sample);
  }

  private void count(Sample sample) {
    partBytes += sample.data().length;
    if (partBytes > MOST_PART_BYTES || video.size() + audio.size() > MOST_PART_SAMPLES) {
      close(sample.millis(), segmentBytes > MOST_SEGMENT_BYTES);
    }
  }

  @Override
  public synchronized void audio(Sample sample) {
    AacConfig config = tracks.audio();
    if (config == null || (tracks.video() != null && held == null)) {
      return;
    }
    Sample next = shifted(sample);
    if (tracks.video() == null) {
      cutAudio(next.millis());
    }
    long actual = next.millis() * config.sampleRate() / 1000;
    boolean drifts = Math.abs(actual - nextAudio) > MOST_DRIFT_SECONDS * config.sampleRate();
    if (nextAudio < 0 || (drifts && (audio.isEmpty() || actual > nextAudio))) {
      closeGap(actual);
      nextAudio = actual;
    }
    if (audio.isEmpty()) {
      audioStart = nextAudio;
    }
    audio.add(new Fragment.Item(SAMPLES_PER_BLOCK, 0, true, next.data()));
    nextAudio += SAMPLES_PER_BLOCK;
    count(next);
  }

  /** Extends the last block, because the blocks of a fragment follow each other without gaps. */
  private void closeGap(long actual) {
    if (!audio.isEmpty()) {
      int last = audio.size() - 1;
      Fragment.Item block = audio.get(last);
      long duration = block.duration() + actual - nextAudio;
      audio.set(last, new Fragment.Item(duration, 0, true, block.data()));
    }
  }

  private void cutAudio(long millis) {
    if (audio.isEmpty() && nextAudio < 0) {
      begin(millis);
    } else if (millis - segmentStart >= AUDIO_SEGMENT_MILLIS) {
      close(millis, true);
      newSegment = clock.get();
    } else if (millis - partStart >= PART_MILLIS) {
      close(millis, false);
    }
  }

  /**
   * Adds a text at the current time of the broadcast. Texts are dropped when a thousand wait for a
   * part.
   */
  public synchronized void text(String text) {
    if (waitingTexts.size() < MOST_TEXTS) {
      waitingTexts.add(new Fragment.TimedText(++texts, lastMillis, text));
    }
  }

  /** Adds everything that waits for further samples. The next sample starts a segment. */
  public synchronized void flush() {
    if (held != null) {
      add(held, USUAL_FRAME_MILLIS);
      held = null;
    }
    close(Math.max(lastMillis, partStart) + USUAL_FRAME_MILLIS, true);
  }

  private void close(long end, boolean endsSegment) {
    if (video.isEmpty() && audio.isEmpty()) {
      return;
    }
    byte[] bytes =
        Fragment.of(
            ++fragments,
            new Fragment.Run(videoStart, video),
            new Fragment.Run(audioStart, audio),
            waitingTexts);
    boolean independent = video.isEmpty() || video.get(0).isKey();
    out.add(new Part(bytes, (end - partStart) / 1000.0, independent), newSegment, endsSegment);
    video.clear();
    audio.clear();
    waitingTexts.clear();
    newSegment = null;
    partStart = end;
    segmentBytes += partBytes;
    partBytes = 0;
    if (endsSegment) {
      segmentStart = end;
      segmentBytes = 0;
    }
  }
}
