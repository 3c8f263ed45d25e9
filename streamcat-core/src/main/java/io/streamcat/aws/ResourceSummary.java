package io.streamcat.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /**
   * Finds resources among listed ones.
   *
   * <p>Name and tags are compared here, because AWS does not document whether its filters match
   * exactly or by prefix, and stages have none.
   *
   * @param listed the listed ones; the stream is consumed
   * @param name the name, compared exactly
   * @param tags tags that all have to be present; further ones do not matter
   * @param get gets a resource by ARN, or nothing if it is gone
   * @param <R> the resource
   * @return the resources that still exist, ordered by ARN
   */
  public static <R> List<R> find(
      Stream<ResourceSummary> listed,
      String name,
      Map<String, String> tags,
      Function<String, Optional<R>> get) {
    return listed
        .filter(summary -> summary.name.equals(name))
        .filter(summary -> summary.tags.entrySet().containsAll(tags.entrySet()))
        .map(ResourceSummary::arn)
        .sorted()
        .flatMap(arn -> get.apply(arn).stream())
        .toList();
  }
}
