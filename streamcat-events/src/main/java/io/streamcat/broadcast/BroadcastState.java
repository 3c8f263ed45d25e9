package io.streamcat.broadcast;

/** How far a broadcast is; it never goes back. */
public enum BroadcastState {
  /** An encoder has connected; nobody can watch yet. */
  STARTING,
  /** Viewers can watch. */
  LIVE,
  /** It is over, whether anyone could watch or not. */
  ENDED,
  /** It is over, and AWS was asked for what events may have failed to tell. */
  VERIFIED
}
