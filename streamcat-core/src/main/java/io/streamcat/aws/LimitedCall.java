package io.streamcat.aws;

/**
 * A call from the view of a {@link CallLimiter}.
 *
 * @param home the region, after the account if that is set, for example {@code eu-west-1} or {@code
 *     123456789012:eu-west-1}; each home has its own rates in AWS
 * @param operation the call
 * @param priority whether the call goes first or gives way
 */
public record LimitedCall(String home, Operation operation, CallPriority priority) {

  /**
   * Returns the key of all calls that share a rate.
   *
   * @return home, service and operation, for example {@code eu-west-1:ivs:CreateChannel}
   */
  public String key() {
    return home + ":" + name();
  }

  /** The service and the operation, which have a rate. */
  String name() {
    return operation.iamService() + ":" + operation.name();
  }
}
