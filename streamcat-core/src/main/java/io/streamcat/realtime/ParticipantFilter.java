package io.streamcat.realtime;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.realtime.ParticipantSummary.ParticipantRecordingState;
import io.streamcat.realtime.ParticipantSummary.ParticipantState;
import org.jspecify.annotations.Nullable;

/**
 * A filter of the participants of a session. AWS accepts one criterion per call.
 *
 * @param userId the user id of the participants' token, at most 128 characters, or null
 * @param published true for participants who have ever published, false for the other ones, or null
 * @param state the state of the participants, or null
 * @param recordingState the state of the participants' recording, never {@code DISABLED}, or null
 */
public record ParticipantFilter(
    @Nullable String userId,
    @Nullable Boolean published,
    @Nullable ParticipantState state,
    @Nullable ParticipantRecordingState recordingState) {

  /** Checks what needs it. */
  public ParticipantFilter {
    if (userId != null) {
      Check.length("userId", userId, 0, 128);
    }
    int given =
        (userId == null ? 0 : 1)
            + (published == null ? 0 : 1)
            + (state == null ? 0 : 1)
            + (recordingState == null ? 0 : 1);
    Check.that(given <= 1, "filter", "at most one of them", "has " + given);
    if (recordingState == ParticipantRecordingState.DISABLED) {
      throw new InvalidInputException(
          "recordingState", "a state by which AWS filters", "is " + recordingState);
    }
  }

  /**
   * Returns a filter that accepts every participant.
   *
   * @return a filter without criteria
   */
  public static ParticipantFilter all() {
    return new ParticipantFilter(null, null, null, null);
  }

  /**
   * Returns a filter that accepts the participants who are on the stage.
   *
   * @return a filter by {@link ParticipantState#CONNECTED}
   */
  public static ParticipantFilter connected() {
    return new ParticipantFilter(null, null, ParticipantState.CONNECTED, null);
  }

  /**
   * Returns a filter that accepts the participants of one user.
   *
   * @param userId the user, at most 128 characters
   * @return a filter by user
   */
  public static ParticipantFilter ofUser(String userId) {
    return new ParticipantFilter(userId, null, null, null);
  }
}
