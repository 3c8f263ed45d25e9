package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when the account has reached the AWS quota for this kind of resource. */
public final class QuotaExceededException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public QuotaExceededException(AwsFailure failure, @Nullable Throwable cause) {
    super(
        failure,
        "delete resources that are not needed or ask AWS for a higher service quota",
        false,
        cause);
  }
}
