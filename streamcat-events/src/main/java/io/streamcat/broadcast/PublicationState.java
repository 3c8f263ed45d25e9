package io.streamcat.broadcast;

/** Whether a participant publishes on a stage. */
public enum PublicationState {
  /** The participant publishes. */
  PUBLISHING,
  /** The participant publishes no more. */
  ENDED,
  /** The participant has tried to publish, and nothing says that it has worked. */
  FAILED
}
