package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.token.Claims;
import io.streamcat.emulator.internal.token.ImportedKeys;
import io.streamcat.emulator.internal.token.Jwt;
import io.streamcat.emulator.internal.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The verification of participant tokens: those issued by the emulator, and those that an
 * application has signed with an imported key.
 */
public final class ParticipantTokenCheck {
  public static final String STAGE = "resource";
  static final String PARTICIPANT = "jti";

  private static final String KEY = "kid";
  private static final Pattern PARTICIPANT_ID = Pattern.compile("[a-zA-Z0-9]{12}");
  private static final Duration MOST_LIFE = Duration.ofDays(14);
  private static final int MOST_USER_ID = 128;
  private static final int MOST_ATTRIBUTE_BYTES = 1024;

  private final Account account;
  private final TokenSigner signer;
  private final ParticipantLifecycle lifecycle;

  public ParticipantTokenCheck(
      Account account, TokenSigner signer, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.signer = signer;
    this.lifecycle = lifecycle;
  }

  /** Adds every reason to reject a token to its claims. */
  public void check(Claims claims) {
    checkSignature(claims);
    Optional<Instant> expiration = claims.expiration();
    claims.refuseIf(!claims.has("iat"), "iat is required");
    claims
        .time("iat")
        .ifPresent(
            issued ->
                claims.refuseIf(
                    expiration.filter(time -> time.isAfter(issued.plus(MOST_LIFE))).isPresent(),
                    "exp must be at most 14 days after iat"));
    claims.refuseIf(
        claims
            .requiredText(PARTICIPANT)
            .filter(id -> !PARTICIPANT_ID.matcher(id).matches())
            .isPresent(),
        PARTICIPANT + " must have 12 letters or digits");
    checkStage(claims);
    claims.refuseIf(
        claims.requiredText("version").filter(version -> !version.equals("1.0")).isPresent(),
        "version must be 1.0");
    checkCapabilities(claims);
    checkAttributes(claims);
    claims.refuseIf(
        claims
            .text("user_id")
            .filter(id -> id.codePointCount(0, id.length()) > MOST_USER_ID)
            .isPresent(),
        "user_id must have at most 128 characters");
  }

  /** Returns whether a token is signed with a key of the application's own. */
  public static boolean isSelfSigned(Jwt token) {
    return token.header().get(KEY) != null;
  }

  private void checkSignature(Claims claims) {
    Object key = claims.token().header().get(KEY);
    if (key == null) {
      claims.refuseIf(
          !signer.hasSigned(claims.token()),
          "the header has no kid, and the token was not issued by CreateParticipantToken");
      return;
    }
    Optional<Resource> imported =
        key instanceof String arn
            ? account.store().find(ResourceType.PUBLIC_KEY, arn)
            : Optional.empty();
    claims.refuseIf(imported.isEmpty(), "the header's kid does not name an existing public key");
    claims.refuseIf(
        imported
            .filter(existing -> !claims.token().isSignedBy(ImportedKeys.key(existing)))
            .isPresent(),
        "the token was not signed with the public key that kid names");
  }

  private void checkStage(Claims claims) {
    Optional<Resource> stage =
        claims.text(STAGE).flatMap(arn -> account.store().find(ResourceType.STAGE, arn));
    if (stage.isEmpty()) {
      claims.reject(STAGE + " does not name an existing stage");
      return;
    }
    Map<?, ?> endpoints = (Map<?, ?>) stage.get().attribute("endpoints");
    requireEqual(claims, "topic", Account.idOf(stage.get().key()), "the stage's id");
    requireEqual(claims, "events_url", endpoints.get("events"), "the stage's events endpoint");
    requireEqual(claims, "whip_url", endpoints.get("whip"), "the stage's WHIP endpoint");
    claims.refuseIf(
        claims.text(PARTICIPANT).filter(id -> lifecycle.isExpelled(stage.get(), id)).isPresent(),
        "the participant has been disconnected from the stage");
  }

  private static void requireEqual(
      Claims claims, String name, @Nullable Object expected, String description) {
    claims.refuseIf(
        claims.requiredText(name).filter(actual -> !actual.equals(expected)).isPresent(),
        name + " must be " + description);
  }

  private static void checkCapabilities(Claims claims) {
    claims.refuseIf(!claims.has("capabilities"), "capabilities is required");
    claims
        .object("capabilities")
        .forEach(
            (name, value) ->
                claims.refuseIf(
                    !(value instanceof Boolean),
                    "capabilities." + name + " must be true or false"));
  }

  private static void checkAttributes(Claims claims) {
    int bytes = 0;
    for (Map.Entry<?, ?> attribute : claims.object("attributes").entrySet()) {
      if (attribute.getValue() instanceof String value) {
        bytes += length((String) attribute.getKey()) + length(value);
      } else {
        claims.reject("attributes." + attribute.getKey() + " must be a string");
      }
    }
    claims.refuseIf(
        bytes > MOST_ATTRIBUTE_BYTES, "attributes must have at most 1024 bytes in total");
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
