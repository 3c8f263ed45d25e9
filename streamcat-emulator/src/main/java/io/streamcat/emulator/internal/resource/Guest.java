package io.streamcat.emulator.internal.resource;

import java.util.Map;

/**
 * Who wants to join a stage.
 *
 * @param stageArn the stage
 * @param participantId the identifier that the token gave
 * @param userId the application's own identifier, empty when there is none
 * @param attributes what all participants see of it
 * @param mayPublish whether it may publish
 * @param more attributes of the participant that not everybody has
 */
record Guest(
    String stageArn,
    String participantId,
    String userId,
    Map<?, ?> attributes,
    boolean mayPublish,
    Map<String, ?> more) {
  /** Makes a guest who may do everything. */
  static Guest withoutToken(String stageArn, String participantId, String userId) {
    return new Guest(stageArn, participantId, userId, Map.of(), true, Map.of());
  }

  /** Makes the guest that a valid token describes. */
  static Guest withToken(Map<String, ?> claims) {
    return new Guest(
        text(claims, ParticipantTokenCheck.STAGE),
        text(claims, ParticipantTokenCheck.PARTICIPANT),
        text(claims, "user_id"),
        claims.get("attributes") instanceof Map<?, ?> attributes ? attributes : Map.of(),
        claims.get("capabilities") instanceof Map<?, ?> capabilities
            && Boolean.TRUE.equals(capabilities.get("allow_publish")),
        Map.of());
  }

  private static String text(Map<String, ?> claims, String name) {
    return claims.get(name) instanceof String text ? text : "";
  }
}
