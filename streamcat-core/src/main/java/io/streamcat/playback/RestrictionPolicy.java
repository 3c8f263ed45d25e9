package io.streamcat.playback;

import io.streamcat.aws.AwsResource;
import java.util.Map;

/**
 * A policy that restricts the countries and web pages in which its channels can be watched.
 *
 * @param arn the ARN, for the settings of channels
 * @param name the name in AWS
 * @param settings the settings in effect, with all tags
 */
public record RestrictionPolicy(String arn, String name, RestrictionSettings settings)
    implements AwsResource {

  @Override
  public Map<String, String> tags() {
    return settings.tags();
  }
}
