package io.streamcat.realtime;

import java.time.Instant;

/**
 * What a list tells about a participant of a session.
 *
 * @param id what the participant is called on the stage
 * @param userId who the token was for, possibly empty
 * @param state whether the participant is on the stage
 * @param firstJoinedAt when the participant joined for the first time
 * @param published whether the participant has ever published in the session
 * @param recordingState how far the recording is
 */
public record ParticipantSummary(
    String id,
    String userId,
    ParticipantState state,
    Instant firstJoinedAt,
    boolean published,
    ParticipantRecordingState recordingState) {}
