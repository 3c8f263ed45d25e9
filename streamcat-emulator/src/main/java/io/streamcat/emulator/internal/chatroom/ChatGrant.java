package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chat token lets its bearer do.
 *
 * @param roomArn in which room
 * @param userId as whom
 * @param attributes what everybody in the room sees of the user; immutable
 * @param capabilities what it may do besides watching; immutable
 * @param connectUntil how long the token connects
 * @param until when the connection ends
 */
public record ChatGrant(
    String roomArn,
    String userId,
    Map<String, String> attributes,
    List<String> capabilities,
    Instant connectUntil,
    Instant until) {

  /** Returns what is kept of a token until it is used. */
  Map<String, Object> toAttributes() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("roomArn", roomArn);
    kept.put("userId", userId);
    kept.put("attributes", attributes);
    kept.put("capabilities", capabilities);
    kept.put("connectUntil", connectUntil.toString());
    kept.put("until", until.toString());
    return kept;
  }

  /** Reads what was kept of a token. */
  @SuppressWarnings("unchecked")
  static ChatGrant of(Resource token) {
    return new ChatGrant(
        (String) token.attribute("roomArn"),
        (String) token.attribute("userId"),
        (Map<String, String>) token.attribute("attributes"),
        (List<String>) token.attribute("capabilities"),
        Instant.parse((String) token.attribute("connectUntil")),
        Instant.parse((String) token.attribute("until")));
  }
}
