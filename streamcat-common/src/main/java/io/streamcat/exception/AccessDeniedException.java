package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when AWS rejects the credentials, their signature or the permission to make a call. {@link
 * #iamAction()} names the action that must be allowed. The same call can succeed after the
 * correction, so pending work waits for it.
 */
public final class AccessDeniedException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public AccessDeniedException(AwsFailure failure, @Nullable Throwable cause) {
    this(failure, "allow the action " + failure.iamAction() + " to the credentials in use", cause);
  }

  /**
   * Creates an exception for credentials or a signature that AWS rejects.
   *
   * @param failure the description of the failed call
   * @param advice the advice to the operator, appended to the message
   * @param cause the SDK's exception, or null
   */
  public AccessDeniedException(AwsFailure failure, String advice, @Nullable Throwable cause) {
    super(failure, advice, false, cause);
  }
}
