package io.streamcat.playback;

import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings that CreatePlaybackRestrictionPolicy accepts besides the name; immutable.
 *
 * @param allowedCountries the countries in which the channel can be watched, as two upper-case
 *     letters of ISO 3166-1; empty for all countries; unmodifiable
 * @param allowedOrigins the origins of the pages that may play the channel, each of at most 128
 *     characters, or {@code *}; empty for every page; unmodifiable
 * @param strictOriginEnforcement whether a player that sends no origin is rejected, too
 * @param tags the tags other than StreamCat's own; unmodifiable
 */
public record RestrictionSettings(
    Set<String> allowedCountries,
    List<String> allowedOrigins,
    boolean strictOriginEnforcement,
    Map<String, String> tags) {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /**
   * Copies what needs it, and checks nothing: AWS may return values that it accepts from no caller.
   */
  public RestrictionSettings {
    allowedCountries =
        allowedCountries.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    allowedOrigins = allowedOrigins.stream().filter(Objects::nonNull).toList();
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may contain them. Services call this method.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
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
   * Returns AWS's defaults: all countries, every page, no tags.
   *
   * @return the defaults
   */
  public static RestrictionSettings defaults() {
    return new RestrictionSettings(Set.of(), List.of(), false, Map.of());
  }

  /**
   * Changes the countries in which the channel can be watched.
   *
   * @param value the countries, or none for all countries
   * @return changed settings
   */
  public RestrictionSettings withAllowedCountries(Set<String> value) {
    return new RestrictionSettings(value, allowedOrigins, strictOriginEnforcement, tags)
        .validated();
  }

  /**
   * Changes the origins of the pages that may play the channel.
   *
   * @param value the origins, or none for every page
   * @return changed settings
   */
  public RestrictionSettings withAllowedOrigins(List<String> value) {
    return new RestrictionSettings(allowedCountries, value, strictOriginEnforcement, tags);
  }

  /**
   * Changes the rejection of players that send no origin.
   *
   * @param value true to reject them
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
