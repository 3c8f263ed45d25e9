package io.streamcat.emulator.internal.state;

import java.io.IOException;

/** Thrown when a file cannot be used for the state. The message names the file and the reason. */
final class StateException extends IOException {
  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message);
  }
}
