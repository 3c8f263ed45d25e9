package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParticipantTokensTest extends EmulatorTest {
  private static final long NOW = MutableClock.START.getEpochSecond();

  private final TestKeys keys = TestKeys.p384();
  private final String keyArn = importPublicKey(keys);
  private final Answer stage = aws.call("CreateStage");
  private final String stageArn = stage.text("stage.arn");

  private Map<String, Object> claims() {
    Map<String, Object> claims = participantClaims(stageArn, "abcdefABCDEF", "todd");
    claims.put("attributes", Map.of("k", "v"));
    return claims;
  }

  @Test
  void verify_issuedToken_isValidUntilExpiry() {
    String token = issue(Map.of("duration", 1));

    assertThat(rejections(token)).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(rejections(token)).containsExactly("the token has expired: exp is in the past");
  }

  @Test
  void verify_tokenFromCreateStage_isValid() {
    Answer created =
        aws.call("CreateStage", Map.of("participantTokenConfigurations", List.of(Map.of())));

    assertThat(rejections((String) created.all("participantTokens", "token").get(0))).isEmpty();
  }

  @Test
  void createToken_sameSeed_returnsSameToken() {
    assertThat(firstToken(5)).isEqualTo(firstToken(5)).isNotEqualTo(firstToken(6));
  }

  private String firstToken(long seed) {
    try (IvsEmulator other = IvsEmulator.builder().seed(seed).clock(clock).start()) {
      ApiClient client = new ApiClient(other);
      String arn = client.call("CreateStage").text("stage.arn");
      return client
          .call("CreateParticipantToken", Map.of("stageArn", arn))
          .text("participantToken.token");
    }
  }

  @Test
  void verify_selfSignedToken_isValid() {
    assertThat(rejections(keys.sign(keyArn, claims()))).isEmpty();
  }

  @Test
  void verify_selfSignedTokenWithoutOptionalClaims_isValid() {
    Map<String, Object> claims = claims();
    claims.keySet().removeAll(List.of("user_id", "attributes"));

    assertThat(rejections(keys.sign(keyArn, claims))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void verify_invalidClaim_isReason(String claim, Object value, String reason) {
    assertThat(rejections(keys.sign(keyArn, TestKeys.with(claims(), claim, value))))
        .containsExactly(reason);
  }

  static Stream<Arguments> verify_invalidClaim_isReason() {
    return Stream.of(
        Arguments.of("exp", null, "exp is required"),
        Arguments.of("exp", NOW, "the token has expired: exp is in the past"),
        Arguments.of(
            "exp", NOW * 1000, "exp must be in seconds, and this seems to be in milliseconds"),
        Arguments.of("exp", NOW + 14 * 86_400 + 1, "exp must be at most 14 days after iat"),
        Arguments.of("iat", null, "iat is required"),
        Arguments.of("jti", null, "jti is required"),
        Arguments.of("jti", "short", "jti must have 12 letters or digits"),
        Arguments.of("resource", UNKNOWN_STAGE, "resource does not name an existing stage"),
        Arguments.of("topic", "other", "topic must be the stage's id"),
        Arguments.of("events_url", null, "events_url is required"),
        Arguments.of("events_url", "wss://other", "events_url must be the stage's events endpoint"),
        Arguments.of("whip_url", "https://other", "whip_url must be the stage's WHIP endpoint"),
        Arguments.of("version", "2.0", "version must be 1.0"),
        Arguments.of("version", 1.0, "version must be a string"),
        Arguments.of("capabilities", null, "capabilities is required"),
        Arguments.of("capabilities", List.of(), "capabilities must be an object"),
        Arguments.of(
            "capabilities",
            Map.of("allow_publish", "yes"),
            "capabilities.allow_publish must be true or false"),
        Arguments.of("attributes", Map.of("k", 5), "attributes.k must be a string"),
        Arguments.of(
            "attributes",
            Map.of("k", "ä".repeat(512)),
            "attributes must have at most 1024 bytes in total"),
        Arguments.of("user_id", "u".repeat(129), "user_id must have at most 128 characters"));
  }

  @Test
  void verify_tokenOfAnotherKey_isRejected() {
    assertThat(rejections(TestKeys.p384().sign(keyArn, claims())))
        .containsExactly("the token was not signed with the public key that kid names");
  }

  @Test
  void verify_selfSignedTokenWithoutKeyId_isRejected() {
    assertThat(rejections(keys.sign(claims())))
        .containsExactly(
            "the header has no kid, and the token was not issued by CreateParticipantToken");
  }

  @Test
  void verify_tokenOfPlaybackKey_isRejected() {
    TestKeys others = TestKeys.p384();
    String arn = importPlaybackKey(others);

    assertThat(rejections(others.sign(arn, claims())))
        .containsExactly("the header's kid does not name an existing public key");
  }

  @Test
  void deletePublicKey_withTokens_revokesThem() {
    aws.call("DeletePublicKey", Map.of("arn", keyArn));

    assertThat(rejections(keys.sign(keyArn, claims())))
        .containsExactly("the header's kid does not name an existing public key");
  }

  @Test
  void deleteStage_withTokens_revokesThem() {
    String token = issue(Map.of());
    aws.call("DeleteStage", Map.of("arn", stageArn));

    assertThat(rejections(token)).containsExactly("resource does not name an existing stage");
  }

  @Test
  void disconnectParticipant_connected_revokesToken() {
    String token = keys.sign(keyArn, claims());
    emulator.participants().join(token);

    aws.call(
        "DisconnectParticipant", Map.of("stageArn", stageArn, "participantId", "abcdefABCDEF"));

    assertThat(rejections(token))
        .containsExactly("the participant has been disconnected from the stage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.participants().join(token))
        .withMessageContaining("disconnected")
        .withMessageNotContaining(token);
  }

  private String issue(Map<String, ?> input) {
    Map<String, Object> all = new LinkedHashMap<>(input);
    all.put("stageArn", stageArn);
    return aws.call("CreateParticipantToken", all).text("participantToken.token");
  }

  private List<String> rejections(String token) {
    return emulator.verifyToken(PresentedToken.of(token)).reasons();
  }
}
