package io.streamcat.emulator.internal.controlplane;

/**
 * The result of joining a stage.
 *
 * @param stageArn the stage
 * @param sessionId the stage's session
 * @param participantId the participant in the session
 */
public record Joined(String stageArn, String sessionId, String participantId) {}
