package io.streamcat.spring.aws.internal;

import org.jspecify.annotations.Nullable;

/** A setting without which AWS cannot be reached is missing. */
public final class AwsAccessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  private AwsAccessException(String message, String action, @Nullable Throwable cause) {
    super(message + ": " + action, cause);
    this.action = action;
  }

  public static AwsAccessException noRegion(Throwable cause) {
    return new AwsAccessException(
        "StreamCat has no AWS region",
        "set streamcat.aws.region, or AWS_REGION in the environment; or set"
            + " streamcat.emulator.enabled=true to do without AWS",
        cause);
  }

  public static AwsAccessException halfAnAccessKey(String missing, String present) {
    return new AwsAccessException(
        "StreamCat has half an AWS access key, " + present,
        "set " + missing + " too, or neither of them",
        null);
  }

  /** What to do, without a full stop. */
  public String action() {
    return action;
  }
}
