package io.streamcat.emulator.internal.media;

import com.sun.net.httpserver.HttpHandler;
import io.streamcat.emulator.internal.controlplane.MediaBackend;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Live video of one emulator: ingest, playback and recordings. The module streamcat-emulator-media
 * implements it. Thread safe.
 */
public interface MediaServer extends AutoCloseable {
  /** A source of media servers, found by {@link ServiceLoader}. */
  @FunctionalInterface
  interface Provider {
    /**
     * Starts a media server. It opens ports other than 0 immediately.
     *
     * @param backend the channels and streams
     * @param settings the settings
     * @throws java.io.UncheckedIOException if the server cannot listen
     */
    MediaServer start(MediaBackend backend, MediaSettings settings);
  }

  /** Returns the provider on the class path, if there is one. */
  static Optional<Provider> provider() {
    return ServiceLoader.load(Provider.class, MediaServer.class.getClassLoader()).findFirst();
  }

  /**
   * Returns the URI for encoders, and opens its port if necessary.
   *
   * @param isSecure whether the encoder uses TLS
   * @throws java.io.UncheckedIOException if the server cannot listen
   */
  URI ingestUrl(boolean isSecure);

  /** Returns the HTTP handlers, by the paths that they serve. */
  Map<String, HttpHandler> handlers();

  /** Closes ports and connections. Closing again has no effect. */
  @Override
  void close();
}
