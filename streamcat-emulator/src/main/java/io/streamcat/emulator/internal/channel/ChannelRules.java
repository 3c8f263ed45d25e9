package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The defaults of a channel's members and the rules between members. */
final class ChannelRules {
  static final List<String> SETTINGS =
      List.of(
          "name",
          "latencyMode",
          "type",
          "authorized",
          "recordingConfigurationArn",
          "insecureIngest",
          "preset",
          "playbackRestrictionPolicyArn",
          "multitrackInputConfiguration",
          "containerFormat",
          "adConfigurationArn");

  static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("name", ""),
          Map.entry("latencyMode", "LOW"),
          Map.entry("type", "STANDARD"),
          Map.entry("authorized", false),
          Map.entry("recordingConfigurationArn", ""),
          Map.entry("insecureIngest", false),
          Map.entry("preset", ""),
          Map.entry("playbackRestrictionPolicyArn", ""),
          Map.entry("multitrackInputConfiguration", Map.of("enabled", false)),
          Map.entry("containerFormat", "TS"),
          Map.entry("adConfigurationArn", ""));

  private static final Map<String, Object> MULTITRACK_OFF =
      Map.of("enabled", false, "maximumResolution", "FULL_HD", "policy", "ALLOW");
  private static final Set<String> TYPES_WITH_PRESET = Set.of("ADVANCED_SD", "ADVANCED_HD");

  private ChannelRules() {}

  /**
   * Returns the members of a channel with defaults and dependent members filled in.
   *
   * @param before the members before the request: the defaults or those of the channel
   * @param requested the members in the request
   * @return all members
   * @throws ApiException if the members contradict each other
   */
  static Map<String, Object> settle(Map<String, Object> before, Map<String, Object> requested) {
    Map<String, Object> settled = new LinkedHashMap<>(before);
    settled.putAll(requested);
    settled.put("preset", preset(settled, requested.containsKey("preset")));
    settled.put("multitrackInputConfiguration", multitrack(settled));
    return settled;
  }

  private static Object preset(Map<String, Object> channel, boolean requested) {
    String preset = (String) channel.getOrDefault("preset", "");
    if (TYPES_WITH_PRESET.contains(channel.get("type"))) {
      return preset.isEmpty() ? "HIGHER_BANDWIDTH_DELIVERY" : preset;
    }
    if (requested && !preset.isEmpty()) {
      throw ApiException.invalid("preset", "needs a channel of type ADVANCED_SD or ADVANCED_HD");
    }
    return "";
  }

  private static Object multitrack(Map<String, Object> channel) {
    Map<?, ?> multitrack = (Map<?, ?>) channel.get("multitrackInputConfiguration");
    if (multitrack == null || !Boolean.TRUE.equals(multitrack.get("enabled"))) {
      return MULTITRACK_OFF;
    }
    String field = "multitrackInputConfiguration";
    if (!multitrack.containsKey("policy") || !multitrack.containsKey("maximumResolution")) {
      throw ApiException.invalid(field, "needs policy and maximumResolution when it is enabled");
    }
    if (!"STANDARD".equals(channel.get("type"))) {
      throw ApiException.invalid(field, "needs a channel of type STANDARD");
    }
    if (!"FRAGMENTED_MP4".equals(channel.get("containerFormat"))) {
      throw ApiException.invalid(field, "needs the containerFormat FRAGMENTED_MP4");
    }
    return multitrack;
  }
}
