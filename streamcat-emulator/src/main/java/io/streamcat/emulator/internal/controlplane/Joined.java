package io.streamcat.emulator.internal.controlplane;

/**
 * Who joined what.
 *
 * @param stageArn the stage
 * @param sessionId the stage's session
 * @param participantId the participant in it
 */
public record Joined(String stageArn, String sessionId, String participantId) {}
