package io.streamcat.aws;

import java.util.Map;

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
   * Tells whether this is the resource that was created with a name and tags.
   *
   * @param otherName the name, compared exactly
   * @param otherTags tags that all have to be present; further ones do not matter
   * @return true if it is
   */
  public boolean matches(String otherName, Map<String, String> otherTags) {
    return name.equals(otherName) && tags.entrySet().containsAll(otherTags.entrySet());
  }
}
