package io.streamcat.realtime;

/** The connection of a participant to the stage. */
public enum ParticipantState {
  /** The participant is on the stage. */
  CONNECTED,
  /** The participant has left the stage. */
  DISCONNECTED
}
