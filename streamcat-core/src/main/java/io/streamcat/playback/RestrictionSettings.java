package io.streamcat.playback;

import io.streamcat.aws.Tags;
import io.streamcat.exception.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What CreatePlaybackRestrictionPolicy accepts besides the name; immutable.
 *
 * @param allowedCountries where the channel may be watched, as two upper-case letters of ISO
 *     3166-1; none for everywhere; unmodifiable
 * @param allowedOrigins the origins of the pages that may play the channel, each of at most 128
 *     characters, or {@code *}; none for every page; unmodifiable
 * @param strictOriginEnforcement whether a player that tells no origin is refused, too
 * @param tags tags besides StreamCat's own; unmodifiable
 */
public record RestrictionSettings(
    Set<String> allowedCountries,
    List<String> allowedOrigins,
    boolean strictOriginEnforcement,
    Map<String, String> tags) {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /**
   * Copies what needs it, and checks nothing: AWS may answer what it accepts from no caller.
   *
   * @param allowedCountries where the channel may be watched
   * @param allowedOrigins the origins of the pages that may play the channel
   * @param strictOriginEnforcement whether a player that tells no origin is refused, too
   * @param tags tags besides StreamCat's own
   */
  public RestrictionSettings {
    allowedCountries =
        allowedCountries.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    allowedOrigins = allowedOrigins.stream().filter(Objects::nonNull).toList();
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may carry them; the services see to it.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting breaks a limit
   */
  public RestrictionSettings validated() {
    for (String country : allowedCountries) {
      Check.matches("allowedCountries", country, COUNTRY, "two letters A to Z");
    }
    Origins.checked("allowedOrigins", allowedOrigins);
    Tags.checked("tags", tags);
    return this;
  }

  /**
   * Returns AWS's defaults: everywhere, every page, no tags.
   *
   * @return the defaults
   */
  public static RestrictionSettings defaults() {
    return new RestrictionSettings(Set.of(), List.of(), false, Map.of());
  }

  /**
   * Changes where the channel may be watched.
   *
   * @param value countries, or none for everywhere
   * @return changed settings
   */
  public RestrictionSettings withAllowedCountries(Set<String> value) {
    return new RestrictionSettings(value, allowedOrigins, strictOriginEnforcement, tags)
        .validated();
  }

  /**
   * Changes the origins of the pages that may play the channel.
   *
   * @param value origins, or none for every page
   * @return changed settings
   */
  public RestrictionSettings withAllowedOrigins(List<String> value) {
    return new RestrictionSettings(allowedCountries, value, strictOriginEnforcement, tags);
  }

  /**
   * Changes whether a player that tells no origin is refused, too.
   *
   * @param value true to refuse it
   * @return changed settings
   */
  public RestrictionSettings withStrictOriginEnforcement(boolean value) {
    return new RestrictionSettings(allowedCountries, allowedOrigins, value, tags);
  }

  /**
   * Changes the tags.
   *
   * @param value tags by key
   * @return changed settings
   */
  public RestrictionSettings withTags(Map<String, String> value) {
    return new RestrictionSettings(allowedCountries, allowedOrigins, strictOriginEnforcement, value)
        .validated();
  }
}
