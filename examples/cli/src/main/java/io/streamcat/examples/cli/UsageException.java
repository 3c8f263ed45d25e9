package io.streamcat.examples.cli;

import org.jspecify.annotations.Nullable;

/** Thrown when the command line is incorrect; nothing has been done. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
