package io.streamcat.emulator.internal.controlplane;

import io.streamcat.emulator.internal.channel.PlaybackTokens;
import io.streamcat.emulator.internal.stage.ParticipantTokenCheck;
import io.streamcat.emulator.internal.token.Claims;
import io.streamcat.emulator.internal.token.Jwt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verification of playback tokens and participant tokens. */
final class TokenVerifier {
  private final PlaybackTokens playback;
  private final ParticipantTokenCheck participants;

  TokenVerifier(PlaybackTokens playback, ParticipantTokenCheck participants) {
    this.playback = playback;
    this.participants = participants;
  }

  /**
   * The result of verifying a token.
   *
   * @param reasons every reason for a rejection, empty if the token is valid
   * @param claims the token's claims, empty if it cannot be read
   * @param selfSigned whether the header names a key of the application's own
   */
  record Verdict(List<String> reasons, Map<String, ?> claims, boolean selfSigned) {}

  /** Verifies a token, and uses up a valid single-use token. */
  Verdict verify(String text, @Nullable String origin, @Nullable String country, Instant now) {
    Jwt token;
    try {
      token = Jwt.parse(text);
    } catch (IllegalArgumentException e) {
      return new Verdict(List.of(String.valueOf(e.getMessage())), Map.of(), false);
    }
    List<String> reasons = new ArrayList<>();
    Claims claims = new Claims(token, now, reasons);
    claims.checkHeader();
    if (claims.has(PlaybackTokens.CHANNEL)) {
      playback.check(claims, origin, country);
      if (reasons.isEmpty()) {
        playback.use(claims, now);
      }
    } else if (claims.has(ParticipantTokenCheck.STAGE)) {
      participants.check(claims);
    } else {
      claims.reject(
          "the token has neither aws:channel-arn, which playback tokens have, nor resource, which"
              + " participant tokens have");
    }
    return new Verdict(
        List.copyOf(reasons), token.claims(), ParticipantTokenCheck.isSelfSigned(token));
  }
}
