package io.streamcat.aws.internal;

import io.streamcat.aws.CallLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The reserved turn of one planned call. */
final class ReservedTurn {

  private final CallGate gate;
  private final CallLimiter.Call call;
  private final Instant asked;
  private final Instant time;
  private final AtomicBoolean used = new AtomicBoolean();

  ReservedTurn(CallGate gate, CallLimiter.Call call, Instant asked, Instant time) {
    this.gate = gate;
    this.call = call;
    this.asked = asked;
    this.time = time;
  }

  CallLimiter.Call call() {
    return call;
  }

  /** The earliest time at which the call may be sent. */
  Instant time() {
    return time;
  }

  Duration delay() {
    return Duration.between(asked, time);
  }

  /** Uses the turn; returns false if it was already used or given back. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  /** Gives the turn back to the limiter, unless it was used. */
  void giveBack() {
    if (use()) {
      gate.giveBack(this);
    }
  }
}
