package io.streamcat.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.playback.PlaybackTokenRequest.MaximumResolution;
import io.streamcat.secret.Secret;
import io.streamcat.signing.PublicKeys;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Jwts;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("CHAT-05")
class PlaybackTokenSignerTest {

  private static final SigningKey KEY = SigningKey.generate();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final String ORIGIN = "https://example.com";

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final PlaybackTokenSigner signer = PlaybackTokenSigner.create(KEY, aws.time());
  private final Channel channel =
      streamcat.channelService().create("todd", ChannelSettings.builder().authorized(true).build());

  @BeforeEach
  void publish() {
    SigningKeys.create(streamcat.playbackService().keyPairs(), "test", aws.time()).publish(KEY);
  }

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private PlaybackToken sign(PlaybackTokenRequest.Builder request) {
    return signer.sign(channel.arn(), request.build());
  }

  private static PlaybackTokenRequest.Builder lasting(Duration lifetime) {
    return PlaybackTokenRequest.builder(lifetime);
  }

  private Map<String, Object> claims(PlaybackToken token) {
    return Jwts.verified(token.value().reveal(), KEY.publicKeyPem(), aws.time())
        .getJwtClaims()
        .getClaimsMap();
  }

  private List<String> reasons(PlaybackToken token) {
    return reasons(PresentedToken.of(token.value().reveal()));
  }

  private List<String> reasons(PresentedToken token) {
    return aws.emulator().verifyToken(token).reasons();
  }

