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
 * Tells what is broadcast and what was, for pages that are shown whether AWS answers or not.
 *
 * <p>Who is live is in the database, as events have told. How many watch AWS alone knows: that is
 * taken from the list of all live streams, which is fetched once for everybody.
 */
@Component
public class LiveStatus {

  /** How many channels the home page has at most: the ones that went live last. */
  static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(LiveStatus.class);

  /** However many have the home page open, the database is asked once in this time. */
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private static final int PAST = 10;

  private final Broadcasts broadcasts;
  private final UserChannels channels;
  private final UserProvisioner users;
  private final LoadingCache<Integer, List<LiveChannel>> everybody =
      Caffeine.newBuilder().expireAfterWrite(MAX_AGE).build(this::look);

  LiveStatus(Broadcasts broadcasts, UserChannels channels, UserProvisioner users) {
    this.broadcasts = broadcasts;
    this.channels = channels;
    this.users = users;
  }

  /**
   * Lists who is live, but for private channels: strangers are not told of those.
   *
   * @return the channels, the one that went live last first, as of a second ago
   */
  public List<LiveChannel> everybody() {
    return everybody.get(MOST);
  }

  private List<LiveChannel> look(int most) {
    Set<String> seen = new HashSet<>();
    return broadcasts.live().stream()
        .sorted(Comparator.comparing(Broadcast::beganAt).reversed())
        // An earlier one of the same channel has ended, and its end was lost.
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
   * Tells what a user broadcasts.
   *
   * @param user the user
   * @return empty also if the user has no channel
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
      log.warn("How many watch {} is not known: {}", user.id(), e.getMessage());
      return null;
    }
  }

  /**
   * Lists what a user has broadcast, of late.
   *
   * @param user the user
   * @return what is over, the latest first
   */
  public List<PastBroadcast> past(User user) {
    Channel channel = user.channel();
    return channel == null
        ? List.of()
        : broadcasts.ofChannel(channel.arn(), null, PAST).stream()
            .filter(broadcast -> broadcast.endedAt() != null)
            .map(PastBroadcast::of)
            .toList();
  }
}
