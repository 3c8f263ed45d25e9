package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The permissions of a chat token's bearer.
 *
 * @param roomArn the room
 * @param userId the user
 * @param attributes the user's attributes, visible to all members of the room; immutable
 * @param capabilities the permitted actions in addition to reading; immutable
 * @param connectUntil the time until which the token can be redeemed
 * @param until the end of the connection
 */
public record ChatGrant(
    String roomArn,
    String userId,
    Map<String, String> attributes,
    List<String> capabilities,
    Instant connectUntil,
    Instant until) {

  /** Returns the attributes for storage until the token is used. */
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

  /** Creates a grant from the stored attributes of a token. */
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
