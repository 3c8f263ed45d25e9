package io.streamcat.realtime;

/** How far the recording of a participant is. */
public enum ParticipantRecordingState {
  /** About to begin. */
  STARTING,
  /** Going on. */
  ACTIVE,
  /** About to end. */
  STOPPING,
  /** Ended. */
  STOPPED,
  /** Ended by an error. */
  FAILED,
  /** Not asked for. */
  DISABLED
}
