package io.streamcat.realtime;

import io.streamcat.exception.Check;
import io.streamcat.realtime.ParticipantTokenRequest.ParticipantCapability;
import io.streamcat.secret.Secret;
import io.streamcat.signing.SigningKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

final class Es384ParticipantTokenSigner implements ParticipantTokenSigner {

  private static final Pattern PUBLIC_KEY =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:public-key/[a-zA-Z0-9-]+");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 12;
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{" + ID_LENGTH + "}");

  private final SigningKey key;
  private final Supplier<String> publicKeyArn;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Es384ParticipantTokenSigner(SigningKey key, Supplier<String> publicKeyArn, Clock clock) {
    this.key = key;
    this.publicKeyArn = publicKeyArn;
    this.clock = clock;
  }

  static String checked(String publicKeyArn) {
    return Check.matches("publicKeyArn", publicKeyArn, PUBLIC_KEY, "the ARN of a public key");
  }

  @Override
  public ParticipantToken sign(Stage stage, ParticipantTokenRequest request) {
    return sign(stage, newParticipantId(), request);
  }

  @Override
  public ParticipantToken exchange(
      Stage stage, String participantId, ParticipantTokenRequest request) {
    Check.matches("participantId", participantId, ID, "12 letters and digits");
    return sign(stage, participantId, request);
  }

  private ParticipantToken sign(
      Stage stage, String participantId, ParticipantTokenRequest request) {
    Check.length("stage.endpoints.events", stage.endpoints().events(), 1, Integer.MAX_VALUE);
    Check.length("stage.endpoints.whip", stage.endpoints().whip(), 1, Integer.MAX_VALUE);
    Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = issuedAt.plus(request.duration());
    Map<String, Object> claims = new HashMap<>();
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", expiresAt.getEpochSecond());
    claims.put("jti", participantId);
    claims.put("resource", stage.arn());
    claims.put("topic", stage.arn().substring(stage.arn().lastIndexOf('/') + 1));
    claims.put("events_url", stage.endpoints().events());
    claims.put("whip_url", stage.endpoints().whip());
    claims.put("version", "1.0");
    claims.put(
        "capabilities",
        Map.of(
            "allow_publish", request.capabilities().contains(ParticipantCapability.PUBLISH),
            "allow_subscribe", request.capabilities().contains(ParticipantCapability.SUBSCRIBE)));
    claims.put("attributes", request.attributes());
    if (!request.userId().isEmpty()) {
      claims.put("user_id", request.userId());
    }
    return new ParticipantToken(
        Secret.of(key.sign(publicKeyArn.get(), claims)),
        participantId,
        request.userId(),
        request.capabilities(),
        expiresAt);
  }

  /** Returns a random id, long enough to be unique on the stage. */
  private String newParticipantId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
