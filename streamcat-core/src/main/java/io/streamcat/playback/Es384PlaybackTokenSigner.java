package io.streamcat.playback;

import io.streamcat.exception.Check;
import io.streamcat.secret.Secret;
import io.streamcat.signing.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

final class Es384PlaybackTokenSigner implements PlaybackTokenSigner {

  private static final Pattern KEY_PAIR =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:playback-key/[a-zA-Z0-9-]+");

  private final SigningKey key;
  private final Clock clock;

  Es384PlaybackTokenSigner(SigningKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Checks the key's kind: channels accept no token signed with a key that was imported for stages.
   */
  static void checkKey(String arn) {
    Check.matches("keys", arn, KEY_PAIR, "a key of PlaybackService.keyPairs()");
  }

  @Override
  public PlaybackToken sign(String channelArn, PlaybackTokenRequest request) {
    ViewerSession.checkChannel(channelArn);
    // Rounded down, so that a token never lives longer than the limit.
    Instant expiresAt = clock.instant().plus(request.lifetime()).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> claims = new HashMap<>();
    claims.put("aws:channel-arn", channelArn);
    claims.put("exp", expiresAt.getEpochSecond());
    if (!request.allowedOrigins().isEmpty()) {
      claims.put("aws:access-control-allow-origin", String.join(",", request.allowedOrigins()));
    }
    if (request.strictOriginEnforcement()) {
      claims.put("aws:strict-origin-enforcement", true);
    }
    if (request.singleUse()) {
      claims.put("aws:single-use-uuid", UUID.randomUUID().toString());
    }
    if (request.viewerId() != null) {
      claims.put("aws:viewer-id", request.viewerId());
      claims.put("aws:viewer-session-version", request.viewerSessionVersion());
    }
    if (request.maximumResolution() != null) {
      claims.put("aws:maximum-resolution", request.maximumResolution().name());
    }
    return new PlaybackToken(Secret.of(key.sign(null, claims)), channelArn, expiresAt);
  }
}
