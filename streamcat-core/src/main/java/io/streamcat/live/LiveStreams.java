package io.streamcat.live;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveStream;
import io.streamcat.error.AwsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live streams as of a moment ago.
 *
 * <p>AWS allows five calls a second, whoever asks. One call tells of a hundred streams, and an
 * account has about as many at once: so all are fetched together when someone asks, not more often
 * than every few seconds, and by one thread while the others use what is there.
 */
final class LiveStreams {

  private static final Logger log = LoggerFactory.getLogger(UserChannels.class);

  private final ChannelService channels;
  private final Clock clock;
  private final Duration maxAge;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Snapshot latest;

  /** Why nothing is known yet; guarded by the lock. */
  private @Nullable Refusal refusal;

  LiveStreams(ChannelService channels, Clock clock, Duration maxAge) {
    this.channels = channels;
    this.clock = clock;
    this.maxAge = maxAge;
  }

  private record Snapshot(Map<String, LiveStream> streams, Instant asOf, Instant triedAt) {

    Snapshot triedAgain(Instant now) {
      return new Snapshot(streams, asOf, now);
    }
  }

  private record Refusal(AwsException cause, Instant triedAt) {}

  LiveState of(String channelArn) {
    Snapshot snapshot = snapshot();
    return new LiveState(snapshot.streams().get(channelArn), snapshot.asOf());
  }

  private Snapshot snapshot() {
    Snapshot known = latest;
    if (known != null && isFresh(known.triedAt())) {
      return known;
    }
    if (known == null) {
      fetching.lock();
    } else if (!fetching.tryLock()) {
      return known;
    }
    try {
      Snapshot meanwhile = latest;
      return meanwhile != null && isFresh(meanwhile.triedAt()) ? meanwhile : fetch(meanwhile);
    } finally {
      fetching.unlock();
    }
  }

  private boolean isFresh(Instant triedAt) {
    return clock.instant().isBefore(triedAt.plus(maxAge));
  }

  private Snapshot fetch(@Nullable Snapshot before) {
    Refusal refused = refusal;
    if (refused != null && isFresh(refused.triedAt())) {
      throw refused.cause();
    }
    Instant now = clock.instant();
    Snapshot fetched;
    try {
      fetched = new Snapshot(channels.liveStreams(), now, now);
    } catch (AwsException e) {
      if (before == null) {
        refusal = new Refusal(e, clock.instant());
        throw e;
      }
      log.warn("Who is live is not known; what was known at {} is shown: {}", before.asOf(), e);
      fetched = before.triedAgain(clock.instant());
    }
    latest = fetched;
    refusal = null;
    return fetched;
  }
}
