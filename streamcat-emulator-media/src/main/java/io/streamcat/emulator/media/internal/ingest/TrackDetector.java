package io.streamcat.emulator.media.internal.ingest;

import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.MediaException;
import io.streamcat.emulator.media.internal.codec.MediaSink;
import io.streamcat.emulator.media.internal.codec.Sample;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision about the tracks of an encoder. Samples wait until both tracks are known, or for a
 * second if the encoder has only one. Not thread safe.
 */
final class TrackDetector implements MediaSink {
  private static final long PATIENCE_MILLIS = 1000;
  private static final int MOST_WAITING_BYTES = 8 << 20;

  private final Opener opener;
  private final List<Waiting> waiting = new ArrayList<>();
  private int waitingBytes;
  private @Nullable AvcConfig video;
  private @Nullable AacConfig audio;
  private @Nullable MediaSink target;

  /** A sample that waits for the decision. */
  private record Waiting(boolean isVideo, Sample sample) {}

  /** A function that opens the target of the samples. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the target.
     *
     * @throws MediaException if the encoder is rejected
     */
    MediaSink open(Tracks tracks) throws MediaException;
  }

  TrackDetector(Opener opener) {
    this.opener = opener;
  }

  @Override
  public void videoConfig(AvcConfig config) throws MediaException {
    video = config;
    if (target != null) {
      target.videoConfig(config);
    }
  }

  @Override
  public void audioConfig(AacConfig config) throws MediaException {
    audio = config;
    if (target != null) {
      target.audioConfig(config);
    }
  }

  @Override
  public void video(Sample sample) throws MediaException {
    if (target == null) {
      await(new Waiting(true, sample));
    } else {
      target.video(sample);
    }
  }

  @Override
  public void audio(Sample sample) throws MediaException {
    if (target == null) {
      await(new Waiting(false, sample));
    } else {
      target.audio(sample);
    }
  }

  private void await(Waiting sample) throws MediaException {
    waiting.add(sample);
    waitingBytes += sample.sample().data().length;
    long waited = sample.sample().millis() - waiting.get(0).sample().millis();
    if ((video == null || audio == null)
        && waited < PATIENCE_MILLIS
        && waitingBytes < MOST_WAITING_BYTES) {
      return;
    }
    MediaSink opened = opener.open(new Tracks(video, audio));
    target = opened;
    for (Waiting one : waiting) {
      if (one.isVideo()) {
        opened.video(one.sample());
      } else {
        opened.audio(one.sample());
      }
    }
    waiting.clear();
  }
}
