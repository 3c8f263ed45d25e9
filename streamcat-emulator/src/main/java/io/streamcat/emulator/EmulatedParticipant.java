package io.streamcat.emulator;

/**
 * A participant that has joined a stage. Immutable.
 *
 * @param stageArn the ARN of the stage
 * @param sessionId the session that the participant has joined
 * @param participantId the identifier within the session; the token's, if there was a token
 */
public record EmulatedParticipant(String stageArn, String sessionId, String participantId) {}
