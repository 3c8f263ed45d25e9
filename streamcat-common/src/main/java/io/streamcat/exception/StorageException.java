package io.streamcat.exception;

import org.jspecify.annotations.Nullable;

/** Users could not be read or written where they are stored. */
public final class StorageException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it
   * @param retryable whether the same call may succeed later, unchanged
   * @param cause what made it fail, or null
   */
  public StorageException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, retryable, cause);
  }
}
