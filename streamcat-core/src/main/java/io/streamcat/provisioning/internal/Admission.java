package io.streamcat.provisioning.internal;

import io.streamcat.aws.ResourceOperations.PlannedCall;
import io.streamcat.aws.internal.ReservedTurns;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The admission of work that creates resources. It takes its place in the queues of all creates it
 * needs and waits for its turns before anything is recorded. So work that cannot be done in time
 * leaves nothing behind, and admitted work never fails for lack of a turn.
 */
public final class Admission {

  /**
   * The time that is reserved for the creates themselves: a tenth of the timeout, but at most this
   * time.
   */
  private static final Duration FOR_THE_CALLS = Duration.ofSeconds(5);

  private static final int SHARE_FOR_THE_CALLS = 10;

  private final ProvisioningContext context;

  Admission(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Reserves the turns of the creates; in the foreground without waiting.
   *
   * @throws OverloadedException if the turns come too late for the deadline
   */
  ReservedTurns reserve(Collection<ResourceKind> kinds, Instant deadline) {
    List<PlannedCall> calls = new ArrayList<>();
    for (ResourceKind kind : kinds) {
      PlannedCall call = context.type(kind).planned().get();
      if (call != null) {
        calls.add(call);
      }
    }
    Duration share = part(context.now(), deadline, SHARE_FOR_THE_CALLS);
    return ReservedTurns.reserve(
        calls, deadline.minus(share.compareTo(FOR_THE_CALLS) < 0 ? share : FOR_THE_CALLS));
  }

  /** Returns whether the work must still wait for its turns. */
  boolean isWaiting(ReservedTurns turns) {
    Instant first = turns.first();
    return first != null && first.isAfter(context.now());
  }

  /**
   * Waits until work may begin: until its first turn, or until a call before its last one, if that
   * is later.
   *
   * @throws StreamCatException if the thread is interrupted, or the deadline has passed
   * @throws IllegalStateException if StreamCat is closed
   */
  void await(ReservedTurns turns, Instant deadline) {
    context.calls().requireOpen();
    Instant start = start(turns);
    boolean isOnTime = !start.isAfter(context.now()) || context.calls().sleepUntil(start, deadline);
    // Checked again, because a pause of the process may have used up the time.
    Instant latest = turns.latest().plus(part(turns.latest(), deadline, 2));
    if (!isOnTime || context.now().isAfter(latest)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new StreamCatException(
            "nothing was begun: the thread was interrupted while waiting for its turn", true, null);
      }
      throw new OverloadedException("a thread", Duration.ZERO);
    }
  }

  /** Returns a part of the time; without {@code dividedBy}, which calculates with BigDecimal. */
  private static Duration part(Instant from, Instant to, int parts) {
    return Duration.ofNanos(Duration.between(from, to).toNanos() / parts);
  }

  private Instant start(ReservedTurns turns) {
    if (turns.first() == null) {
      return context.now();
    }
    Instant first = Objects.requireNonNull(turns.first());
    Instant soon =
        Objects.requireNonNull(turns.last()).minus(context.calls().settings().callTimeout());
    return first.isAfter(soon) ? first : soon;
  }

  /**
   * Waits for the turns of a registered user's creates and runs the work.
   *
   * @throws OverloadedException if the turns come too late for the deadline
   */
  <T> T admit(Collection<ResourceKind> kinds, Instant deadline, Supplier<T> work) {
    ReservedTurns turns = reserve(kinds, deadline);
    try {
      await(turns, deadline);
      return turns.use(work);
    } finally {
      turns.giveBack();
    }
  }
}
