package io.streamcat.emulator.media.internal.rtmp;

import java.io.IOException;

/** Thrown when a client breaks the protocol, or a limit of the server. */
public final class RtmpException extends IOException {
  private static final long serialVersionUID = 1;

  RtmpException(String message) {
    super(message);
  }
}
