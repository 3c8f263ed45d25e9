package io.streamcat.examples.web.livestatus;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.channel.Channel;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.exception.AwsException;
import io.streamcat.operations.UserChannels;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The live and past broadcasts, for pages that must also work while AWS does not respond.
 *
 * <p>The database, fed by events, holds which channels are live. Only AWS knows the viewer counts:
 * they come from the list of all live streams, which is fetched once for all pages.
 */
@Component
public class LiveStatus {

  /** The maximum number of channels on the home page: the ones that went live last. */
  static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(LiveStatus.class);

  /** The interval between queries of the database, regardless of the number of open home pages. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private static final int PAST = 10;

  private final Broadcasts broadcasts;
  private final UserChannels channels;
  private final UserProvisioner users;
  private final RecordingThumbnails thumbnails;
  private final LoadingCache<Integer, List<LiveChannel>> publicChannels =
      Caffeine.newBuilder().expireAfterWrite(MAX_AGE).build(this::query);

  LiveStatus(
      Broadcasts broadcasts,
      UserChannels channels,
      UserProvisioner users,
      RecordingThumbnails thumbnails) {
    this.broadcasts = broadcasts;
    this.channels = channels;
    this.users = users;
    this.thumbnails = thumbnails;
  }

  /**
   * Lists the live public channels.
   *
   * @return the channels, the latest start first, at most a second old
   */
  public List<LiveChannel> publicChannels() {
    return publicChannels.get(MOST);
  }

  private List<LiveChannel> query(int most) {
    Set<String> seen = new HashSet<>();
    return broadcasts.live().stream()
        .sorted(Comparator.comparing(Broadcast::beganAt).reversed())
        // An earlier broadcast of the same channel has ended, and its end event was lost.
        .filter(broadcast -> seen.add(broadcast.channelArn()))
        .flatMap(broadcast -> listed(broadcast).stream())
        .limit(most)
        .toList();
  }

  private Optional<LiveChannel> listed(Broadcast broadcast) {
    return users
        .findByResource(broadcast.channelArn())
        .filter(user -> user.state() == UserState.ACTIVE && !Playback.isPrivate(user))
        .map(user -> describe(user, broadcast));
  }

  /**
   * Finds the live broadcast of a user.
   *
   * @param user the user
   * @return the broadcast, or empty if there is none or the user has no channel
   */
  public Optional<LiveChannel> find(User user) {
    return Optional.ofNullable(user.channel())
        .flatMap(channel -> broadcasts.live(channel.arn()))
        .map(broadcast -> describe(user, broadcast));
  }

  private LiveChannel describe(User user, Broadcast broadcast) {
    return new LiveChannel(
        String.valueOf(user.username()),
        Objects.requireNonNullElse(broadcast.startedAt(), broadcast.beganAt()),
        viewers(user));
  }

  private @Nullable Long viewers(User user) {
    try {
      LiveStream stream = channels.state(user.id()).stream();
      return stream == null ? null : stream.viewerCount();
    } catch (AwsException e) {
      log.warn("Viewer count unavailable: user={}, cause={}", user.id(), e.getMessage());
      return null;
    }
  }

  /**
   * Lists the latest past broadcasts of a user.
   *
   * @param user the user
   * @return the broadcasts, the latest first
   */
  public List<PastBroadcast> past(User user) {
    Channel channel = user.channel();
    return channel == null
        ? List.of()
        : broadcasts.ofChannel(channel.arn(), null, PAST).stream()
            .filter(broadcast -> broadcast.endedAt() != null)
            .map(broadcast -> PastBroadcast.of(broadcast, thumbnails))
            .toList();
  }
}
