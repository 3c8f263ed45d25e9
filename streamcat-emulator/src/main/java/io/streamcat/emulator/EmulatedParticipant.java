package io.streamcat.emulator;

/**
 * Somebody who has joined a stage. Immutable.
 *
 * @param stageArn the ARN of the stage
 * @param sessionId the session of the stage that was joined
 * @param participantId the identifier within the session, which the token gave if there was one
 */
public record EmulatedParticipant(String stageArn, String sessionId, String participantId) {}
