package io.streamcat.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The turn of one call that is made later. */
final class ReservedTurn {

  private final CallGate gate;
  private final LimitedCall call;
  private final Instant asked;
  private final Instant time;
  private final AtomicBoolean used = new AtomicBoolean();

  ReservedTurn(CallGate gate, LimitedCall call, Instant asked, Instant time) {
    this.gate = gate;
    this.call = call;
    this.asked = asked;
    this.time = time;
  }

  LimitedCall call() {
    return call;
  }

  /** The time from which on the call may be sent. */
  Instant time() {
    return time;
  }

  Duration delay() {
    return Duration.between(asked, time);
  }

  /** Uses the turn; false if it was used or returned before. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  /** Returns the turn to the limiter, unless it was used. */
  void giveBack() {
    if (use()) {
      gate.giveBack(this);
    }
  }
}
