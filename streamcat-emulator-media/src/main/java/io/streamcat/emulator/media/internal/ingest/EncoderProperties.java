package io.streamcat.emulator.media.internal.ingest;

import io.streamcat.emulator.internal.stream.IngestProperties;
import io.streamcat.emulator.media.internal.codec.AacConfig;
import io.streamcat.emulator.media.internal.codec.AvcConfig;
import io.streamcat.emulator.media.internal.mp4.Tracks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of an encoder for stream sessions: what it announces, and what it sends. */
final class EncoderProperties {
  private static final String TRACK = "Track0";
  private static final int MOST_ENCODER = 256;
  private static final double MOST_RATE = 1_000_000;
  private static final int BITS_PER_KILOBIT = 1000;

  private EncoderProperties() {}

  /** Returns the properties in the form of the API. */
  static IngestProperties of(Tracks tracks, Map<String, @Nullable Object> announced) {
    Map<String, Object> video = new LinkedHashMap<>();
    AvcConfig avc = tracks.video();
    if (avc != null) {
      video.put("avcLevel", avc.level());
      video.put("avcProfile", avc.profile());
      video.put("codec", avc.codec());
      if (announced.get("encoder") instanceof String encoder) {
        video.put("encoder", encoder.substring(0, Math.min(encoder.length(), MOST_ENCODER)));
      }
      video.put("level", avc.level());
      video.put("profile", avc.profile());
      video.put("targetBitrate", number(announced, "videodatarate") * BITS_PER_KILOBIT);
      long rate = number(announced, "framerate");
      video.put("targetFramerate", rate == 0 ? Math.round(avc.frameRate()) : rate);
      video.put("track", TRACK);
      video.put("videoHeight", avc.height());
      video.put("videoWidth", avc.width());
    }
    Map<String, Object> audio = new LinkedHashMap<>();
    AacConfig aac = tracks.audio();
    if (aac != null) {
      audio.put("channels", aac.channels());
      audio.put("codec", aac.codec());
      audio.put("sampleRate", aac.sampleRate());
      audio.put("targetBitrate", number(announced, "audiodatarate") * BITS_PER_KILOBIT);
      audio.put("track", TRACK);
    }
    return new IngestProperties(video, audio);
  }

  private static long number(Map<String, @Nullable Object> announced, String name) {
    return announced.get(name) instanceof Double number && number >= 0 && number < MOST_RATE
        ? Math.round(number)
        : 0;
  }
}
