package io.streamcat.emulator.internal.state;

import java.io.IOException;

/** A file cannot be used for the state; its message names the file and says why. */
final class StateException extends IOException {
  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message);
  }
}
