package io.streamcat.error;

import org.jspecify.annotations.Nullable;

/** A create may or may not have happened, and there was no time left to find out. */
public final class OutcomeUnknownException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure what is known of the failed call
   * @param cause the SDK's exception, or null
   */
  public OutcomeUnknownException(AwsFailure failure, @Nullable Throwable cause) {
    super(
        failure,
        "whatever it created carries the tags it was given and can be found by them",
        true,
        cause);
  }
}
