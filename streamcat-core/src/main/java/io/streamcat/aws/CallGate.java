package io.streamcat.aws;

import io.streamcat.error.AwsFailure;
import io.streamcat.error.ThrottledException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where calls wait until the limiter lets them pass. */
final class CallGate {

  /** Nobody is woken for less. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final CallLimiter limiter;
  private final boolean awsOnly;
  private final CallSettings settings;
  private final BiConsumer<Operation, Duration> waited;

  /**
   * Creates a gate.
   *
   * @param awsOnly whether calls of an endpoint on this machine pass at once
   * @param waited is told of calls that have waited
   */
  CallGate(
      CallLimiter limiter,
      boolean awsOnly,
      CallSettings settings,
      BiConsumer<Operation, Duration> waited) {
    this.limiter = limiter;
    this.awsOnly = awsOnly;
    this.settings = settings;
    this.waited = waited;
  }

  /** The gate for calls of an endpoint, null for AWS's. */
  CallGate at(@Nullable URI endpoint) {
    String host = endpoint == null ? null : endpoint.getHost();
    return awsOnly && host != null && LOCAL.contains(host)
        ? new CallGate(CallLimiter.unlimited(), true, settings, waited)
        : this;
  }

  /**
   * Waits until a call may be made.
   *
   * @throws ThrottledException if that would pass the deadline, or the thread is interrupted; the
   *     call was not made
   */
  void pass(Operation operation, Instant deadline) {
    Instant began = settings.clock().instant();
    while (true) {
      Duration wait = limiter.take(operation, CallScope.priority());
      if (wait.isZero()) {
        break;
      }
      if (!settings.sleep(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, deadline)) {
        throw notMade(operation);
      }
    }
    Duration duration = Duration.between(began, settings.clock().instant());
    if (duration.compareTo(SHORTEST_WAIT) >= 0) {
      waited.accept(operation, duration);
    }
  }

  private static ThrottledException notMade(Operation operation) {
    return new ThrottledException(
        new AwsFailure(
            operation.iamService(),
            operation.name(),
            operation.resource(),
            "it was not sent: too many others wait to be",
            null,
            0),
        null);
  }
}
