package io.streamcat.error;

import org.jspecify.annotations.Nullable;

/** The credentials may not make this call; {@link #iamAction()} names the action to allow. */
public final class AccessDeniedException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure what is known of the failed call
   * @param cause the SDK's exception, or null
   */
  public AccessDeniedException(AwsFailure failure, @Nullable Throwable cause) {
    super(
        failure,
        "allow the action " + failure.iamAction() + " to the credentials in use",
        false,
        cause);
  }
}
