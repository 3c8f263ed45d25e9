package io.streamcat.operations;

import io.streamcat.aws.internal.CallScope;
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
 * A cache of all live streams.
 *
 * <p>AWS allows five calls a second for all callers. One call returns a hundred streams, which is
 * about as many as an account has at the same time. All streams are therefore fetched together on
 * demand, at most every few seconds, and a failed call is not repeated. One thread fetches; other
 * threads use the known streams. Without known streams they wait for the first response, at most
 * for the maximum age of a response.
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

  /** The streams last fetched, and the failure of the last attempt, if it failed. */
  private record State(
      @Nullable Snapshot known, @Nullable RuntimeException failure, Instant triedAt) {}

  private record Snapshot(Map<String, LiveStream> streams, Instant asOf) {}

  LiveState of(String channelArn) {
    Snapshot snapshot = snapshot();
    return new LiveState(snapshot.streams().get(channelArn), snapshot.asOf());
  }

  /** Returns all live streams by the ARN of their channel. */
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

  /** Returns false if another thread fetches and the caller should use the known streams. */
  private boolean begin(boolean known) {
    if (known) {
      return fetching.tryLock();
    }
    try {
      return fetching.tryLock(maxWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Returns the time to wait for the first response: the maximum age of a response, or the time to
   * the deadline if that is shorter.
   */
  private Duration maxWait() {
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
            "Live streams could not be fetched; the known state is used until the next attempt"
                + " asOf={}",
            before.asOf(),
            e);
      }
      return new State(before, e, clock.instant());
    }
  }

  /** Returns a new exception for each caller, because callers may add suppressed exceptions. */
  private static StreamCatException unknown(@Nullable RuntimeException failure) {
    if (failure == null) {
      return new StreamCatException("the live streams are still being fetched", true, null);
    }
    return failure instanceof AwsException answer
        ? new AwsException(answer)
        : new StreamCatException("the live streams could not be fetched", true, failure);
  }
}