  @Test
  void sign_defaults_claimsChannelAndExpirationOnly() {
    PlaybackToken token = sign(lasting(HOUR));

    assertThat(claims(token))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "aws:channel-arn",
                channel.arn(),
                "exp",
                aws.time().instant().getEpochSecond() + 3600));
    assertThat(token.channelArn()).isEqualTo(channel.arn());
    assertThat(token.expiresAt()).isEqualTo(aws.time().instant().plus(HOUR));
    assertThat(reasons(token)).isEmpty();
  }

  @Test
  void sign_everySetting_claimsAllOfThem() {
    PlaybackToken token =
        sign(
            lasting(TEN_MINUTES)
                .allowedOrigins(List.of(ORIGIN, "https://*.example.org"))
                .strictOriginEnforcement(true)
                .singleUse(true)
                .viewerId("ann")
                .viewerSessionVersion(7)
                .maximumResolution(MaximumResolution.HD));

    Map<String, Object> claims = claims(token);
    assertThat(claims)
        .containsEntry("aws:access-control-allow-origin", ORIGIN + ",https://*.example.org")
        .containsEntry("aws:strict-origin-enforcement", true)
        .containsEntry("aws:viewer-id", "ann")
        .containsEntry("aws:viewer-session-version", 7L)
        .containsEntry("aws:maximum-resolution", "HD")
        .hasSize(8);
    assertThat(UUID.fromString((String) claims.get("aws:single-use-uuid"))).isNotNull();
    assertThat(reasons(PresentedToken.of(token.value().reveal()).origin(ORIGIN))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void sign_maximumResolution_usesAwssSpelling(MaximumResolution resolution) {
    assertThat(reasons(sign(lasting(HOUR).maximumResolution(resolution)))).isEmpty();
  }

  @Test
  void sign_fractionOfASecond_staysWithinTheLimit() {
    for (int i = 0; i < 10; i++) {
      aws.time().advance(Duration.ofMillis(101));
      PlaybackToken token = sign(lasting(TEN_MINUTES).viewerId("ann"));
      assertThat(claims(token).get("exp")).isInstanceOf(Long.class);
      assertThat(token.expiresAt()).isEqualTo(token.expiresAt().truncatedTo(ChronoUnit.SECONDS));
      assertThat(reasons(token)).isEmpty();
    }
  }

  @Test
  void token_expired_isRejected() {
    PlaybackToken token = sign(lasting(HOUR));

    aws.time().advance(HOUR.minusSeconds(1));
    assertThat(reasons(token)).isEmpty();
    aws.time().advance(Duration.ofSeconds(1));
    assertThat(reasons(token)).anyMatch(reason -> reason.contains("expired"));
  }

  @Test
  void token_otherOrigin_isRejected() {
    PresentedToken token =
        PresentedToken.of(sign(lasting(HOUR).allowedOrigins(List.of(ORIGIN))).value().reveal());

    assertThat(reasons(token.origin(ORIGIN))).isEmpty();
    assertThat(reasons(token)).as("no origin sent").isEmpty();
    assertThat(reasons(token.origin("https://evil.example"))).isNotEmpty();
  }

  @Test
  void token_strictWithoutOrigin_isRejected() {
    PresentedToken token =
        PresentedToken.of(
            sign(lasting(HOUR)
                    .allowedOrigins(List.of(ORIGIN, ORIGIN))
                    .strictOriginEnforcement(true))
                .value()
                .reveal());

    assertThat(reasons(token.origin(ORIGIN))).isEmpty();
    assertThat(reasons(token)).isNotEmpty();
  }

  @Test
  void token_singleUse_isValidOnce() {
    PlaybackToken token = sign(lasting(TEN_MINUTES).singleUse(true));

    assertThat(reasons(token)).isEmpty();
    assertThat(reasons(token)).anyMatch(reason -> reason.contains("used"));
    assertThat(reasons(sign(lasting(TEN_MINUTES).singleUse(true)))).isEmpty();
  }

  @Test
  void token_deletedKey_isRejected() {
    PlaybackToken token = sign(lasting(HOUR));
    var keys = streamcat.playbackService().keyPairs();
    keys.list().forEach(key -> keys.delete(key.arn()));

    assertThat(reasons(token)).isNotEmpty();
  }

  @Test
  void sign_otherArn_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signer.sign("arn:aws:ivs:us-east-1:1:stage/a", lasting(HOUR).build()))
        .withMessageStartingWith("channelArn: ");
  }

  @Test
  void sign_longestLifetimes_areAccepted() {
    assertThat(reasons(sign(lasting(Duration.ofDays(365))))).isEmpty();
    assertThat(reasons(sign(lasting(TEN_MINUTES).viewerId("😀".repeat(40))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "file://",
        "https://example.com",
        "https://*.example.com",
        "http://localhost:8080",
        "http://127.0.0.1:3000",
        "http://[::1]:8080",
        "https://xn--mnchen-3ya.example",
        "https://under_score.example",
        "capacitor://localhost",
        "ionic://localhost",
        "app://obsidian.md",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://3c6bf55c-3b34-4c9c-8d4b-2f1f2b7b1f64"
      })
  void sign_anyValueOfAnOriginHeader_isAllowedForItAlone(String origin) {
    PlaybackToken token = sign(lasting(HOUR).allowedOrigins(List.of(origin)));
    PresentedToken presented = PresentedToken.of(token.value().reveal());

    assertThat(reasons(presented.origin(origin.replace("*.", "www.").replace("*", "https://a"))))
        .isEmpty();
    if (!origin.equals("*")) {
      assertThat(reasons(presented.origin("https://other.test"))).hasSize(1);
    }
    assertThat(
            RestrictionSettings.defaults()
                .withAllowedOrigins(List.of(origin))
                .validated()
                .allowedOrigins())
        .containsExactly(origin);
  }

  static Stream<Arguments> broken() {
    Duration longer = TEN_MINUTES.plusNanos(1);
    return Stream.of(
        Arguments.of("lifetime", lasting(Duration.ofMillis(999))),
        Arguments.of("lifetime", lasting(Duration.ofSeconds(-1))),
        Arguments.of("lifetime", lasting(Duration.ofDays(365).plusNanos(1))),
        Arguments.of("lifetime", lasting(Duration.ofSeconds(Long.MAX_VALUE))),
        Arguments.of("lifetime", lasting(longer).singleUse(true)),
        Arguments.of("lifetime", lasting(longer).viewerId("ann")),
        Arguments.of("viewerId", lasting(TEN_MINUTES).viewerId("")),
        Arguments.of("viewerId", lasting(TEN_MINUTES).viewerId("x".repeat(41))),
        Arguments.of(
            "viewerSessionVersion", lasting(TEN_MINUTES).viewerId("a").viewerSessionVersion(-1)),
        Arguments.of("viewerSessionVersion", lasting(TEN_MINUTES).viewerSessionVersion(1)),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of("example.com"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of(ORIGIN + "/page"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://a,b"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://a?b"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://u@a"))),
        Arguments.of(
            "allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://m\u00fcn.de"))),
        Arguments.of("allowedOrigins", lasting(HOUR).allowedOrigins(List.of(""))),
        Arguments.of(
            "allowedOrigins", lasting(HOUR).allowedOrigins(List.of("https://" + "x".repeat(121)))),
        Arguments.of(
            "number of allowedOrigins with strictOriginEnforcement",
            lasting(HOUR).strictOriginEnforcement(true)),
        Arguments.of(
            "number of allowedOrigins with strictOriginEnforcement",
            lasting(HOUR)
                .allowedOrigins(Stream.of(1, 2, 3, 4, 5, 6).map(i -> "https://" + i).toList())
                .strictOriginEnforcement(true)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void build_valueBeyondLimit_isRejected(String field, PlaybackTokenRequest.Builder request) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(request::build)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void appendTo_playlistUrl_addsTheTokenAsAParameter() {
    PlaybackToken token =
        new PlaybackToken(Secret.of("a.b-c_d"), channel.arn(), aws.time().instant());

    assertThat(token.appendTo(channel.playbackUrl()))
        .isEqualTo(URI.create(channel.playbackUrl() + "?token=a.b-c_d"));
    assertThat(token.appendTo("https://host/path?a=b"))
        .isEqualTo(URI.create("https://host/path?a=b&token=a.b-c_d"));
  }

  @Test
  void toString_token_isHidden() {
    PlaybackToken token = sign(lasting(HOUR));

    assertThat(token.toString())
        .contains("value=***", channel.arn())
        .doesNotContain(token.value().reveal());
  }

  @Test
  void sign_keysOfAnotherKind_isRejected() {
    SigningKeys ofStages =
        SigningKeys.create(streamcat.realTimeService().publicKeys(), "test", aws.time());
    PlaybackTokenSigner mistaken = PlaybackTokenSigner.create(KEY, ofStages, aws.time());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> mistaken.sign(channel.arn(), lasting(HOUR).build()))
        .withMessageContaining("keyPairs()");
  }

  @Test
  void sign_keyOfTheConsole_importsNothing() {
    SigningKey key = SigningKey.generate();
    PublicKeys keys = streamcat.playbackService().keyPairs();
    keys.importKey("console", key.publicKeyPem(), Map.of());
    long imports = aws.calls("ImportPlaybackKeyPair");

    sign(PlaybackTokenSigner.create(key, SigningKeys.create(keys, "test", aws.time()), aws.time()));

    assertThat(aws.calls("ImportPlaybackKeyPair")).isEqualTo(imports);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AccessDeniedException", "ServiceQuotaExceededException", "ConflictException"})
  void sign_importRejected_signsAndTriesAgainLater(String error) {
    SigningKey key = SigningKey.generate();
    PublicKeys keys = streamcat.playbackService().keyPairs();
    PlaybackTokenSigner signer =
        PlaybackTokenSigner.create(key, SigningKeys.create(keys, "test", aws.time()), aws.time());
    aws.emulator().faults().add(FaultRule.error("ImportPlaybackKeyPair", error));
    long imports = aws.calls("ImportPlaybackKeyPair");

    sign(signer);
    sign(signer);
    assertThat(aws.calls("ImportPlaybackKeyPair")).isEqualTo(imports + 1);

    aws.time().advance(PublishingPlaybackTokenSigner.PAUSE);
    sign(signer);
    assertThat(keys.findByKey(key.publicKeyPem())).isPresent();
  }

  @Test
  void sign_awsUnavailable_throwsUntilTheKeyIsImported() {
    SigningKey key = SigningKey.generate();
    PublicKeys keys = streamcat.playbackService().keyPairs();
    PlaybackTokenSigner signer =
        PlaybackTokenSigner.create(key, SigningKeys.create(keys, "test", aws.time()), aws.time());
    aws.emulator()
        .faults()
        .add(FaultRule.error("ListPlaybackKeyPairs", "InternalServerException").times(0));

    assertThatExceptionOfType(AwsException.class).isThrownBy(() -> sign(signer));
    aws.emulator().faults().clear();
    sign(signer);
    assertThat(keys.findByKey(key.publicKeyPem())).isPresent();
  }

  private void sign(PlaybackTokenSigner signer) {
    assertThat(signer.sign(channel.arn(), lasting(HOUR).build()).channelArn())
        .isEqualTo(channel.arn());
  }
}
