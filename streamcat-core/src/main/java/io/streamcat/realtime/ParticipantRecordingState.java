package io.streamcat.realtime;

/** The state of a participant's recording. */
public enum ParticipantRecordingState {
  /** The recording is about to begin. */
  STARTING,
  /** The participant is being recorded. */
  ACTIVE,
  /** The recording is about to end. */
  STOPPING,
  /** The recording has ended. */
  STOPPED,
  /** The recording was ended by an error. */
  FAILED,
  /** Recording is not configured. */
  DISABLED
}
