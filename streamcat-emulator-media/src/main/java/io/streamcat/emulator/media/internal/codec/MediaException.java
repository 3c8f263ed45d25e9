package io.streamcat.emulator.media.internal.codec;

import java.io.IOException;

/** Thrown for bytes of an encoder that are malformed or not supported. */
public final class MediaException extends IOException {
  private static final long serialVersionUID = 1;

  public MediaException(String message) {
    super(message);
  }
}
