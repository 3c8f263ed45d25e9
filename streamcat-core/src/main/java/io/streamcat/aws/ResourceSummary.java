package io.streamcat.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What every list operation tells about a resource.
 *
 * @param arn the ARN
 * @param name the name, possibly empty
 * @param tags the tags by key; unmodifiable
 */
public record ResourceSummary(String arn, String name, Map<String, String> tags)
    implements AwsResource {

  /**
   * Checks and copies what needs it.
   *
   * @param arn the ARN
   * @param name the name
   * @param tags the tags by key
   */
  public ResourceSummary {
    tags = Map.copyOf(tags);
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
