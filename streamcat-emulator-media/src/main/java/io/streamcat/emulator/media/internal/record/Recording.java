package io.streamcat.emulator.media.internal.record;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.hls.Segment;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recording on disk, in the layout of Amazon IVS. Not thread safe. */
final class Recording {
  private static final String HLS = "media/hls";
  private static final String PLAYLIST = "playlist.m3u8";
  private static final String MAIN_PLAYLIST = "master.m3u8";
  private static final int USUAL_FRAME_RATE = 30;

  private final Path directory;
  private final String channelArn;
  private final String startedAt;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Init init;
  private @Nullable String rendition;
  private int inits;
  private int segments;
  private double seconds;
  private double longest = 1;

  /**
   * The description of the tracks of some segments.
   *
   * @param tracks the tracks
   * @param bytes the init segment
   */
  @SuppressWarnings("ArrayRecordComponent") // Media is passed on without copies.
  record Init(Tracks tracks, byte[] bytes) {
    boolean isLike(Init other) {
      return Arrays.equals(bytes, other.bytes);
    }
  }

  private Recording(Path directory, String channelArn, String startedAt) {
    this.directory = directory;
    this.channelArn = channelArn;
    this.startedAt = startedAt;
  }

  /**
   * Creates the recording that an event describes.
   *
   * @throws IllegalArgumentException if its path would leave the directory
   */
  static Recording below(Path root, String channelArn, Map<?, ?> detail, String time) {
    Path directory =
        root.resolve(String.valueOf(detail.get("recording_s3_bucket_name")))
            .resolve(String.valueOf(detail.get("recording_s3_key_prefix")))
            .normalize();
    if (!directory.startsWith(root)) {
      throw new IllegalArgumentException("The recording would leave its directory");
    }
    return new Recording(directory, channelArn, time);
  }

  /** Writes the start, which happens again when the recording is continued. */
  void start() throws IOException {
    Map<String, Object> document = document("RECORDING_STARTED");
    document.put("media", Map.of("hls", Map.of("path", HLS, "playlist", MAIN_PLAYLIST)));
    write("events/recording-started.json", Json.write(document));
  }

  /** Writes a segment and the playlists that name it. */
  void add(Init its, Segment segment) throws IOException {
    Init before = init;
    String folder = rendition;
    if (folder == null) {
      folder = rendition(its.tracks());
      rendition = folder;
      write(HLS + "/" + MAIN_PLAYLIST, main(its.tracks(), folder));
    }
    if (before == null || !before.isLike(its)) {
      init = its;
      String file = "init-" + inits++ + ".mp4";
      write(HLS + "/" + folder + "/" + file, its.bytes());
      if (before != null) {
        lines.add("#EXT-X-DISCONTINUITY");
      }
      lines.add("#EXT-X-MAP:URI=\"" + file + "\"");
    }
    String file = segments++ + ".mp4";
    write(HLS + "/" + folder + "/" + file, segment.bytes());
    seconds += segment.seconds();
    longest = Math.max(longest, segment.seconds());
    lines.add(String.format(Locale.ROOT, "#EXTINF:%.3f,", segment.seconds()));
    lines.add(file);
    writePlaylist(folder, "EVENT", false);
  }

  private void writePlaylist(String folder, String type, boolean ended) throws IOException {
    List<String> playlist = new ArrayList<>();
    playlist.add("#EXTM3U");
    playlist.add("#EXT-X-VERSION:7");
    playlist.add("#EXT-X-TARGETDURATION:" + (long) Math.ceil(longest));
    playlist.add("#EXT-X-PLAYLIST-TYPE:" + type);
    playlist.add("#EXT-X-MEDIA-SEQUENCE:0");
    playlist.addAll(lines);
    if (ended) {
      playlist.add("#EXT-X-ENDLIST");
    }
    playlist.add("");
    write(HLS + "/" + folder + "/" + PLAYLIST, text(String.join("\n", playlist)));
  }

  /** Writes the end. */
  void end(String status, Map<?, ?> detail, String time) throws IOException {
    Map<String, Object> document = document(status);
    document.put("recording_ended_at", time);
    boolean failed = !status.equals("RECORDING_ENDED");
    if (failed) {
      document.put(
          "recording_status_message", String.valueOf(detail.get("recording_status_reason")));
    }
    Map<String, Object> hls = new LinkedHashMap<>();
    hls.put("duration_ms", Math.round(1000 * seconds));
    hls.put("path", HLS);
    hls.put("playlist", MAIN_PLAYLIST);
    String folder = rendition;
    Init last = init;
    if (folder != null && last != null) {
      writePlaylist(folder, "VOD", true);
      hls.put("renditions", List.of(describe(folder, last.tracks())));
    } else {
      hls.put("renditions", List.of());
    }
    document.put("media", Map.of("hls", hls));
    write(
        failed ? "events/recording-failed.json" : "events/recording-ended.json",
        Json.write(document));
  }

  private static Map<String, Object> describe(String folder, Tracks tracks) {
    Map<String, Object> rendition = new LinkedHashMap<>();
    rendition.put("path", folder);
    rendition.put("playlist", PLAYLIST);
    AvcConfig video = tracks.video();
    if (video != null) {
      rendition.put("resolution_height", video.height());
      rendition.put("resolution_width", video.width());
    }
    return rendition;
  }

  private Map<String, Object> document(String status) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", "v1");
    document.put("channel_arn", channelArn);
    document.put("recording_started_at", startedAt);
    document.put("recording_status", status);
    return document;
  }

  /** Returns the name of the folder, such as {@code 720p30}. */
  private static String rendition(Tracks tracks) {
    AvcConfig video = tracks.video();
    if (video == null) {
      return "audio_only";
    }
    long rate = video.frameRate() == 0 ? USUAL_FRAME_RATE : Math.round(video.frameRate());
    return Math.min(video.width(), video.height()) + "p" + rate;
  }

  private static byte[] main(Tracks tracks, String folder) {
    AvcConfig video = tracks.video();
    String resolution = video == null ? "" : ",RESOLUTION=" + video.width() + "x" + video.height();
    return text(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH=8500000,CODECS=\""
            + tracks.codecs()
            + "\""
            + resolution
            + "\n"
            + folder
            + "/"
            + PLAYLIST
            + "\n");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String file, byte[] bytes) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, bytes);
  }
}
