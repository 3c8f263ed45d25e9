package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of token exchange against the page of AWS about it. */
class TokenExchangeTest extends EmulatorTest {
  private static final String ID = "abcdefABCDEF";
  private static final Map<String, ?> SUBSCRIBE =
      Map.of("allow_publish", false, "allow_subscribe", true);

  private final TestKeys keys = TestKeys.p384();
  private final String keyArn = importPublicKey(keys);
  private final String stage = createStage("s");
  private final Participants participants = emulator.participants();
  private final EmulatedParticipant todd = participants.join(sign(claims()));

  private Map<String, Object> claims() {
    return participantClaims(stage, ID, "todd");
  }

  private String sign(Map<String, ?> claims) {
    return keys.sign(keyArn, claims);
  }

  @Test
  void exchangeToken_mutableClaims_apply() {
    participants.publish(todd);
    Map<String, Object> claims = claims();
    claims.put("user_id", "rita");
    claims.put("attributes", Map.of("k", "v"));
    claims.put("capabilities", SUBSCRIBE);
    claims.put("iat", (Long) claims.get("iat") - 1);
    claims.put("exp", (Long) claims.get("exp") + 3600);

    participants.exchangeToken(todd, sign(claims));

    Answer answer = get(todd);
    assertThat(answer.at("participant.participantId")).isEqualTo(ID);
    assertThat(answer.at("participant.userId")).isEqualTo("rita");
    assertThat(answer.at("participant.attributes")).isEqualTo(Map.of("k", "v"));
    assertThatIllegalStateException().isThrownBy(() -> participants.publish(todd));
    Answer events = aws.call("ListParticipantEvents", ReplicationTest.identity(todd));
    assertThat(events.all("events", "name"))
        .containsExactly(
            "PUBLISH_ERROR", "PUBLISH_STOPPED", "TOKEN_EXCHANGED", "PUBLISH_STARTED", "JOINED");
    assertThat(events.all("events", "previousToken").get(2))
        .isEqualTo(
            Map.of(
                "userId",
                "todd",
                "attributes",
                Map.of(),
                "capabilities",
                List.of("PUBLISH", "SUBSCRIBE"),
                "expirationTime",
                "2030-01-02T03:05:05Z"));
    assertThat(events.all("events", "newToken").get(2))
        .isEqualTo(
            Map.of(
                "userId",
                "rita",
                "attributes",
                Map.of("k", "v"),
                "capabilities",
                List.of("SUBSCRIBE"),
                "expirationTime",
                "2030-01-02T04:05:05Z"));
  }

  @Test
  void exchangeToken_joinAgain_restoresOwnToken() {
    participants.join(stage, "host");
    Map<String, Object> claims = claims();
    claims.put("user_id", "rita");
    claims.put("capabilities", SUBSCRIBE);
    participants.exchangeToken(todd, sign(claims));
    participants.leave(todd);

    participants.join(sign(claims()));

    assertThat(get(todd).at("participant.userId")).isEqualTo("todd");
    participants.publish(todd);
    assertThat(get(todd).at("participant.published")).isEqualTo(true);
  }

  @Test
  void exchangeToken_withoutSubscribing_endsSubscriptions() {
    EmulatedParticipant host = participants.join(stage, "host");
    participants.publish(host);
    participants.subscribe(todd, host);
    Map<String, Object> claims = claims();
    claims.put("capabilities", Map.of("allow_publish", true, "allow_subscribe", false));

    participants.exchangeToken(todd, sign(claims));

    assertThatIllegalStateException()
        .isThrownBy(() -> participants.subscribe(todd, host))
        .withMessageContaining("INSUFFICIENT_CAPABILITIES");
    assertThat(
            aws.call("ListParticipantEvents", ReplicationTest.identity(todd)).all("events", "name"))
        .containsExactly(
            "SUBSCRIBE_ERROR",
            "SUBSCRIBE_STOPPED",
            "TOKEN_EXCHANGED",
            "SUBSCRIBE_STARTED",
            "JOINED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "resource", "topic", "events_url", "whip_url"})
  void exchangeToken_otherImmutableClaim_isRejected(String claim) {
    Map<String, Object> other = participantClaims(createStage("other"), "otherOTHER12", "todd");
    Map<String, Object> claims = claims();
    claims.put(claim, claim.endsWith("_url") ? "wss://elsewhere.example" : other.get(claim));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.exchangeToken(todd, sign(claims)))
        .withMessageContaining("is rejected: ");
    assertThat(get(todd).at("participant.userId")).isEqualTo("todd");
  }

  @Test
  void exchangeToken_tokenOfAnotherStage_isRejected() {
    String token = sign(participantClaims(createStage("other"), ID, "todd"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.exchangeToken(todd, token))
        .withMessageContaining("another stage");
  }

  @Test
  void exchangeToken_tokenIssuedByAws_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.exchangeToken(todd, issued()))
        .withMessageContaining("signed with a key pair");
  }

  @Test
  void exchangeToken_joinedWithTokenIssuedByAws_conflicts() {
    EmulatedParticipant rita = participants.join(issued());
    String token = sign(participantClaims(stage, rita.participantId(), "rita"));

    assertThatIllegalStateException()
        .isThrownBy(() -> participants.exchangeToken(rita, token))
        .withMessageContaining("signed with a key pair");
  }

  @Test
  void exchangeToken_joinedWithoutToken_conflicts() {
    EmulatedParticipant rita = participants.join(stage, "rita");
    String token = sign(participantClaims(stage, rita.participantId(), "rita"));

    assertThatIllegalStateException().isThrownBy(() -> participants.exchangeToken(rita, token));
  }

  @Test
  void exchangeToken_invalidToken_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.exchangeToken(todd, "x.y.z"))
        .withMessageContaining("token is rejected");
  }

  @Test
  void exchangeToken_participantWhoLeft_isRejected() {
    participants.leave(todd);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.exchangeToken(todd, sign(claims())));
  }

  private String issued() {
    return aws.call("CreateParticipantToken", Map.of("stageArn", stage))
        .text("participantToken.token");
  }

  private Answer get(EmulatedParticipant participant) {
    return aws.call("GetParticipant", ReplicationTest.identity(participant));
  }
}
