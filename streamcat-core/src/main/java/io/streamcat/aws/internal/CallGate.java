package io.streamcat.aws.internal;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.ThrottledException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The gate at which calls wait for their turns. */
public final class CallGate {

  /** The shortest pause. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private static final Duration SAVED_UP = Duration.ofSeconds(1);

  private final CallLimiter limiter;
  private final boolean awsOnly;
  private final String home;
  private final CallSettings settings;
  private final CallListener listener;
  private final WaitingLines lines;

  private CallGate(
      CallLimiter limiter,
      boolean awsOnly,
      String home,
      CallSettings settings,
      CallListener listener,
      WaitingLines lines) {
    this.limiter = limiter;
    this.awsOnly = awsOnly;
    this.home = home;
    this.settings = settings;
    this.listener = listener;
    this.lines = lines;
  }

  /**
   * Creates a gate.
   *
   * @param awsOnly whether calls of an endpoint on this machine pass immediately
   * @param listener is notified of calls that have waited
   */
  public static CallGate create(
      CallLimiter limiter, boolean awsOnly, CallSettings settings, CallListener listener) {
    return new CallGate(
        limiter == NoLimit.INSTANCE ? limiter : new GuardedCallLimiter(limiter, settings),
        awsOnly,
        "",
        settings,
        listener,
        new WaitingLines());
  }

  /**
   * Returns the gate for calls of one client; it shares the queues of this gate.
   *
   * @param endpoint the endpoint, null for AWS's
   * @param clientHome the region, after the account if that is set
   */
  CallGate at(@Nullable URI endpoint, String clientHome) {
    boolean passes = awsOnly && AwsClients.isLocal(endpoint);
    return new CallGate(
        passes ? NoLimit.INSTANCE : limiter, awsOnly, clientHome, settings, listener, lines);
  }

  private CallLimiter.Call limited(Operation operation) {
    return new CallLimiter.Call(home, operation, CallScope.priority());
  }

  /**
   * Reserves the turn of a planned call.
   *
   * @param latest the latest time at which the turn is of use
   * @throws OverloadedException if it comes later; nothing is reserved then
   * @throws AwsException if the thread is interrupted while it waits in the background
   */
  ReservedTurn reserve(Operation operation, Instant latest) {
    CallLimiter.Call call = limited(operation);
    Instant asked = now();
    CallLimiter.Turn turn = take(call, latest);
    if (!turn.isGranted()) {
      requireUninterrupted(operation);
      throw new OverloadedException(
          operation.name(), Duration.between(asked, now()).plus(turn.delay()));
    }
    return new ReservedTurn(this, call, asked, now().plus(turn.delay()));
  }

  /**
   * Returns an unused turn to the limiter. AWS saves up at most one second of unused calls, so an
   * older turn is lost.
   */
  void giveBack(ReservedTurn turn) {
    if (now().isBefore(turn.time().plus(SAVED_UP))) {
      limiter.giveBack(turn.call());
    }
  }

  /**
   * Waits until a call may be made.
   *
   * @throws ThrottledException if that would pass the deadline; the call was not made
   * @throws AwsException if the deadline has passed or the thread is interrupted; the call was not
   *     made
   */
  void pass(Operation operation, Instant deadline) {
    requireTime(operation, deadline);
    Instant began = now();
    CallLimiter.Call call = limited(operation);
    ReservedTurn reserved = CallScope.turn(call.key());
    if (reserved == null) {
      CallLimiter.Turn turn = take(call, deadline);
      requireTurn(operation, turn.isGranted() && sleep(turn.delay(), deadline));
      report(operation, Duration.between(began, now()));
    } else if (reserved.use()) {
      requireTurn(operation, sleep(Duration.between(began, reserved.time()), deadline));
      // The wait began with the reservation; work between that and the call is not a part of it.
      report(operation, reserved.delay());
    } else {
      // The call was admitted once; waiting at the end of the queue again could exceed its
      // deadline.
      limiter.count(call);
    }
  }

  /**
   * Waits until a prepared request may be sent. This wait comes last, because work between a call's
   * turn and its request, such as loading SDK classes, delays many requests together.
   *
   * @return false if that would pass the deadline or the thread is interrupted
   */
  boolean pace(Operation operation, Instant deadline) {
    CallLimiter.Turn pace = limiter.pace(limited(operation), Duration.between(now(), deadline));
    return pace.isGranted() && sleep(pace.delay(), deadline);
  }

  private void requireTime(Operation operation, Instant deadline) {
    if (now().isAfter(deadline)) {
      throw notMade(operation, "its deadline has passed");
    }
    requireUninterrupted(operation);
  }

  private static void requireUninterrupted(Operation operation) {
    if (Thread.currentThread().isInterrupted()) {
      throw notMade(operation, "the thread was interrupted");
    }
  }

  private static void requireTurn(Operation operation, boolean had) {
    if (!had) {
      requireUninterrupted(operation);
      throw new ThrottledException(
          operation.failure("it was not sent: too many other calls are waiting"), null);
    }
  }

  /**
   * In the background, the wait ends when a turn is granted. Without a limit no call waits for the
   * one before, which the scheduler may suspend for any time.
   */
  private CallLimiter.Turn take(CallLimiter.Call call, Instant latest) {
    return limiter == NoLimit.INSTANCE || call.priority() == CallPriority.FOREGROUND
        ? limiter.reserve(call, Duration.between(now(), latest))
        : takeInLine(call, latest);
  }

  private CallLimiter.Turn takeInLine(CallLimiter.Call call, Instant latest) {
    String line = call.key();
    Object place = lines.join(line);
    try {
      while (true) {
        int ahead = lines.ahead(line, place);
        CallLimiter.Turn turn =
            ahead > 0
                ? CallLimiter.Turn.refused(Quotas.interval(call.name()).multipliedBy(ahead))
                : limiter.reserve(call, Duration.between(now(), latest));
        if (turn.isGranted() || !sleep(turn.delay(), latest)) {
          return turn;
        }
      }
    } finally {
      lines.leave(line, place);
    }
  }

  private boolean sleep(Duration wait, Instant deadline) {
    if (wait.isZero() || wait.isNegative()) {
      return true;
    }
    return settings.sleep(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, deadline);
  }

  private void report(Operation operation, Duration waited) {
    if (waited.compareTo(SHORTEST_WAIT) >= 0) {
      listener.onWait(operation, waited);
    }
  }

  private Instant now() {
    return settings.clock().instant();
  }

  private static AwsException notMade(Operation operation, String reason) {
    return new AwsException(operation.failure("it was not sent: " + reason), "", true, null);
  }
}
