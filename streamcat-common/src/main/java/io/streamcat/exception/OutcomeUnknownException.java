package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when a call may have taken effect and the outcome could not be determined in time. */
public final class OutcomeUnknownException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param advice the advice to the operator, appended to the message
   * @param cause the SDK's exception, or null
   */
  public OutcomeUnknownException(AwsFailure failure, String advice, @Nullable Throwable cause) {
    super(failure, advice, true, cause);
  }
}
