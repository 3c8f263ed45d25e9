package io.streamcat.aws;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as lists show it.
 *
 * @param arn the ARN
 * @param name the name, possibly empty
 * @param tags the tags by key; unmodifiable
 * @param createdAt the time of its creation, or null if the list does not show it; only that of
 *     chat rooms does
 * @param updatedAt the time of its last change, or null if the list does not show it; only that of
 *     chat rooms does
 */
public record ResourceSummary(
    String arn,
    String name,
    Map<String, String> tags,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt)
    implements AwsResource {

  /**
   * Copies what needs it, and checks nothing.
   *
   * @param arn the ARN
   * @param name the name
   * @param tags the tags by key
   * @param createdAt the time of its creation
   * @param updatedAt the time of its last change
   */
  public ResourceSummary {
    tags = Tags.copied(tags);
  }

  /**
   * Creates a summary without times.
   *
   * @param arn the ARN
   * @param name the name
   * @param tags the tags by key
   */
  public ResourceSummary(String arn, String name, Map<String, String> tags) {
    this(arn, name, tags, null, null);
  }

  /**
   * Returns false if the resource was certainly never changed since its creation, so that its
   * settings are those it was created with.
   *
   * @return true if it was changed, or if the list does not show it
   */
  public boolean mayHaveChanged() {
    return createdAt == null || !createdAt.equals(updatedAt);
  }

  boolean matches(String wantedName, Map<String, String> wantedTags) {
    return name.equals(wantedName) && tags.entrySet().containsAll(wantedTags.entrySet());
  }
}
