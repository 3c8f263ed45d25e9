package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.resource.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request to join a stage.
 *
 * @param stageArn the stage
 * @param participantId the participant's identifier from the token
 * @param userId the application's own identifier, empty if there is none
 * @param attributes the attributes visible to all participants
 * @param mayPublish whether the participant may publish
 * @param more further attributes that only some participants have
 */
public record JoinRequest(
    String stageArn,
    String participantId,
    String userId,
    Map<?, ?> attributes,
    boolean mayPublish,
    Map<String, ?> more) {
  /** The attribute with the token's content in the form of events. */
  static final String TOKEN = "token";

  /** Creates a request without a token, with all capabilities. */
  public static JoinRequest withoutToken(String stageArn, String participantId, String userId) {
    Map<String, ?> token = describe(true, true, userId, Map.of());
    return new JoinRequest(stageArn, participantId, userId, Map.of(), true, Map.of(TOKEN, token));
  }

  /** The attributes of GetParticipant that the software of a client determines. */
  private static final Set<String> CLIENT =
      Set.of(
          "browserName",
          "browserVersion",
          "ispName",
          "osName",
          "osVersion",
          "protocol",
          "sdkVersion");

  /** Returns this request of a client with the given software. */
  public JoinRequest withClient(Map<String, ?> client) {
    client.keySet().stream()
        .filter(member -> !CLIENT.contains(member))
        .forEach(
            member -> {
              throw ApiException.invalid(
                  "client." + member, "must be one of " + new TreeSet<>(CLIENT));
            });
    ApiModel.get()
        .of(Service.REAL_TIME)
        .check("Participant", client)
        .forEach(
            violation -> {
              throw ApiException.invalid("client." + violation.path(), violation.message());
            });
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.putAll(client);
    return new JoinRequest(stageArn, participantId, userId, attributes, mayPublish, all);
  }

  /** The attribute of participants whose token can be exchanged. */
  static final String SELF_SIGNED = "selfSigned";

  /** Returns whether the token is signed with a key of the application's own. */
  boolean isSelfSigned() {
    return Boolean.TRUE.equals(more.get(SELF_SIGNED));
  }

  /** Creates the request that a valid token describes. */
  public static JoinRequest withToken(Map<String, ?> claims, boolean selfSigned) {
    String userId = text(claims, "user_id");
    Map<?, ?> attributes = object(claims, "attributes");
    Map<?, ?> capabilities = object(claims, "capabilities");
    boolean mayPublish = Boolean.TRUE.equals(capabilities.get("allow_publish"));
    boolean maySubscribe = Boolean.TRUE.equals(capabilities.get("allow_subscribe"));
    Map<String, Object> token = describe(mayPublish, maySubscribe, userId, attributes);
    if (claims.get("exp") instanceof Long seconds) {
      token.put("expirationTime", Account.timestamp(Instant.ofEpochSecond(seconds)));
    }
    return new JoinRequest(
        text(claims, ParticipantTokenCheck.STAGE),
        text(claims, ParticipantTokenCheck.PARTICIPANT),
        userId,
        attributes,
        mayPublish,
        Map.of(TOKEN, token, SELF_SIGNED, selfSigned));
  }

  private static Map<String, Object> describe(
      boolean mayPublish, boolean maySubscribe, String userId, Map<?, ?> attributes) {
    List<String> capabilities = new ArrayList<>();
    if (mayPublish) {
      capabilities.add("PUBLISH");
    }
    if (maySubscribe) {
      capabilities.add("SUBSCRIBE");
    }
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("capabilities", capabilities);
    token.put("attributes", attributes);
    token.put("userId", userId);
    return token;
  }

  private static Map<?, ?> object(Map<String, ?> claims, String name) {
    return claims.get(name) instanceof Map<?, ?> object ? object : Map.of();
  }

  private static String text(Map<String, ?> claims, String name) {
    return claims.get(name) instanceof String text ? text : "";
  }
}
