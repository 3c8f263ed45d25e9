package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when the state of a resource forbids the call, for example because a channel is live. */
public final class ResourceConflictException extends AwsException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param cause the SDK's exception, or null
   */
  public ResourceConflictException(AwsFailure failure, @Nullable Throwable cause) {
    super(failure, "it may succeed when the resource has left that state", true, cause);
  }
}
