package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when AWS throttles a call until the operation timeout. */
public final class ThrottledException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public ThrottledException(AwsFailure failure, @Nullable Throwable cause) {
    super(
        failure,
        "the account makes more calls a second than IVS allows; try again later",
        true,
        cause);
  }
}
