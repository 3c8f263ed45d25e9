package io.streamcat.realtime;

/** Whether a participant is on the stage. */
public enum ParticipantState {
  /** On the stage. */
  CONNECTED,
  /** Gone. */
  DISCONNECTED
}
