package io.streamcat.aws;

import io.streamcat.exception.AwsFailure;

/**
 * One call of an AWS operation, as it is named in exceptions and logs.
 *
 * @param iamService the service's prefix in IAM: {@code ivs} (also for real-time) or {@code
 *     ivschat}
 * @param name the operation's name in the API model, for example {@code CreateChannel}
 * @param resource the name or ARN of the resource
 */
public record Operation(String iamService, String name, String resource) {

  /**
   * Returns the description of a failure that did not come from AWS.
   *
   * @param detail the failure in words
   * @return the description
   */
  public AwsFailure failure(String detail) {
    return new AwsFailure(iamService, name, resource, detail, null, 0);
  }
}
