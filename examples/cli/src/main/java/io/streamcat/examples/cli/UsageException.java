package io.streamcat.examples.cli;

import org.jspecify.annotations.Nullable;

/** The command line makes no sense; nothing was done. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
