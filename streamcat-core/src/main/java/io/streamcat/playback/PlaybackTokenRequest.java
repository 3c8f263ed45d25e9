package io.streamcat.playback;

import io.streamcat.exception.Check;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a playback token allows; immutable and checked.
 *
 * @param lifetime how long the token can be used to start watching: 1 second to 365 days, with
 *     single use or a viewer id 10 minutes at most
 * @param allowedOrigins the origins of the pages that may play the channel, such as {@code
 *     https://example.com}, or {@code *}; none for every page; unmodifiable
 * @param strictOriginEnforcement whether a player that tells no origin is refused, too; needs 1 to
 *     5 origins
 * @param singleUse whether the token can be used only once
 * @param viewerId who watches, 1 to 40 characters, or null; needed to revoke the viewer's sessions
 * @param viewerSessionVersion the version of the viewer's session, 0 or more; above 0 only with a
 *     viewer id
 * @param maximumResolution the best picture the viewer is given, or null for any
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

  /**
   * Checks and copies what needs it.
   *
   * @param lifetime how long the token can be used to start watching
   * @param allowedOrigins the origins of the pages that may play the channel
   * @param strictOriginEnforcement whether a player that tells no origin is refused, too
   * @param singleUse whether the token can be used only once
   * @param viewerId who watches, or null
   * @param viewerSessionVersion the version of the viewer's session
   * @param maximumResolution the best picture the viewer is given, or null for any
   */
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
    // Whole and broken seconds: no fraction gets past the limit.
    Check.that(
        lifetime.compareTo(Duration.ofSeconds(1)) >= 0
            && lifetime.compareTo(Duration.ofSeconds(isShort ? SHORT_SECONDS : LONG_SECONDS)) <= 0,
        "lifetime",
        isShort ? "1 second to 10 minutes, with single use or a viewer id" : "1 second to 365 days",
        "is " + lifetime);
  }

  /**
   * Starts from a token that anybody can use as often as they like, on any page.
   *
   * @param lifetime how long it can be used to start watching
   * @return a new builder
   */
  public static Builder builder(Duration lifetime) {
    return new Builder(lifetime);
  }

  /** Builds {@link PlaybackTokenRequest}; not thread safe. */
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
     * @param value origins, or {@code *}, in place of any set before
     * @return this
     */
    public Builder allowedOrigins(List<String> value) {
      allowedOrigins = value;
      return this;
    }

    /**
     * Sets whether a player that tells no origin is refused, too.
     *
     * @param value true to refuse it; needs 1 to 5 origins
     * @return this
     */
    public Builder strictOriginEnforcement(boolean value) {
      strictOriginEnforcement = value;
      return this;
    }

    /**
     * Sets whether the token can be used only once; then it lives for 10 minutes at most.
     *
     * @param value true for once
     * @return this
     */
    public Builder singleUse(boolean value) {
      singleUse = value;
      return this;
    }

    /**
     * Sets who watches, so that the sessions can be revoked; then the token lives for 10 minutes at
     * most.
     *
     * @param value 1 to 40 characters, or null for nobody in particular
     * @return this
     */
    public Builder viewerId(@Nullable String value) {
      viewerId = value;
      return this;
    }

    /**
     * Sets the version of the viewer's session; a revocation says up to which it goes.
     *
     * @param value 0 or more
     * @return this
     */
    public Builder viewerSessionVersion(int value) {
      viewerSessionVersion = value;
      return this;
    }

    /**
     * Sets the best picture the viewer is given.
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
     * @throws io.streamcat.exception.InvalidInputException if it breaks a limit
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
}
