package io.streamcat.playback;

import io.streamcat.exception.Check;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a playback token; immutable and checked.
 *
 * @param lifetime the time in which the token can be used to start watching: 1 second to 365 days,
 *     or at most 10 minutes with single use or a viewer id
 * @param allowedOrigins the origins of the pages that may play the channel, such as {@code
 *     https://example.com}, or {@code *}; empty for every page; unmodifiable
 * @param strictOriginEnforcement whether a player that sends no origin is rejected, too; requires 1
 *     to 5 origins
 * @param singleUse whether the token can be used only once
 * @param viewerId the viewer's id, 1 to 40 characters, or null; required to revoke the viewer's
 *     sessions
 * @param viewerSessionVersion the version of the viewer's session, 0 or more; above 0 only with a
 *     viewer id
 * @param maximumResolution the highest resolution that the viewer receives, or null for any
 */
public record PlaybackTokenRequest(
    Duration lifetime,
    List<String> allowedOrigins,
    boolean strictOriginEnforcement,
    boolean singleUse,
    @Nullable String viewerId,
    int viewerSessionVersion,
    @Nullable MaximumResolution maximumResolution) {

  private static final long SHORT_SECONDS = Duration.ofMinutes(10).toSeconds();
  private static final long LONG_SECONDS = Duration.ofDays(365).toSeconds();
  private static final int MAX_STRICT_ORIGINS = 5;

  /** Checks and copies what needs it. */
  public PlaybackTokenRequest {
    allowedOrigins = Origins.checked("allowedOrigins", allowedOrigins);
    if (strictOriginEnforcement) {
      Check.range(
          "number of allowedOrigins with strictOriginEnforcement",
          allowedOrigins.size(),
          1,
          MAX_STRICT_ORIGINS);
    }
    if (viewerId != null) {
      ViewerSession.checkViewer(viewerId);
    }
    ViewerSession.checkVersion(viewerSessionVersion);
    Check.that(
        viewerSessionVersion == 0 || viewerId != null,
        "viewerSessionVersion",
        "0 unless there is a viewerId",
        "is " + viewerSessionVersion);
    boolean isShort = singleUse || viewerId != null;
    // Compared with fractions of a second, so that no fraction exceeds the limit.
    Check.that(
        lifetime.compareTo(Duration.ofSeconds(1)) >= 0
            && lifetime.compareTo(Duration.ofSeconds(isShort ? SHORT_SECONDS : LONG_SECONDS)) <= 0,
        "lifetime",
        isShort ? "1 second to 10 minutes, with single use or a viewer id" : "1 second to 365 days",
        "is " + lifetime);
  }

  /**
   * Creates a builder of a token that every viewer can use any number of times, on any page.
   *
   * @param lifetime the time in which the token can be used to start watching
   * @return a new builder
   */
  public static Builder builder(Duration lifetime) {
    return new Builder(lifetime);
  }

  /** A builder of {@link PlaybackTokenRequest}; not thread-safe. */
  public static final class Builder {

    private final Duration lifetime;
    private List<String> allowedOrigins = List.of();
    private boolean strictOriginEnforcement;
    private boolean singleUse;
    private @Nullable String viewerId;
    private int viewerSessionVersion;
    private @Nullable MaximumResolution maximumResolution;

    private Builder(Duration lifetime) {
      this.lifetime = lifetime;
    }

    /**
     * Sets the origins of the pages that may play the channel.
     *
     * @param value origins, or {@code *}, replacing earlier ones
     * @return this
     */
    public Builder allowedOrigins(List<String> value) {
      allowedOrigins = value;
      return this;
    }

    /**
     * Sets the rejection of players that send no origin.
     *
     * @param value true to reject them; requires 1 to 5 origins
     * @return this
     */
    public Builder strictOriginEnforcement(boolean value) {
      strictOriginEnforcement = value;
      return this;
    }

    /**
     * Sets the restriction to a single use, which limits the lifetime to 10 minutes.
     *
     * @param value true for a single use
     * @return this
     */
    public Builder singleUse(boolean value) {
      singleUse = value;
      return this;
    }

    /**
     * Sets the viewer's id, with which the sessions can be revoked; it limits the lifetime to 10
     * minutes.
     *
     * @param value 1 to 40 characters, or null for an anonymous viewer
     * @return this
     */
    public Builder viewerId(@Nullable String value) {
      viewerId = value;
      return this;
    }

    /**
     * Sets the version of the viewer's session. A revocation ends the sessions up to a version.
     *
     * @param value 0 or more
     * @return this
     */
    public Builder viewerSessionVersion(int value) {
      viewerSessionVersion = value;
      return this;
    }

    /**
     * Sets the highest resolution that the viewer receives.
     *
     * @param value the resolution, or null for any
     * @return this
     */
    public Builder maximumResolution(@Nullable MaximumResolution value) {
      maximumResolution = value;
      return this;
    }

    /**
     * Builds the request.
     *
     * @return a new request
     * @throws io.streamcat.exception.InvalidInputException if a value exceeds a limit
     */
    public PlaybackTokenRequest build() {
      return new PlaybackTokenRequest(
          lifetime,
          allowedOrigins,
          strictOriginEnforcement,
          singleUse,
          viewerId,
          viewerSessionVersion,
          maximumResolution);
    }
  }

  /** The highest resolution that a viewer receives. */
  public enum MaximumResolution {
    /** Up to 480p. */
    SD,
    /** Up to 720p. */
    HD,
    /** Up to 1080p. */
    FULL_HD
  }
}
