package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when AWS has not verified the account for Amazon IVS yet. */
public final class AccountPendingVerificationException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public AccountPendingVerificationException(AwsFailure failure, @Nullable Throwable cause) {
    super(
        failure,
        "AWS verifies new accounts within hours; ask AWS support if it takes longer",
        false,
        cause);
  }
}
