package io.streamcat.emulator.media.internal;

import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.internal.media.MediaServer;
import io.streamcat.emulator.internal.media.MediaSettings;

/** The provider of live video, which the emulator finds on the class path. */
public final class LocalMediaProvider implements MediaServer.Provider {
  /** Creates the provider. */
  public LocalMediaProvider() {}

  @Override
  public MediaServer start(MediaBackend backend, MediaSettings settings) {
    return new LocalMediaServer(backend, settings);
  }
}
