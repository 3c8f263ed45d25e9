package io.streamcat.aws;

import io.streamcat.aws.internal.Tags;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a resource in a list.
 *
 * @param arn the ARN
 * @param name the name, possibly empty
 * @param tags the tags by key; unmodifiable
 * @param createdAt the time of its creation, or null if the list does not show it; only lists of
 *     chat rooms do
 * @param updatedAt the time of its last change, or null if the list does not show it; only lists of
 *     chat rooms do
 */
public record ResourceSummary(
    String arn,
    String name,
    Map<String, String> tags,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt)
    implements AwsResource {

  /** Copies the tags; nothing is checked. */
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
   * Returns whether the resource may have been changed since its creation.
   *
   * @return false only if the list shows that the resource was never changed
   */
  public boolean mayHaveChanged() {
    return createdAt == null || !createdAt.equals(updatedAt);
  }

  /**
   * Returns whether the resource has a name and, perhaps among others, all of some tags.
   *
   * @param wantedName the name
   * @param wantedTags the tags by key
   * @return true if both match
   */
  public boolean matches(String wantedName, Map<String, String> wantedTags) {
    return name.equals(wantedName) && tags.entrySet().containsAll(wantedTags.entrySet());
  }
}
