package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Thrown when the user store cannot be read or written. */
public final class StorageException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message the failure, and what to do about it
   * @param retryable whether the same call may succeed later, unchanged
   * @param cause the cause, or null
   */
  public StorageException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, retryable, cause);
  }
}
