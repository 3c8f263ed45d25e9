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
 * Lets people watch private channels, each with a token of their own, and ends that. Who may watch
 * is for others to decide.
 *
 * <p>The version of a viewer's session is the second it was asked for. A revocation ends those
 * until now, and whoever is let in again gets a later one: nothing has to be kept for that.
 */
public final class Playback {

  /** Short, for the sake of tokens that are passed on; who has started by then may go on. */
  private static final Duration TIME_TO_START = Duration.ofMinutes(5);

  /** What versions are counted from, so that their type lasts until 2094. */
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private static final int LONGEST_VIEWER_ID = 40;

  private final @Nullable UserPlayback playback;
  private final Clock clock;

  /** Without a playback nobody watches anything private. */
  Playback(@Nullable UserPlayback playback, Clock clock) {
    this.playback = playback;
    this.clock = clock;
  }

  /**
   * Tells whether a channel is private.
   *
   * @param owner whose channel
   * @return false if it is public, or there is none yet
   */
  public static boolean isPrivate(User owner) {
    Channel channel = owner.channel();
    return channel != null && channel.settings().authorized();
  }

  /**
   * Tells whether private channels can be watched at all.
   *
   * @return false if the site has no key
   */
  public boolean isAvailable() {
    return playback != null;
  }

  /**
   * Returns the time, to be asked for before it is looked up whether somebody may watch: then a
   * revocation that comes between the two counts for the ticket, too.
   *
   * @return now
   */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Gives somebody a token for a private channel.
   *
   * @param owner whose channel, which exists
   * @param viewer who watches
   * @param asOf when it was looked up whether the viewer may
   * @return where to watch
   * @throws StreamCatException if the site has no key, or it is not imported yet and AWS cannot be
   *     reached
   */
  public Ticket issue(User owner, UserId viewer, Instant asOf) {
    if (playback == null) {
      throw new StreamCatException("there is no key to sign playback tokens with", false, null);
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
   * Ends what somebody watches of a channel, and makes the tokens of until now useless.
   *
   * @param owner whose channel
   * @param viewer who watched
   * @throws io.streamcat.exception.AwsException if AWS refuses or cannot be reached
   */
  public void revoke(User owner, UserId viewer) {
    if (playback != null && owner.channel() != null) {
      playback.revoke(owner.id(), viewerId(viewer), version(clock.instant()));
    }
  }

  private static int version(Instant time) {
    return Math.toIntExact(Duration.between(FIRST, time).toSeconds());
  }

  /** The user's id. One that is too long, which this site gives nobody, has a fixed short form. */
  private static String viewerId(UserId user) {
    String id = user.value();
    return id.length() <= LONGEST_VIEWER_ID
        ? id
        : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
