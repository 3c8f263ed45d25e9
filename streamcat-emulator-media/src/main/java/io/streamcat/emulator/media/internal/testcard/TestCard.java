package io.streamcat.emulator.media.internal.testcard;

import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.FlvDemuxer;
import io.streamcat.emulator.media.internal.codec.FlvFile;
import io.streamcat.emulator.media.internal.codec.MediaException;
import io.streamcat.emulator.media.internal.codec.MediaSink;
import io.streamcat.emulator.media.internal.codec.Sample;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shipped loop of colour bars with a tone. Immutable. */
final class TestCard {
  private static final String RESOURCE = "testcard.flv";

  private final Tracks tracks;
  private final List<Item> items;
  private final long loopMillis;

  /** A sample of one of the tracks. */
  record Item(boolean isVideo, Sample sample) {}

  /** The only instance, which is read when it is first needed. */
  private static final class Holder {
    static final TestCard CARD = load();
  }

  private TestCard(Tracks tracks, List<Item> items, long loopMillis) {
    this.tracks = tracks;
    this.items = items;
    this.loopMillis = loopMillis;
  }

  static TestCard get() {
    return Holder.CARD;
  }

  private static TestCard load() {
    try (InputStream in = TestCard.class.getResourceAsStream(RESOURCE)) {
      Collector collector = new Collector();
      FlvDemuxer demuxer = new FlvDemuxer(collector);
      for (FlvFile.Tag tag : FlvFile.read(Objects.requireNonNull(in, RESOURCE).readAllBytes())) {
        if (tag.isVideo()) {
          demuxer.video(tag.millis(), tag.body());
        } else {
          demuxer.audio(tag.millis(), tag.body());
        }
      }
      return collector.card();
    } catch (IOException e) {
      throw new UncheckedIOException("The test card cannot be read", e);
    }
  }

  Tracks tracks() {
    return tracks;
  }

  /** Returns the samples of one loop, by time. */
  List<Item> items() {
    return items;
  }

  long loopMillis() {
    return loopMillis;
  }

  /** A collector of the tracks and samples of the file. */
  private static final class Collector implements MediaSink {
    private final List<Item> items = new ArrayList<>();
    private @Nullable AvcConfig video;
    private @Nullable AacConfig audio;
    private long frames;
    private long lastFrame;

    @Override
    public void videoConfig(AvcConfig config) {
      video = config;
    }

    @Override
    public void audioConfig(AacConfig config) {
      audio = config;
    }

    @Override
    public void video(Sample sample) {
      items.add(new Item(true, sample));
      frames++;
      lastFrame = sample.millis();
    }

    @Override
    public void audio(Sample sample) {
      items.add(new Item(false, sample));
    }

    private TestCard card() throws MediaException {
      if (frames < 2) {
        throw new MediaException("The test card has no pictures");
      }
      long loop = Math.round(lastFrame * (double) frames / (frames - 1));
      // The encoder of the tone rounds up to whole blocks, which would overlap with the next loop.
      List<Item> fitting = items.stream().filter(item -> item.sample().millis() < loop).toList();
      return new TestCard(new Tracks(video, audio), fitting, loop);
    }
  }
}
