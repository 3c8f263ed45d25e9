package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** A call may or may not have taken effect, and it could not be found out, or not in time. */
public final class OutcomeUnknownException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure what is known of the failed call
   * @param advice what to do about it, appended to the message
   * @param cause the SDK's exception, or null
   */
  public OutcomeUnknownException(AwsFailure failure, String advice, @Nullable Throwable cause) {
    super(failure, advice, true, cause);
  }
}
