package io.streamcat.realtime;

import java.time.Instant;

/**
 * The summary of a participant that a list of a session's participants contains.
 *
 * @param id the participant's id on the stage
 * @param userId the user id of the token; may be empty
 * @param state the connection to the stage
 * @param firstJoinedAt the time at which the participant first joined
 * @param published whether the participant has ever published in the session
 * @param recordingState the state of the recording
 */
public record ParticipantSummary(
    String id,
    String userId,
    ParticipantState state,
    Instant firstJoinedAt,
    boolean published,
    ParticipantRecordingState recordingState) {

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

  /** The connection of a participant to the stage. */
  public enum ParticipantState {
    /** The participant is on the stage. */
    CONNECTED,
    /** The participant has left the stage. */
    DISCONNECTED
  }
}
