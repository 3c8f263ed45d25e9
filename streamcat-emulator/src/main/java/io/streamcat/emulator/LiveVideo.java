package io.streamcat.emulator;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of live video, which the module {@code streamcat-emulator-media} adds to an
 * emulator. Without the module they have no effect. Immutable and thread safe.
 */
public final class LiveVideo {
  /** Free ports, opened when their URL is first requested, and no recordings. */
  public static final LiveVideo DEFAULT = new LiveVideo(0, 0, null, false);

  private final int ingestPort;
  private final int secureIngestPort;
  private final @Nullable Path recordings;
  private final boolean localPlayback;

  private LiveVideo(
      int ingestPort, int secureIngestPort, @Nullable Path recordings, boolean localPlayback) {
    this.ingestPort = ingestPort;
    this.secureIngestPort = secureIngestPort;
    this.recordings = recordings;
    this.localPlayback = localPlayback;
  }

  /**
   * Returns settings with another port for encoders that use RTMP; the default is 0, which stands
   * for any free port. The usual port of RTMP is 1935.
   *
   * @param port a port, or 0
   * @return the changed settings
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public LiveVideo ingestPort(int port) {
    return new LiveVideo(valid(port), secureIngestPort, recordings, localPlayback);
  }

  /**
   * Returns settings with another port for encoders that use RTMPS; the default is 0, which stands
   * for any free port. The certificate is made at the start and self-signed.
   *
   * @param port a port, or 0
   * @return the changed settings
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public LiveVideo secureIngestPort(int port) {
    return new LiveVideo(ingestPort, valid(port), recordings, localPlayback);
  }

  /**
   * Returns settings with a directory of recordings; by default nothing is written. Recordings of
   * channels with a recording configuration are written in the layout of Amazon IVS, below a
   * directory for each bucket.
   *
   * @param directory the directory, which is created if it does not exist
   * @return the changed settings
   */
  public LiveVideo recordings(Path directory) {
    return new LiveVideo(
        ingestPort,
        secureIngestPort,
        Objects.requireNonNull(directory, "directory"),
        localPlayback);
  }

  /**
   * Returns settings that decide which playback URLs the API answers; the default is those that AWS
   * would assign.
   *
   * @param local true for local playback URLs
   * @return the changed settings
   */
  public LiveVideo localPlayback(boolean local) {
    return new LiveVideo(ingestPort, secureIngestPort, recordings, local);
  }

  int ingestPort() {
    return ingestPort;
  }

  int secureIngestPort() {
    return secureIngestPort;
  }

  @Nullable Path recordings() {
    return recordings;
  }

  boolean isLocalPlayback() {
    return localPlayback;
  }

  private static int valid(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535");
    }
    return port;
  }
}
