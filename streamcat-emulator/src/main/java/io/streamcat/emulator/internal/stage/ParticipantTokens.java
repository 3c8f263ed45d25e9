package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.token.TokenAttributes;
import io.streamcat.emulator.internal.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of participant tokens. Tokens have the form and the claims of AWS tokens and are
 * signed with the emulator's own key, so only this emulator can verify them.
 */
public final class ParticipantTokens implements Handler.Group {
  public static final int ID_LENGTH = 12;

  private static final int DEFAULT_MINUTES = 720;
  private static final List<String> DEFAULT_CAPABILITIES = List.of("PUBLISH", "SUBSCRIBE");

  private final Account account;
  private final TokenSigner signer;

  public ParticipantTokens(Account account, TokenSigner signer) {
    this.account = account;
    this.signer = signer;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateParticipantToken" -> this::create;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    TokenAttributes.check(call.input());
    Resource stage = account.require(ResourceType.STAGE, call.text("stageArn"));
    return Map.of("participantToken", issue(stage, call.input(), call.now()));
  }

  /** Issues a token for a stage, as a request or one element of its list describes it. */
  Map<String, Object> issue(Resource stage, Map<?, ?> request, Instant now) {
    int minutes =
        request.get("duration") instanceof Number number ? number.intValue() : DEFAULT_MINUTES;
    List<?> capabilities =
        request.get("capabilities") instanceof List<?> list ? list : DEFAULT_CAPABILITIES;
    Instant expiration = now.plus(Duration.ofMinutes(minutes));
    String participantId = account.ids().alphanumeric(ID_LENGTH);
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("participantId", participantId);
    token.put("duration", minutes);
    token.put("capabilities", capabilities);
    token.put("expirationTime", Account.timestamp(expiration));
    for (String member : List.of("userId", "attributes")) {
      Object value = request.get(member);
      if (value != null) {
        token.put(member, value);
      }
    }
    token.put("token", jwt(stage, token, capabilities, now, expiration));
    return token;
  }

  private String jwt(
      Resource stage,
      Map<String, Object> token,
      List<?> capabilities,
      Instant now,
      Instant expiration) {
    Map<?, ?> endpoints = (Map<?, ?>) stage.attribute("endpoints");
    // All maps keep their order, so that the same seed leads to the same token in every process.
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "ES384");
    header.put("typ", "JWT");
    Map<String, Object> permissions = new LinkedHashMap<>();
    permissions.put("allow_publish", capabilities.contains("PUBLISH"));
    permissions.put("allow_subscribe", capabilities.contains("SUBSCRIBE"));
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("exp", expiration.getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.put("jti", token.get("participantId"));
    claims.put("resource", stage.key());
    claims.put("topic", Account.idOf(stage.key()));
    claims.put("events_url", endpoints.get("events"));
    claims.put("whip_url", endpoints.get("whip"));
    claims.put("user_id", token.getOrDefault("userId", ""));
    claims.put("attributes", token.getOrDefault("attributes", Map.of()));
    claims.put("capabilities", permissions);
    claims.put("version", "1.0");
    return signer.sign(header, claims);
  }
}
