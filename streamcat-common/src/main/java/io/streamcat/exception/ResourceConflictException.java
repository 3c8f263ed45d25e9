package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** The resource is in a state that forbids the call, for example a live channel. */
public final class ResourceConflictException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure what is known of the failed call
   * @param cause the SDK's exception, or null
   */
  public ResourceConflictException(AwsFailure failure, @Nullable Throwable cause) {
    super(failure, "it may succeed when the resource has left that state", true, cause);
  }
}
