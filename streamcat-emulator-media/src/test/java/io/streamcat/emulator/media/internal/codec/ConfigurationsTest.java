package io.streamcat.emulator.media.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.media.TestMedia;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations and times of tracks. */
class ConfigurationsTest {
  @ParameterizedTest
  @CsvSource({"1920, 1080, 60", "1280, 720, 30", "640, 360, 25", "852, 480, 24", "16, 16, 1"})
  void avcConfig_anySize_isRead(int width, int height, int rate) throws MediaException {
    AvcConfig config = AvcConfig.parse(TestMedia.avcConfig(width, height, rate));
    assertThat(config.width()).isEqualTo(width);
    assertThat(config.height()).isEqualTo(height);
    assertThat(config.frameRate()).isEqualTo(rate);
    assertThat(config.codec()).isEqualTo("avc1.4D401F");
    assertThat(config.profile()).isEqualTo("Main");
    assertThat(config.level()).isEqualTo("3.1");
  }

  @Test
  void avcConfig_everyShorterOne_isRejected() {
    byte[] whole = TestMedia.avcConfig(1920, 1080, 30);
    int set = 8 + (whole[7] & 0xff);
    for (int length = 0; length < set; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> AvcConfig.parse(cut)).isInstanceOf(MediaException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"1190, 48000, 2", "1210, 44100, 2", "1188, 48000, 1", "17805dc008, 48000, 1"})
  void aacConfig_anyRate_isRead(String hex, int rate, int channels) throws MediaException {
    // The last one spells its rate out.
    AacConfig config = AacConfig.parse(HexFormat.of().parseHex(hex));
    assertThat(config.sampleRate()).isEqualTo(rate);
    assertThat(config.channels()).isEqualTo(channels);
    assertThat(config.codec()).isEqualTo("mp4a.40.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "0190", "1780000000", "1700", "1180"})
  void aacConfig_malformed_isRejected(String hex) {
    assertThatThrownBy(() -> AacConfig.parse(HexFormat.of().parseHex(hex)))
        .isInstanceOf(MediaException.class);
  }

  @Test
  void times_wrappedTimestamp_continue() throws MediaException {
    assertThat(times(-80, -40, 0, 40)).containsExactly(0L, 40L, 80L, 120L);
  }

  @Test
  void times_jump_isIgnored() throws MediaException {
    assertThat(times(0, 40, 1_000_000, 1_000_040, 5, 45))
        .containsExactly(0L, 40L, 40L, 80L, 80L, 120L);
  }

  @Test
  void times_backwards_stay() throws MediaException {
    assertThat(times(100, 140, 120, 160)).containsExactly(0L, 40L, 40L, 60L);
  }

  private static List<Long> times(int... stamps) throws MediaException {
    List<Long> times = new ArrayList<>();
    FlvDemuxer demuxer =
        new FlvDemuxer(
            new MediaSink() {
              @Override
              public void videoConfig(AvcConfig config) {
                throw new AssertionError("no video");
              }

              @Override
              public void audioConfig(AacConfig config) {
                assertThat(config.channels()).isEqualTo(2);
              }

              @Override
              public void video(Sample sample) {
                throw new AssertionError("no video");
              }

              @Override
              public void audio(Sample sample) {
                times.add(sample.millis());
              }
            });
    demuxer.audio(stamps[0], HexFormat.of().parseHex("af001190"));
    for (int stamp : stamps) {
      demuxer.audio(stamp, HexFormat.of().parseHex("af0101"));
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1200000000", "92617663", "17", "1701000000ff", "17007fffff00"})
  void video_unsupportedOrMalformed_isRejected(String hex) {
    FlvDemuxer demuxer = new FlvDemuxer(null);
    assertThatThrownBy(() -> demuxer.video(0, HexFormat.of().parseHex(hex)))
        .isInstanceOf(MediaException.class);
  }
}
