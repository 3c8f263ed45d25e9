package io.streamcat.operations;

import io.streamcat.aws.CallScope;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.channel.ChannelService;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StreamCatException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live streams as of a moment ago.
 *
 * <p>AWS allows five calls a second, whoever asks. One call returns a hundred streams, and an
 * account has about as many at once: so all are fetched together when a caller asks, not more often
 * than every few seconds, and without repeating a call that fails. One thread fetches; the others
 * use what is known, or wait for the first answer no longer than an answer is used.
 */
final class LiveStreams {

  private static final Logger log = LoggerFactory.getLogger(UserChannels.class);

  private final ChannelService channels;
  private final Clock clock;
  private final Duration maxAge;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile State state = new State(null, null, Instant.EPOCH);

  LiveStreams(ChannelService channels, Clock clock, Duration maxAge) {
    this.channels = channels;
    this.clock = clock;
    this.maxAge = maxAge;
  }

  /** What was fetched, and why the last attempt failed, if it did. */
  private record State(
      @Nullable Snapshot known, @Nullable RuntimeException failure, Instant triedAt) {}

  private record Snapshot(Map<String, LiveStream> streams, Instant asOf) {}

  LiveState of(String channelArn) {
    Snapshot snapshot = snapshot();
    return new LiveState(snapshot.streams().get(channelArn), snapshot.asOf());
  }

  /** All live streams by the ARN of their channel. */
  Map<String, LiveStream> all() {
    return snapshot().streams();
  }

  private Snapshot snapshot() {
    State current = state;
    if (isDue(current) && begin(current.known() != null)) {
      try {
        current = state;
        if (isDue(current)) {
          current = fetch(current.known());
          state = current;
        }
      } finally {
        fetching.unlock();
      }
    }
    Snapshot known = current.known();
    if (known == null) {
      throw unknown(current.failure());
    }
    return known;
  }

  private boolean isDue(State current) {
    return !clock.instant().isBefore(current.triedAt().plus(maxAge));
  }

  /** Returns false if another thread fetches, and what is known is to be used. */
  private boolean begin(boolean known) {
    if (known) {
      return fetching.tryLock();
    }
    try {
      return fetching.tryLock(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The time to wait for the first answer: as long as an answer is used, or to the deadline. */
  private Duration patience() {
    Instant deadline = CallScope.deadline();
    Duration left = deadline == null ? maxAge : Duration.between(clock.instant(), deadline);
    return left.compareTo(maxAge) < 0 ? left : maxAge;
  }

  private State fetch(@Nullable Snapshot before) {
    Instant began = clock.instant();
    try {
      return new State(
          new Snapshot(CallScope.withoutRepeating(channels::liveStreams), began), null, began);
    } catch (RuntimeException e) {
      if (before != null) {
        log.warn(
            "Live streams could not be fetched; the state of {} is shown until the next attempt",
            before.asOf(),
            e);
      }
      return new State(before, e, clock.instant());
    }
  }

  /** An exception of the caller's own: it may be thrown to many at once, each adding to it. */
  private static StreamCatException unknown(@Nullable RuntimeException failure) {
    if (failure == null) {
      return new StreamCatException("the live streams are still being fetched", true, null);
    }
    return failure instanceof AwsException answer
        ? new AwsException(answer)
        : new StreamCatException("the live streams could not be fetched", true, failure);
  }
}
