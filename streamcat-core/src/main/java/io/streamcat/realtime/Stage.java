package io.streamcat.realtime;

import io.streamcat.aws.AwsResource;
import java.util.Map;

/**
 * An Amazon IVS real-time stage, on which up to 12 participants publish to each other in under 300
 * ms.
 *
 * @param arn the ARN
 * @param name the name in AWS
 * @param endpoints the endpoints for participants
 * @param settings the settings in effect, with all tags
 */
public record Stage(String arn, String name, StageEndpoints endpoints, StageSettings settings)
    implements AwsResource {

  /**
   * Returns a copy with other settings.
   *
   * @param value the settings
   * @return a changed copy
   */
  public Stage with(StageSettings value) {
    return new Stage(arn, name, endpoints, value);
  }

  @Override
  public Map<String, String> tags() {
    return settings.tags();
  }
}
