package io.streamcat.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.realtime.ParticipantTokenRequest.ParticipantCapability;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Jwts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of participant tokens that AWS issues, and of tokens signed with an imported key. */
@Guarantee("CHAT-05")
class ParticipantTokensTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final Set<ParticipantCapability> NONE = Set.of();

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final RealTimeService stages = streamcat.realTimeService();
  private final Stage stage = stages.create("todd", StageSettings.defaults());

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  /** The issuer of a token. */
  enum Issuer {
    AWS,
    SIGNER
  }

  private ParticipantToken issue(Issuer issuer, ParticipantTokenRequest request) {
    return issuer == Issuer.AWS
        ? stages.createParticipantToken(stage.arn(), request)
        : signer().sign(stage, request);
  }

  private ParticipantTokenSigner signer() {
    ImportedKey key = SigningKeys.create(stages.publicKeys(), "test", aws.time()).publish(KEY);
    return ParticipantTokenSigner.create(KEY, key.arn(), aws.time());
  }

  @ParameterizedTest
  @EnumSource
  void token_defaults_areAwssAndAllowJoining(Issuer issuer) {
    ParticipantToken token = issue(issuer, ParticipantTokenRequest.builder().build());

    assertThat(token.userId()).isEmpty();
    assertThat(token.capabilities()).containsExactlyInAnyOrder(ParticipantCapability.values());
    assertThat(token.expiresAt()).isEqualTo(aws.time().instant().plus(Duration.ofHours(12)));
    EmulatedParticipant joined = aws.emulator().participants().join(token.value().reveal());
    assertThat(joined.participantId()).isEqualTo(token.participantId());
    assertThat(joined.stageArn()).isEqualTo(stage.arn());
  }

  @ParameterizedTest
  @EnumSource
  void token_everySetting_arrivesOnTheStage(Issuer issuer) {
    ParticipantToken token =
        issue(
            issuer,
            ParticipantTokenRequest.builder()
                .userId("ann")
                .duration(Duration.ofMinutes(1))
                .role(StageRole.GUEST)
                .attributes(Map.of("name", "Ann", "mood", "😀"))
                .build());

    EmulatedParticipant joined = aws.emulator().participants().join(token.value().reveal());
    Participant participant =
        stages.participant(stage.arn(), joined.sessionId(), joined.participantId()).orElseThrow();
    assertThat(participant.summary().userId()).isEqualTo("ann");
    assertThat(participant.attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("name", "Ann", "mood", "😀"));
    assertThat(token.userId()).isEqualTo("ann");
    assertThat(token.expiresAt()).isEqualTo(aws.time().instant().plusSeconds(60));
  }

  @ParameterizedTest
  @EnumSource
  void token_viewer_cannotPublish(Issuer issuer) {
    ParticipantToken token =
        issue(issuer, ParticipantTokenRequest.builder().role(StageRole.VIEWER).build());

    EmulatedParticipant joined = aws.emulator().participants().join(token.value().reveal());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> aws.emulator().participants().publish(joined));
  }

  @ParameterizedTest
  @EnumSource
  void token_expired_isRejected(Issuer issuer) {
    ParticipantToken token =
        issue(issuer, ParticipantTokenRequest.builder().duration(Duration.ofMinutes(1)).build());

    aws.time().advance(Duration.ofSeconds(59));
    assertThat(verdict(token)).isEmpty();
    aws.time().advance(Duration.ofSeconds(1));
    assertThat(verdict(token)).anyMatch(reason -> reason.contains("expired"));
  }

  @ParameterizedTest
  @EnumSource
  void token_longestAndLargest_isAccepted(Issuer issuer) {
    ParticipantToken token =
        issue(
            issuer,
            ParticipantTokenRequest.builder()
                .userId("x".repeat(128))
                .duration(Duration.ofDays(14))
                .attributes(Map.of("é", "x".repeat(1022)))
                .build());

    assertThat(verdict(token)).isEmpty();
  }

  private List<String> verdict(ParticipantToken token) {
    return aws.emulator().verifyToken(PresentedToken.of(token.value().reveal())).reasons();
  }

  @Test
  void sign_claims_equalThoseOfAws() throws Exception {
    ParticipantToken token =
        signer()
            .sign(
                stage,
                ParticipantTokenRequest.builder()
                    .userId("ann")
                    .role(StageRole.VIEWER)
                    .attributes(Map.of("name", "Ann"))
                    .build());

    JwtClaims claims =
        Jwts.verified(token.value().reveal(), KEY.publicKeyPem(), aws.time()).getJwtClaims();
    long now = aws.time().instant().getEpochSecond();
    assertThat(claims.getClaimsMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("iat", now),
                Map.entry("exp", now + 12 * 3600),
                Map.entry("jti", token.participantId()),
                Map.entry("resource", stage.arn()),
                Map.entry("topic", stage.arn().substring(stage.arn().indexOf('/') + 1)),
                Map.entry("events_url", stage.endpoints().events()),
                Map.entry("whip_url", stage.endpoints().whip()),
                Map.entry("version", "1.0"),
                Map.entry("capabilities", Map.of("allow_publish", false, "allow_subscribe", true)),
                Map.entry("attributes", Map.of("name", "Ann")),
                Map.entry("user_id", "ann")));
  }

  @Test
  void exchange_newRoleAndAttributes_keepsTheParticipant() {
    ParticipantTokenSigner signer = signer();
    ParticipantToken viewer =
        signer.sign(
            stage, ParticipantTokenRequest.builder().userId("ann").role(StageRole.VIEWER).build());
    EmulatedParticipant joined = aws.emulator().participants().join(viewer.value().reveal());
    aws.time().advance(Duration.ofMinutes(1));

    ParticipantToken guest =
        signer.exchange(
            stage,
            viewer.participantId(),
            ParticipantTokenRequest.builder()
                .userId("ann-2")
                .role(StageRole.GUEST)
                .attributes(Map.of("featured", "yes"))
                .build());

    assertThat(guest.participantId()).isEqualTo(viewer.participantId());
    aws.emulator().participants().exchangeToken(joined, guest.value().reveal());
    aws.emulator().participants().publish(joined);
    Participant participant =
        stages.participant(stage.arn(), joined.sessionId(), joined.participantId()).orElseThrow();
    assertThat(participant.summary().userId()).isEqualTo("ann-2");
    assertThat(participant.attributes()).isEqualTo(Map.of("featured", "yes"));
    assertThat(claims(viewer)).containsAllEntriesOf(immutable(claims(guest)));
  }

  /** Returns the claims that AWS documents as immutable. */
  private static Map<String, Object> immutable(Map<String, Object> claims) {
    Map<String, Object> immutable = new HashMap<>(claims);
    immutable.keySet().retainAll(Set.of("topic", "resource", "jti", "whip_url", "events_url"));
    assertThat(immutable).hasSize(5);
    return immutable;
  }

  private Map<String, Object> claims(ParticipantToken token) {
    return Jwts.verified(token.value().reveal(), KEY.publicKeyPem(), aws.time())
        .getJwtClaims()
        .getClaimsMap();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with-dashes1", "thirteenchars"})
  void exchange_invalidParticipantId_isRejected(String id) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signer().exchange(stage, id, ParticipantTokenRequest.builder().build()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("participantId"));
  }

  @Test
  void sign_manyTokens_callsNoAwsAndUsesUniqueIds() {
    ParticipantTokenSigner signer = signer();
    int calls = aws.emulator().requests().size();

    Set<String> ids = new HashSet<>();
    Stream.generate(() -> signer.sign(stage, ParticipantTokenRequest.builder().build()))
        .limit(100)
        .forEach(token -> ids.add(token.participantId()));

    assertThat(ids).hasSize(100).allMatch(id -> id.matches("[a-zA-Z0-9]{12}"));
    assertThat(aws.emulator().requests()).hasSize(calls);
  }

  @Test
  void sign_fractionOfASecond_doesNotExtendTheLifetime() throws Exception {
    ParticipantTokenSigner signer = signer();
    aws.time().advance(Duration.ofMillis(999));

    ParticipantToken token =
        signer.sign(stage, ParticipantTokenRequest.builder().duration(Duration.ofDays(14)).build());

    assertThat(verdict(token)).isEmpty();
    assertThat(token.expiresAt()).isEqualTo(token.expiresAt().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void sign_deletedKey_tokensAreRejected() {
    ParticipantToken token = issue(Issuer.SIGNER, ParticipantTokenRequest.builder().build());
    stages.publicKeys().list().forEach(key -> stages.publicKeys().delete(key.arn()));

    assertThat(verdict(token))
        .anyMatch(reason -> reason.contains("kid does not name an existing public key"));
  }

  @Test
  void sign_unsuitableKeyOrStage_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ParticipantTokenSigner.create(KEY, stage.arn(), aws.time()))
        .withMessageStartingWith("publicKeyArn: ");
    Stage without =
        new Stage(stage.arn(), "todd", new StageEndpoints("", "", "", ""), stage.settings());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signer().sign(without, ParticipantTokenRequest.builder().build()))
        .withMessageStartingWith("stage.endpoints.events: ");
  }

  @Test
  void createParticipantToken_answerLost_issuesAnother() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateParticipantToken"));

    assertThat(verdict(issue(Issuer.AWS, ParticipantTokenRequest.builder().build()))).isEmpty();
  }

  @Test
  void createParticipantToken_unknownStage_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(
            () ->
                stages.createParticipantToken(
                    "arn:aws:ivs:us-east-1:123456789012:stage/doesNotExist",
                    ParticipantTokenRequest.builder().build()));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("userId", b -> b.userId("x".repeat(129))),
        broken("duration in minutes", b -> b.duration(Duration.ZERO)),
        broken("duration in minutes", b -> b.duration(Duration.ofMinutes(20_161))),
        broken("duration in minutes", b -> b.duration(Duration.ofMinutes(-1))),
        broken("duration", b -> b.duration(Duration.ofSeconds(90))),
        broken("capabilities", b -> b.capabilities(NONE)),
        broken("attributes", b -> b.attributes(Map.of("é", "x".repeat(1023)))));
  }

  private static Arguments broken(String field, Consumer<ParticipantTokenRequest.Builder> setting) {
    return Arguments.of(field, setting);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void build_valueBeyondLimit_isRejected(
      String field, Consumer<ParticipantTokenRequest.Builder> setting) {
    ParticipantTokenRequest.Builder builder = ParticipantTokenRequest.builder();
    setting.accept(builder);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void roles_hostGuestAndViewer_haveTheirCapabilities() {
    assertThat(StageRole.HOST.capabilities())
        .containsExactlyInAnyOrder(ParticipantCapability.values());
    assertThat(StageRole.GUEST.capabilities())
        .containsExactlyInAnyOrder(ParticipantCapability.values());
    assertThat(StageRole.VIEWER.capabilities()).containsExactly(ParticipantCapability.SUBSCRIBE);
  }

  @ParameterizedTest
  @EnumSource
  void toString_token_isHidden(Issuer issuer) {
    ParticipantToken token = issue(issuer, ParticipantTokenRequest.builder().userId("ann").build());

    assertThat(token.toString())
        .contains("value=***", "userId=ann", token.participantId())
        .doesNotContain(token.value().reveal());
  }
}
