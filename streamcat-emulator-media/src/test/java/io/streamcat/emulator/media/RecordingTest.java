package io.streamcat.emulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.Incident;
import io.streamcat.emulator.LiveVideo;
import io.streamcat.emulator.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings on disk. Closing the emulator waits for what must be written. */
class RecordingTest {
  @TempDir private Path directory;
  private Emulated ivs;

  @BeforeEach
  void start() {
    ivs = new Emulated(LiveVideo.DEFAULT.recordings(directory));
  }

  private Emulated.Channel recorded(int reconnectSeconds) {
    Map<String, ?> created =
        ivs.call(
            "CreateRecordingConfiguration",
            Map.of(
                "destinationConfiguration",
                Map.of("s3", Map.of("bucketName", "recordings-of-todd")),
                "recordingReconnectWindowSeconds",
                reconnectSeconds));
    Object arn = ((Map<?, ?>) created.get("recordingConfiguration")).get("arn");
    return ivs.channel("recordingConfigurationArn", arn);
  }

  /** Returns the directory of the only recording. */
  private Path recording() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> found = all.filter(path -> path.endsWith("events")).toList();
      assertThat(found).hasSize(1);
      return found.get(0).getParent();
    }
  }

  private static Map<String, ?> json(Path file) throws Exception {
    return Json.parseObject(Files.readAllBytes(file));
  }

  private List<String> files(Path recording) throws IOException {
    try (Stream<Path> all = Files.walk(recording)) {
      return all.filter(Files::isRegularFile)
          .map(file -> recording.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void recording_ofEncoder_hasTheLayoutOfAws() throws Exception {
    Emulated.Channel channel = recorded(0);
    ivs.publish(channel, 5000).close();
    ivs.await("Recording End");
    ivs.close();

    Path recording = recording();
    assertThat(directory.relativize(recording).toString().replace('\\', '/'))
        .matches(
            "recordings-of-todd/ivs/v1/123456789012/\\w{12}/\\d{4}/\\d+/\\d+/\\d+/\\d+/\\w{12}");
    assertThat(files(recording))
        .containsExactly(
            "events/recording-ended.json",
            "events/recording-started.json",
            "media/hls/360p25/0.mp4",
            "media/hls/360p25/1.mp4",
            "media/hls/360p25/2.mp4",
            "media/hls/360p25/init-0.mp4",
            "media/hls/360p25/playlist.m3u8",
            "media/hls/master.m3u8");
    assertThat(Files.readString(recording.resolve("media/hls/360p25/playlist.m3u8")))
        .contains("#EXT-X-PLAYLIST-TYPE:VOD", "init-0.mp4", "2.mp4", "#EXT-X-ENDLIST");
    Map<String, ?> ended = json(recording.resolve("events/recording-ended.json"));
    assertThat(ended.get("channel_arn")).isEqualTo(channel.arn());
    assertThat(ended.get("recording_status")).isEqualTo("RECORDING_ENDED");
    Map<?, ?> hls = (Map<?, ?>) ((Map<?, ?>) ended.get("media")).get("hls");
    assertThat((Long) hls.get("duration_ms")).isBetween(4900L, 5100L);
    assertThat(hls.get("renditions"))
        .isEqualTo(
            List.of(
                Map.of(
                    "path",
                    "360p25",
                    "playlist",
                    "playlist.m3u8",
                    "resolution_height",
                    360L,
                    "resolution_width",
                    640L)));
  }

  @Test
  void recording_filesTogether_areOneValidMp4() throws Exception {
    ivs.publish(recorded(0), 5000).close();
    ivs.await("Recording End");
    ivs.close();

    Path media = recording().resolve("media/hls/360p25");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String file : List.of("init-0.mp4", "0.mp4", "1.mp4", "2.mp4")) {
      all.writeBytes(Files.readAllBytes(media.resolve(file)));
    }
    assertThat(Boxes.types(all.toByteArray()).subList(0, 4))
        .containsExactly("ftyp", "moov", "moof", "mdat");
  }

  @Test
  void recording_encoderReturnsInTime_continues() throws Exception {
    Emulated.Channel channel = recorded(60);
    ivs.publish(channel, 3000).close();
    ivs.await("Session Ended");
    ivs.publish(channel, 3000).close();
    ivs.await("Session Ended");
    ivs.close();

    assertThat(files(recording()))
        .contains("media/hls/360p25/3.mp4", "events/recording-started.json")
        .doesNotContain("events/recording-ended.json");
  }

  @Test
  void recording_failure_isWritten() throws Exception {
    Emulated.Channel channel = recorded(0);
    ivs.publish(channel, 3000);
    ivs.emulator.report(Incident.of("Recording End Failure", channel.arn()));
    ivs.close();

    Map<String, ?> failed = json(recording().resolve("events/recording-failed.json"));
    assertThat(failed.get("recording_status")).isEqualTo("RECORDING_ENDED_WITH_FAILURE");
    assertThat(failed.get("recording_status_message")).isEqualTo("InternalServerException");
  }

  @Test
  void recording_simulatedStream_holdsTheTestCard() throws Exception {
    Emulated.Channel channel = recorded(0);
    ivs.emulator.startStream(channel.arn());
    ivs.watch(channel);
    ivs.emulator.stopStream(channel.arn());
    ivs.await("Recording End");
    ivs.close();

    assertThat(files(recording())).contains("media/hls/360p25/0.mp4");
  }

  @Test
  void channelWithoutConfiguration_isNotRecorded() throws Exception {
    ivs.publish(ivs.channel(), 3000).close();
    ivs.await("Session Ended");
    ivs.close();

    assertThat(directory).isEmptyDirectory();
  }
}
