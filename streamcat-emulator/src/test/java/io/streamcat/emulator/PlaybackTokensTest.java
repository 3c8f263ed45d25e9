package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybackTokensTest extends EmulatorTest {
  private static final long NOW = MutableClock.START.getEpochSecond();
  private static final String UUID = "2f0e2c4e-6f4b-4f5c-9d57-0a3c1d2e4b5a";

  private final TestKeys keys = TestKeys.p384();
  private final String keyArn = importPlaybackKey(keys);
  private final String channel = createChannel("c");
  private final Map<String, Object> claims = Map.of("aws:channel-arn", channel, "exp", NOW + 3600);

  @Test
  void verify_requiredClaims_isValid() {
    TokenVerdict verdict = emulator.verifyToken(PresentedToken.of(keys.sign(claims)));

    assertThat(verdict.valid()).isTrue();
    assertThat(verdict.reasons()).isEmpty();
  }

  @Test
  void verify_allClaims_isValid() {
    assertThat(
            rejections(
                keys.sign(
                    Map.of(
                        "aws:channel-arn",
                        channel,
                        "aws:access-control-allow-origin",
                        "https://a.example,https://b.example",
                        "aws:strict-origin-enforcement",
                        false,
                        "aws:single-use-uuid",
                        UUID,
                        "aws:viewer-id",
                        "todd",
                        "aws:viewer-session-version",
                        1,
                        "aws:maximum-resolution",
                        "HD",
                        "iat",
                        NOW,
                        "exp",
                        NOW + 600))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void verify_invalidClaim_isReason(String claim, Object value, String reason) {
    assertThat(rejections(keys.sign(TestKeys.with(claims, claim, value)))).containsExactly(reason);
  }

  static Stream<Arguments> verify_invalidClaim_isReason() {
    return Stream.of(
        Arguments.of("exp", null, "exp is required"),
        Arguments.of("exp", NOW, "the token has expired: exp is in the past"),
        Arguments.of("exp", "soon", "exp must be a whole number of seconds"),
        Arguments.of("exp", NOW + 0.5, "exp must be a whole number of seconds"),
        Arguments.of("exp", -1, "exp must be a whole number of seconds"),
        Arguments.of(
            "exp",
            MutableClock.START.plusSeconds(60).toEpochMilli(),
            "exp must be in seconds, and this seems to be in milliseconds"),
        Arguments.of("iat", "now", "iat must be a whole number of seconds"),
        Arguments.of(
            "aws:channel-arn",
            UNKNOWN_CHANNEL,
            "aws:channel-arn does not name an existing channel"),
        Arguments.of(
            "aws:access-control-allow-origin",
            List.of("https://a.example"),
            "aws:access-control-allow-origin must be a string"),
        Arguments.of(
            "aws:strict-origin-enforcement",
            "true",
            "aws:strict-origin-enforcement must be true or false"),
        Arguments.of(
            "aws:maximum-resolution", "4K", "aws:maximum-resolution must be SD, HD or FULL_HD"),
        Arguments.of(
            "aws:viewer-session-version", -1, "aws:viewer-session-version must not be negative"),
        Arguments.of(
            "aws:viewer-session-version", "1", "aws:viewer-session-version must be a whole number"),
        Arguments.of("aws:viewer-id", 5, "aws:viewer-id must be a string"));
  }

  @ParameterizedTest
  @CsvSource({"aws:single-use-uuid," + UUID, "aws:viewer-id,todd"})
  void verify_lifetimeOverTenMinutes_isRejected(String claim, String value) {
    Map<String, Object> limited = TestKeys.with(claims, claim, value);

    assertThat(rejections(keys.sign(TestKeys.with(limited, "exp", NOW + 601))))
        .containsExactly("exp must be at most 10 minutes ahead with " + claim);
    assertThat(rejections(keys.sign(TestKeys.with(limited, "exp", NOW + 600)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',false", "x,true"})
  void verify_viewerIdLength_isLimited(String id, boolean valid) {
    Map<String, Object> limited = TestKeys.with(claims, "exp", NOW + 60);

    assertThat(rejections(keys.sign(TestKeys.with(limited, "aws:viewer-id", id))).isEmpty())
        .isEqualTo(valid);
    assertThat(
            rejections(keys.sign(TestKeys.with(limited, "aws:viewer-id", id + "🐈".repeat(40))))
                .isEmpty())
        .isEqualTo(!valid);
  }

  @ParameterizedTest
  @CsvSource({"no-uuid", "2-0-0-0-1"})
  void verify_singleUseClaimWithoutUuid_isReason(String uuid) {
    assertThat(rejections(singleUse(uuid))).containsExactly("aws:single-use-uuid must be a UUID");
  }

  @Test
  void verify_singleUseToken_isValidOnce() {
    assertThat(rejections(singleUse(UUID))).isEmpty();
    assertThat(rejections(singleUse(UUID)))
        .containsExactly("the single-use token has already been used");
  }

  @Test
  void verify_rejectedSingleUseToken_isNotUsedUp() {
    String token =
        keys.sign(
            Map.of(
                "aws:channel-arn",
                channel,
                "aws:single-use-uuid",
                UUID,
                "aws:access-control-allow-origin",
                "https://a.example",
                "exp",
                NOW + 60));

    assertThat(rejections(PresentedToken.of(token).origin("https://evil.example"))).hasSize(1);
    assertThat(rejections(PresentedToken.of(token).origin("https://a.example"))).isEmpty();
  }

  @Test
  void reset_usedToken_isValidAgain() {
    rejections(singleUse(UUID));
    emulator.reset();
    importPlaybackKey(keys);
    String again = createChannel("c");

    assertThat(
            rejections(
                keys.sign(
                    Map.of(
                        "aws:channel-arn", again,
                        "aws:single-use-uuid", UUID,
                        "exp", NOW + 60))))
        .isEmpty();
  }

  @Test
  void verify_expiredToken_isRejected() {
    String token = keys.sign(TestKeys.with(claims, "exp", NOW + 1));

    assertThat(rejections(token)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(rejections(token)).containsExactly("the token has expired: exp is in the past");
  }

  @Test
  void verify_unknownKey_isRejected() {
    assertThat(rejections(TestKeys.p384().sign(claims)))
        .containsExactly("no existing playback key has signed the token");
  }

  @Test
  void verify_participantKey_isRejected() {
    TestKeys others = TestKeys.p384();
    importPublicKey(others);

    assertThat(rejections(others.sign(claims)))
        .containsExactly("no existing playback key has signed the token");
  }

  @Test
  void deletePlaybackKeyPair_withTokens_revokesThem() {
    aws.call("DeletePlaybackKeyPair", Map.of("arn", keyArn));

    assertThat(rejections(keys.sign(claims)))
        .containsExactly("no existing playback key has signed the token");
  }

  @Test
  void deleteChannel_withTokens_revokesThem() {
    aws.call("DeleteChannel", Map.of("arn", channel));

    assertThat(rejections(keys.sign(claims)))
        .containsExactly("aws:channel-arn does not name an existing channel");
  }

  @Test
  void verify_changedToken_isRejected() {
    String[] parts = keys.sign(claims).split("\\.", -1);
    String[] others = keys.sign(TestKeys.with(claims, "exp", NOW + 7200)).split("\\.", -1);

    assertThat(rejections(others[0] + "." + others[1] + "." + parts[2]))
        .containsExactly("no existing playback key has signed the token");
  }

  @Test
  void verify_severalProblems_reportsEveryReason() {
    assertThat(
            rejections(
                TestKeys.p384()
                    .sign(
                        Map.of("alg", "none"),
                        Map.of("aws:channel-arn", UNKNOWN_CHANNEL, "exp", 1))))
        .containsExactlyInAnyOrder(
            "the header's alg must be ES384",
            "the header's typ must be JWT",
            "no existing playback key has signed the token",
            "aws:channel-arn does not name an existing channel",
            "the token has expired: exp is in the past");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example,true",
    "HTTPS://A.example,true",
    "https://x.b.example,true",
    "https://b.example,false",
    "https://x.b.example.evil,false",
    "http://x.b.example,false",
    "https://.b.example,false",
    ",true"
  })
  void verify_allowedOrigins_matchNamesAndStars(String origin, boolean valid) {
    String token =
        keys.sign(
            TestKeys.with(
                claims,
                "aws:access-control-allow-origin",
                "https://a.example, https://*.b.example"));

    assertThat(rejections(new PresentedToken(token, origin, null)))
        .isEqualTo(
            valid
                ? List.of()
                : List.of("aws:access-control-allow-origin does not allow the origin"));
  }

  @Test
  void verify_originStar_allowsEveryOrigin() {
    String token = keys.sign(TestKeys.with(claims, "aws:access-control-allow-origin", "*"));

    assertThat(rejections(PresentedToken.of(token).origin("https://a.example"))).isEmpty();
  }

  @Test
  void verify_strictEnforcement_requiresOriginAndAllowsFive() {
    Map<String, Object> strict = TestKeys.with(claims, "aws:strict-origin-enforcement", true);

    assertThat(
            rejections(
                keys.sign(
                    TestKeys.with(strict, "aws:access-control-allow-origin", "https://a.example"))))
        .containsExactly("aws:access-control-allow-origin requires an origin");
    assertThat(
            rejections(
                PresentedToken.of(
                        keys.sign(
                            TestKeys.with(
                                strict, "aws:access-control-allow-origin", "a,b,c,d,e,f")))
                    .origin("a")))
        .containsExactly(
            "aws:access-control-allow-origin must name at most 5 origins when"
                + " aws:strict-origin-enforcement is true");
  }

  @Test
  void verify_playbackRestrictionPolicy_applies() {
    String policy =
        aws.call(
                "CreatePlaybackRestrictionPolicy",
                Map.of(
                    "allowedCountries",
                    List.of("NL"),
                    "allowedOrigins",
                    List.of("https://a.example"),
                    "enableStrictOriginEnforcement",
                    true))
            .text("playbackRestrictionPolicy.arn");
    aws.call("UpdateChannel", Map.of("arn", channel, "playbackRestrictionPolicyArn", policy));
    PresentedToken token = PresentedToken.of(keys.sign(claims));

    assertThat(rejections(token))
        .containsExactly(
            "the playback restriction policy does not allow the country",
            "the playback restriction policy requires an origin");
    assertThat(rejections(token.country("DE").origin("https://b.example")))
        .containsExactly(
            "the playback restriction policy does not allow the country",
            "the playback restriction policy does not allow the origin");
    assertThat(rejections(token.country("NL").origin("https://a.example"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'' , the token must have three parts with dots between them",
    "a.b , the token must have three parts with dots between them",
    "e30.e30.e30.e30 , the token must have three parts with dots between them",
    "a!.e30.e30 , 'the token''s header must be Base64 for URLs, unpadded'",
    "e30=.e30.e30 , 'the token''s header must be Base64 for URLs, unpadded'",
    "e30.W10.e30 , the token's payload must be a JSON object",
    "e30.e30.+ , 'the token''s signature must be Base64 for URLs, unpadded'"
  })
  void verify_malformedToken_reportsReason(String text, String reason) {
    assertThat(rejections(text)).containsExactly(reason);
  }

  @Test
  void verify_tokenOfNeitherKind_reportsReason() {
    assertThat(rejections(keys.sign(Map.of("exp", NOW + 1))).get(0))
        .startsWith("the token has neither aws:channel-arn");
  }

  @Test
  void toString_presentedToken_omitsToken() {
    assertThat(PresentedToken.of("secret").origin("https://a.example").country("NL"))
        .hasToString("PresentedToken[origin=https://a.example, country=NL]");
  }

  private String singleUse(String uuid) {
    return keys.sign(
        Map.of("aws:channel-arn", channel, "aws:single-use-uuid", uuid, "exp", NOW + 60));
  }

  private List<String> rejections(String token) {
    return rejections(PresentedToken.of(token));
  }

  private List<String> rejections(PresentedToken token) {
    return emulator.verifyToken(token).reasons();
  }
}
