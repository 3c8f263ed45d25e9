package io.streamcat.spring.aws.internal;

import org.jspecify.annotations.Nullable;

/** Thrown when a setting that is required to reach AWS is missing. */
public final class AwsAccessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  private AwsAccessException(String message, String action, @Nullable Throwable cause) {
    super(message + ": " + action, cause);
    this.action = action;
  }

  /** Creates the exception for a missing region. */
  public static AwsAccessException noRegion(Throwable cause) {
    return new AwsAccessException(
        "StreamCat has no AWS region",
        "set streamcat.aws.region, or AWS_REGION in the environment; or set"
            + " streamcat.emulator.enabled=true to use the emulator instead of AWS",
        cause);
  }

  /** Creates the exception for an access key of which one property is missing. */
  public static AwsAccessException incompleteAccessKey(String missing, String present) {
    return new AwsAccessException(
        "StreamCat has only one half of an AWS access key, " + present,
        "set " + missing + ", too, or remove both",
        null);
  }

  /** Returns the action that solves the problem, without a full stop. */
  public String action() {
    return action;
  }
}
