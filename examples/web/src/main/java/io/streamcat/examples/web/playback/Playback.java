package io.streamcat.examples.web.playback;

import io.streamcat.channel.Channel;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.UserPlayback;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tickets for private channels: issues a token per viewer and revokes it. The callers decide who
 * may watch.
 *
 * <p>The version of a viewer's session is the second in which it was requested. A revocation covers
 * all versions up to now, and a viewer who is admitted again gets a later one, so nothing needs to
 * be stored.
 */
public final class Playback {

  /** Short, because tokens can be passed on; a viewer who has started may continue. */
  private static final Duration TIME_TO_START = Duration.ofMinutes(5);

  /** The zero of versions; with it, an {@code int} lasts until 2094. */
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private static final int LONGEST_VIEWER_ID = 40;

  private final @Nullable UserPlayback playback;
  private final Clock clock;

  /** Creates the tickets; without a playback no private channel can be watched. */
  Playback(@Nullable UserPlayback playback, Clock clock) {
    this.playback = playback;
    this.clock = clock;
  }

  /**
   * Returns whether a channel is private.
   *
   * @param owner the owner of the channel
   * @return false if it is public or does not exist yet
   */
  public static boolean isPrivate(User owner) {
    Channel channel = owner.channel();
    return channel != null && channel.settings().authorized();
  }

  /**
   * Returns whether private channels are available.
   *
   * @return false if the site has no key
   */
  public boolean isAvailable() {
    return playback != null;
  }

  /**
   * Returns the current time. Callers request it before they check the access, so that a revocation
   * between check and ticket also covers the ticket.
   *
   * @return the current time
   */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Issues a ticket for a private channel.
   *
   * @param owner the owner of the channel, which exists
   * @param viewer the viewer
   * @param asOf the time before the viewer's access was checked
   * @return the ticket
   * @throws StreamCatException if the site has no key, or the key is not imported yet and AWS
   *     cannot be reached
   */
  public Ticket issue(User owner, UserId viewer, Instant asOf) {
    if (playback == null) {
      throw new StreamCatException(
          "no key to sign playback tokens; set site.playback-key.private-key and "
              + "site.playback-key.public-key",
          false,
          null);
    }
    Channel channel = Objects.requireNonNull(owner.channel());
    PlaybackToken token =
        playback.token(
            owner.id(),
            PlaybackTokenRequest.builder(TIME_TO_START)
                .viewerId(viewerId(viewer))
                .viewerSessionVersion(version(asOf))
                .build());
    return new Ticket(token.appendTo(channel.playbackUrl()).toString(), token.expiresAt());
  }

  /**
   * Ends a viewer's playback of a channel and revokes all tokens issued until now.
   *
   * @param owner the owner of the channel
   * @param viewer the viewer
   * @throws io.streamcat.exception.AwsException if AWS rejects the call or cannot be reached
   */
  public void revoke(User owner, UserId viewer) {
    if (playback != null && owner.channel() != null) {
      playback.revoke(owner.id(), viewerId(viewer), version(clock.instant()));
    }
  }

  private static int version(Instant time) {
    return Math.toIntExact(Duration.between(FIRST, time).toSeconds());
  }

  /**
   * Returns the viewer's id for AWS. An id that is too long, which this site never creates, gets a
   * fixed short form.
   */
  private static String viewerId(UserId user) {
    String id = user.value();
    return id.length() <= LONGEST_VIEWER_ID
        ? id
        : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
