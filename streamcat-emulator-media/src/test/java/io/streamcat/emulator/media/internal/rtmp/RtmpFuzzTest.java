package io.streamcat.emulator.media.internal.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.media.TestMedia;
import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.codec.FlvDemuxer;
import io.streamcat.emulator.media.internal.codec.FlvFile;
import io.streamcat.emulator.media.internal.codec.MediaSink;
import io.streamcat.emulator.media.internal.codec.Sample;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Packager;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged conversations of encoders. They end with an exception of I/O or in order, and never in
 * another way. The seed is printed and can be set.
 */
class RtmpFuzzTest {
  private static final int CONNECTIONS = Integer.getInteger("streamcat.fuzz.connections", 3000);
  private static final long SEED = Long.getLong("streamcat.fuzz.seed", 20200714);
  private static final int HANDSHAKE = 2 * 1536 + 1;

  private final Random random = new Random(SEED);
  private long samples;

  /** A session that packages everything that it gets. */
  private final class Session implements EncoderSession, MediaSink {
    private final FlvDemuxer demuxer = new FlvDemuxer(this);
    private Packager packager;
    private AvcConfig video;

    @Override
    public Optional<String> publish(String streamKey) {
      return Optional.empty();
    }

    @Override
    public void properties(Map<String, Object> properties) {
      assertThat(properties).isNotNull();
    }

    @Override
    public void audio(int timestamp, byte[] body) throws IOException {
      demuxer.audio(timestamp, body);
    }

    @Override
    public void video(int timestamp, byte[] body) throws IOException {
      demuxer.video(timestamp, body);
    }

    @Override
    public void videoConfig(AvcConfig config) {
      video = config;
      if (packager != null) {
        packager.videoConfig(config);
      }
    }

    @Override
    public void audioConfig(AacConfig config) {
      if (packager == null) {
        packager =
            new Packager(
                new Tracks(video, config),
                new Broadcast("arn", "st-1", Broadcast.Listener.NONE),
                () -> Instant.EPOCH);
      } else {
        packager.audioConfig(config);
      }
    }

    @Override
    public void video(Sample sample) {
      samples++;
      if (packager != null) {
        packager.video(sample);
      }
    }

    @Override
    public void audio(Sample sample) {
      samples++;
      if (packager != null) {
        packager.audio(sample);
      }
    }
  }

  @Test
  void conversations_damaged_endInOrderOrWithAnIoException() throws IOException {
    System.out.println("RtmpFuzzTest: " + CONNECTIONS + " connections, seed " + SEED);
    List<FlvFile.Tag> tags = TestMedia.until(500);
    byte[] valid = RtmpClient.conversation("key", tags);
    serve(valid);
    assertThat(samples).isEqualTo(tags.size() - 2L);
    for (int i = 0; i < CONNECTIONS; i++) {
      serve(damaged(valid));
    }
  }

  private void serve(byte[] bytes) {
    try {
      new RtmpConnection(
              new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), new Session())
          .serve();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new AssertionError("input " + Arrays.hashCode(bytes) + ", seed " + SEED, e);
    }
  }

  private byte[] damaged(byte[] valid) {
    byte[] bytes = valid.clone();
    // Most damage is in the commands and first tags, which decide about everything that follows.
    int range = Math.min(bytes.length, HANDSHAKE + (random.nextBoolean() ? 600 : bytes.length));
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = HANDSHAKE + random.nextInt(range - HANDSHAKE);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        default -> {
          int from = HANDSHAKE + random.nextInt(range - HANDSHAKE);
          int length = Math.min(random.nextInt(64), bytes.length - Math.max(from, at));
          System.arraycopy(valid, from, bytes, at, length);
        }
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @Test
  void noise_afterTheHandshake_endsInOrderOrWithAnIoException() {
    for (int i = 0; i < CONNECTIONS; i++) {
      byte[] bytes = new byte[HANDSHAKE + random.nextInt(2000)];
      random.nextBytes(bytes);
      bytes[0] = (byte) (random.nextInt(20) == 0 ? 6 : 3);
      serve(bytes);
    }
  }
}
