package io.streamcat.aws;

import io.streamcat.error.AwsException;
import io.streamcat.error.ThrottledException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place where calls wait until the limiter lets them pass. */
final class CallGate {

  /** No thread is woken for less. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Logger log = LoggerFactory.getLogger(CallLimiter.class);

  private final CallLimiter limiter;
  private final boolean awsOnly;
  private final CallSettings settings;
  private final CallListener listener;
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * Creates a gate.
   *
   * @param awsOnly whether calls of an endpoint on this machine pass at once
   * @param listener is notified of calls that have waited
   */
  CallGate(CallLimiter limiter, boolean awsOnly, CallSettings settings, CallListener listener) {
    this.limiter = limiter;
    this.awsOnly = awsOnly;
    this.settings = settings;
    this.listener = listener;
  }

  /** The gate for calls of an endpoint, null for AWS's. */
  CallGate at(@Nullable URI endpoint) {
    String host = endpoint == null ? null : endpoint.getHost();
    return awsOnly && host != null && LOCAL.contains(host)
        ? new CallGate(CallLimiter.unlimited(), true, settings, listener)
        : this;
  }

  /**
   * Waits until a call may be made.
   *
   * @throws ThrottledException if that would pass the deadline; the call was not made
   * @throws AwsException if the deadline has passed or the thread is interrupted; the call was not
   *     made
   */
  void pass(Operation operation, Instant deadline) {
    Instant began = settings.clock().instant();
    if (began.isAfter(deadline)) {
      throw notMade(operation, "its deadline has passed");
    }
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        throw notMade(operation, "the thread was interrupted");
      }
      Duration wait = take(operation);
      if (wait.isZero()) {
        break;
      }
      if (!settings.sleep(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, deadline)
          && !Thread.currentThread().isInterrupted()) {
        throw new ThrottledException(
            operation.failure("it was not sent: too many other calls wait to be"), null);
      }
    }
    Duration duration = Duration.between(began, settings.clock().instant());
    if (duration.compareTo(SHORTEST_WAIT) >= 0) {
      listener.onWait(operation, duration);
    }
  }

  /** A limiter that fails, because the store it shares is away, lets calls pass. */
  private Duration take(Operation operation) {
    try {
      Duration wait = limiter.take(operation, CallScope.priority());
      if (broken.compareAndSet(true, false)) {
        log.info("The call limiter works again");
      }
      return wait;
    } catch (Throwable e) {
      if (broken.compareAndSet(false, true)) {
        log.warn("The call limiter failed; calls are not limited until it works again", e);
      }
      return Duration.ZERO;
    }
  }

  private static AwsException notMade(Operation operation, String reason) {
    return new AwsException(operation.failure("it was not sent: " + reason), "", true, null);
  }
}
