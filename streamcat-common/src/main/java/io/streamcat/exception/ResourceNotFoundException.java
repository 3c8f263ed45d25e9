package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when an AWS resource does not exist. */
public final class ResourceNotFoundException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public ResourceNotFoundException(AwsFailure failure, @Nullable Throwable cause) {
    super(failure, "", false, cause);
  }
}
