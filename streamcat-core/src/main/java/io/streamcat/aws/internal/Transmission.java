package io.streamcat.aws.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The progress of one request: whether it may have left this machine. */
public final class Transmission {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Clock clock;
  private final Instant deadline;
  private final BooleanSupplier pace;
  private volatile boolean observed;
  private volatile boolean sent;
  private volatile boolean late;
  private volatile @Nullable SdkHttpRequest request;

  /**
   * Creates a transmission.
   *
   * @param pace waits until the request may leave; false if it may not before the deadline
   */
  Transmission(Clock clock, Instant deadline, BooleanSupplier pace) {
    this.clock = clock;
    this.deadline = deadline;
    this.pace = pace;
  }

  /** Records that the client reports when it sends. */
  void observe() {
    observed = true;
  }

  /** Returns the timeout for an answer: the given one, or less if a strict deadline comes first. */
  Duration atMost(Duration callTimeout) {
    Instant end = CallScope.end();
    if (end == null) {
      return callTimeout;
    }
    // The SDK counts milliseconds and reads 0 as no limit.
    Duration left = Duration.ofMillis(Duration.between(clock.instant(), end).toMillis() + 1);
    if (left.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return left.compareTo(callTimeout) < 0 ? left : callTimeout;
  }

  /**
   * Records that the request is about to be sent.
   *
   * @param signed the request as it leaves
   * @throws SdkClientException if the deadline has passed: another server may hold the lease by
   *     now, because fetching credentials took long or this server stalled
   */
  void begin(SdkHttpRequest signed) {
    request = signed;
    // Also set if the SDK's timer ends the wait.
    late = true;
    if (!pace.getAsBoolean() || clock.instant().isAfter(deadline)) {
      throw SdkClientException.create("it was not sent: its deadline has passed");
    }
    late = false;
    sent = true;
  }

  /** Returns the host and port to which the request was to be sent; null if it did not begin. */
  @Nullable String server() {
    SdkHttpRequest begun = request;
    return begun == null ? null : begun.host() + ":" + begun.port();
  }

  public boolean isLate() {
    return late;
  }

  /** Returns false only if the request was certainly not sent. */
  public boolean mayBeSent() {
    return sent || !observed;
  }
}
