package io.streamcat.broadcast;

/** The state of a broadcast, which only moves forward. */
public enum BroadcastState {
  /** An encoder has connected; viewers cannot watch yet. */
  STARTING,
  /** Viewers can watch. */
  LIVE,
  /** The broadcast has ended, even if viewers could never watch it. */
  ENDED,
  /** The broadcast has ended, and AWS was asked for what events may have failed to report. */
  VERIFIED
}
