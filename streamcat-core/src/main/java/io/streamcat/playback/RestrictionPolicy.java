package io.streamcat.playback;

import io.streamcat.aws.AwsResource;
import java.util.Map;

/**
 * Where, and on which pages, the channels it is attached to may be watched.
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
