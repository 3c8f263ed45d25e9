package io.streamcat.emulator.media.internal.hls;

import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The texts of HLS playlists, which are extended by parts for low latency. */
final class Playlists {
  /** The number of latest segments whose parts are listed. */
  private static final int SEGMENTS_WITH_PARTS = 3;

  private static final String HEADER = "#EXTM3U\n#EXT-X-VERSION:9\n";

  private Playlists() {}

  /** Returns the playlist of renditions, of which there is one. */
  static String main(Tracks tracks, long bitrate, String uri) {
    StringBuilder text = new StringBuilder(HEADER).append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(bitrate);
    text.append(",CODECS=\"").append(tracks.codecs()).append('"');
    AvcConfig video = tracks.video();
    if (video != null) {
      text.append(",RESOLUTION=").append(video.width()).append('x').append(video.height());
      if (video.frameRate() > 0) {
        text.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", video.frameRate()));
      }
    }
    return text.append('\n').append(uri).append('\n').toString();
  }

  /** Returns the playlist of segments. */
  static String media(
      List<Segment> segments,
      long nextNumber,
      long discontinuities,
      double longestSeconds,
      boolean ended) {
    long first = segments.isEmpty() ? nextNumber : segments.get(0).number();
    StringBuilder text = new StringBuilder(HEADER);
    line(text, "#EXT-X-TARGETDURATION:%d", Math.round(Math.ceil(longestSeconds)));
    line(
        text,
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=%.3f",
        3 * Packager.PART_TARGET_SECONDS);
    line(text, "#EXT-X-PART-INF:PART-TARGET=%.3f", Packager.PART_TARGET_SECONDS);
    line(text, "#EXT-X-MEDIA-SEQUENCE:%d", first);
    line(text, "#EXT-X-DISCONTINUITY-SEQUENCE:%d", discontinuities);
    int init = -1;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.isDiscontinuous()) {
        line(text, "#EXT-X-DISCONTINUITY");
      }
      if (segment.init() != init) {
        init = segment.init();
        line(text, "#EXT-X-MAP:URI=\"init%d.mp4\"", init);
      }
      line(text, "#EXT-X-PROGRAM-DATE-TIME:%s", segment.start().truncatedTo(ChronoUnit.MILLIS));
      if (i >= segments.size() - SEGMENTS_WITH_PARTS) {
        parts(text, segment);
      }
      if (segment.isComplete()) {
        line(text, "#EXTINF:%.3f,", segment.seconds());
        line(text, "s%d.m4s", segment.number());
      }
    }
    if (ended) {
      line(text, "#EXT-X-ENDLIST");
    } else {
      boolean between = segments.isEmpty() || segments.get(segments.size() - 1).isComplete();
      line(
          text,
          "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"s%d.%d.m4s\"",
          between ? nextNumber : nextNumber - 1,
          between ? 0 : segments.get(segments.size() - 1).parts().size());
    }
    return text.toString();
  }

  private static void parts(StringBuilder text, Segment segment) {
    List<Part> parts = segment.parts();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      line(
          text,
          "#EXT-X-PART:DURATION=%.3f,URI=\"s%d.%d.m4s\"%s",
          part.seconds(),
          segment.number(),
          i,
          part.isIndependent() ? ",INDEPENDENT=YES" : "");
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
