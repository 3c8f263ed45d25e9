package io.streamcat.broadcast;

/** How far a recording is; the later constants outweigh those before them. */
public enum RecordingStatus {
  /** It is being recorded. */
  STARTED,
  /** There is no recording, because of an error. */
  START_FAILED,
  /** The recording is incomplete, because of an error. */
  END_FAILED,
  /** The recording is complete. */
  ENDED
}
