package io.streamcat.emulator.internal.media;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The playback URLs of an emulator, which have the same paths as those of AWS. */
public final class LocalPlayback {
  private static final String PLAYBACK_URL = "playbackUrl";

  private LocalPlayback() {}

  /** Returns the local playback URL for one of AWS. */
  public static URI url(URI endpoint, String playbackUrl) {
    return endpoint.resolve(URI.create(playbackUrl).getRawPath());
  }

  /** Replaces all playback URLs in the output of an operation. */
  public static Map<String, Object> replaceUrls(Map<String, Object> output, URI endpoint) {
    Map<String, Object> replaced = new LinkedHashMap<>();
    output.forEach((name, value) -> replaced.put(name, replaced(name, value, endpoint)));
    return replaced;
  }

  private static Object replaced(String name, Object value, URI endpoint) {
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> object = new LinkedHashMap<>();
      members.forEach((key, member) -> object.put((String) key, member));
      return replaceUrls(object, endpoint);
    }
    if (value instanceof List<?> items) {
      return items.stream().map(item -> replaced("", item, endpoint)).toList();
    }
    return name.equals(PLAYBACK_URL) ? url(endpoint, (String) value).toString() : value;
  }
}
