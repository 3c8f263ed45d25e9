package io.streamcat.examples.web.livestatus;

import io.streamcat.broadcast.Recording;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The thumbnails that Amazon IVS writes next to recordings, at an address for browsers. */
@Component
public class RecordingThumbnails {

  /** The first of the sequential thumbnails. */
  private static final String FIRST = "/media/thumbnails/thumb0.jpg";

  private final String baseUrl;

  RecordingThumbnails(@Value("${site.recordings.base-url}") String baseUrl) {
    this.baseUrl = baseUrl.strip().replaceFirst("/+$", "");
  }

  /**
   * Returns the address that all thumbnails begin with.
   *
   * @return the address, or null if browsers cannot reach the recordings
   */
  public @Nullable URI address() {
    return baseUrl.isEmpty() ? null : URI.create(baseUrl);
  }

  /**
   * Returns the thumbnail of a recording. It may not exist, because a recording configuration can
   * do without.
   */
  Optional<String> of(@Nullable Recording recording) {
    return Optional.ofNullable(recording)
        .filter(found -> found.isReady() && !baseUrl.isEmpty())
        .map(found -> baseUrl + '/' + found.path().keyPrefix() + FIRST);
  }
}
