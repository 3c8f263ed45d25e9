package io.streamcat.emulator.internal.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of an encoder's video and audio, in the form of the API. Immutable.
 *
 * @param video the video, empty without a video track
 * @param audio the audio, empty without an audio track
 */
public record IngestProperties(Map<String, Object> video, Map<String, Object> audio) {
  /** The settings of the simulated encoder, in the form that OBS sends. */
  public static final IngestProperties SIMULATED =
      new IngestProperties(
          Map.ofEntries(
              Map.entry("codec", "avc1.4D401F"),
              Map.entry("encoder", "obs-output module"),
              Map.entry("profile", "Main"),
              Map.entry("avcProfile", "Main"),
              Map.entry("level", "3.1"),
              Map.entry("avcLevel", "3.1"),
              Map.entry("targetBitrate", 2_500_000),
              Map.entry("targetFramerate", 30),
              Map.entry("videoWidth", 1280),
              Map.entry("videoHeight", 720),
              Map.entry("track", "Track0")),
          Map.of(
              "codec", "mp4a.40.2",
              "targetBitrate", 160_000,
              "sampleRate", 48_000,
              "channels", 2,
              "track", "Track0"));

  /** Returns the members of a stream session that describe the ingest. */
  Map<String, Object> attributes() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    if (!video.isEmpty()) {
      configuration.put("video", video);
    }
    if (!audio.isEmpty()) {
      configuration.put("audio", audio);
    }
    return Map.of(
        "ingestConfiguration",
        configuration,
        "ingestConfigurations",
        Map.of("videoConfigurations", list(video), "audioConfigurations", list(audio)));
  }

  private static List<Map<String, Object>> list(Map<String, Object> track) {
    return track.isEmpty() ? List.of() : List.of(track);
  }
}
