package io.streamcat.broadcast;

/** The progress of a recording; a later constant wins over an earlier one. */
public enum RecordingStatus {
  /** The broadcast is being recorded. */
  STARTED,
  /** There is no recording, because of an error. */
  START_FAILED,
  /** The recording is incomplete, because of an error. */
  END_FAILED,
  /** The recording is complete. */
  ENDED
}
