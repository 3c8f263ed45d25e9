package io.streamcat.realtime;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Which participants of a session to list; AWS filters by one thing at a time.
 *
 * @param userId those whose token was for this user, at most 128 characters, or null
 * @param published those that have ever published, or those that have not, or null
 * @param state those on the stage, or those gone, or null
 * @param recordingState those whose recording is this far, never {@code DISABLED}, or null
 */
public record ParticipantFilter(
    @Nullable String userId,
    @Nullable Boolean published,
    @Nullable ParticipantState state,
    @Nullable ParticipantRecordingState recordingState) {

  /**
   * Checks what needs it.
   *
   * @param userId those whose token was for this user, or null
   * @param published those that have ever published, or those that have not, or null
   * @param state those on the stage, or those gone, or null
   * @param recordingState those whose recording is this far, or null
   */
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
          "recordingState", "one that AWS filters by", "is " + recordingState);
    }
  }

  /**
   * Lists everyone.
   *
   * @return a filter that lets everyone pass
   */
  public static ParticipantFilter all() {
    return new ParticipantFilter(null, null, null, null);
  }

  /**
   * Lists who is on the stage.
   *
   * @return a filter by {@link ParticipantState#CONNECTED}
   */
  public static ParticipantFilter connected() {
    return new ParticipantFilter(null, null, ParticipantState.CONNECTED, null);
  }

  /**
   * Lists one user's participants.
   *
   * @param userId the user, at most 128 characters
   * @return a filter by user
   */
  public static ParticipantFilter ofUser(String userId) {
    return new ParticipantFilter(userId, null, null, null);
  }
}
