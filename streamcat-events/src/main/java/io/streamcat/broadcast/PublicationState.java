package io.streamcat.broadcast;

/** The state of a publication on a stage. */
public enum PublicationState {
  /** The participant is publishing. */
  PUBLISHING,
  /** The participant has stopped publishing. */
  ENDED,
  /** The participant tried to publish, and no event reports a success. */
  FAILED
}
