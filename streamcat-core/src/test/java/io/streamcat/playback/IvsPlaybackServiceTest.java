package io.streamcat.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.playback.ViewerSession.RevocationFailure;
import io.streamcat.signing.SigningKey;
import io.streamcat.testing.EmulatedAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of restriction policies and of the revocation of viewers. */
class IvsPlaybackServiceTest {

  private static final String UNKNOWN = "arn:aws:ivs:us-east-1:123456789012:channel/doesNotExist";
  private static final String NO_POLICY =
      "arn:aws:ivs:us-east-1:123456789012:playback-restriction-policy/doesNotExist";
  private static final RestrictionSettings SETTINGS =
      new RestrictionSettings(
          Set.of("NL", "DE"),
          List.of("https://example.com"),
          true,
          Map.of("streamcat:record", "a-1", "project", "streamcat"));

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final PlaybackService playback = streamcat.playbackService();
  private final RestrictionPolicies policies = playback.restrictionPolicies();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void createPolicy_defaults_areAwss() {
    RestrictionPolicy policy = policies.create("eu", RestrictionSettings.defaults());

    assertThat(policy.settings()).isEqualTo(RestrictionSettings.defaults().withTags(policy.tags()));
    assertThat(policy.tags()).containsOnlyKeys("streamcat:record");
  }

  @Test
  void createPolicy_everySetting_arrives() {
    RestrictionPolicy policy = policies.create("eu", SETTINGS);

    assertThat(policy.name()).isEqualTo("eu");
    assertThat(policy.settings()).isEqualTo(SETTINGS);
    assertThat(policies.get(policy.arn())).contains(policy);
    assertThat(policies.list())
        .containsExactly(new ResourceSummary(policy.arn(), "eu", SETTINGS.tags()));
    assertThat(policies.find("eu", Map.of("project", "streamcat"))).containsExactly(policy);
    assertThat(policies.find("eu", Map.of("project", "other"))).isEmpty();
  }

  @Test
  void getPolicy_foreignPolicy_isReadWithAnyOrigins() {
    String arn =
        aws.create(
            "CreatePlaybackRestrictionPolicy",
            "{\"allowedCountries\": [], \"allowedOrigins\": [\"example.com\"]}");

    assertThat(policies.get(arn).orElseThrow().settings().allowedOrigins())
        .containsExactly("example.com");
  }

  @Test
  void createPolicy_answerLost_existsOnce() {
    aws.emulator().faults().add(FaultRule.responseLost("CreatePlaybackRestrictionPolicy"));

    RestrictionPolicy policy = policies.create("eu", SETTINGS);

    assertThat(aws.existing("playback-restriction-policy"))
        .singleElement()
        .extracting("arn")
        .isEqualTo(policy.arn());
  }

  @Test
  void updatePolicy_newSettings_keepsTheTags() {
    RestrictionPolicy policy = policies.create("eu", SETTINGS);
    RestrictionSettings changed =
        RestrictionSettings.defaults()
            .withAllowedCountries(Set.of("US"))
            .withAllowedOrigins(List.of("*"))
            .withStrictOriginEnforcement(true);

    assertThat(policies.update(policy.arn(), changed).settings())
        .isEqualTo(changed.withTags(SETTINGS.tags()));
    assertThat(policies.update(policy.arn(), RestrictionSettings.defaults()).settings())
        .as("all settings can be switched off")
        .isEqualTo(RestrictionSettings.defaults().withTags(SETTINGS.tags()));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> policies.update(NO_POLICY, changed));
  }

  @Test
  void deletePolicy_usedPolicy_isAConflict() {
    RestrictionPolicy policy = policies.create("eu", SETTINGS);
    Channel channel =
        streamcat
            .channelService()
            .create(
                "todd",
                ChannelSettings.builder().playbackRestrictionPolicyArn(policy.arn()).build());
    assertThatExceptionOfType(ResourceConflictException.class)
        .isThrownBy(() -> policies.delete(policy.arn()));

    streamcat.channelService().delete(channel.arn());
    policies.delete(policy.arn());
    policies.delete(policy.arn());

    assertThat(policies.get(policy.arn())).isEmpty();
  }

  @Test
  void createPolicy_valueBeyondLimit_isRejectedBeforeACall() {
    RestrictionSettings defaults = RestrictionSettings.defaults();

    assertRejected("name", () -> policies.create("e u", defaults));
    assertRejected("allowedCountries", () -> defaults.withAllowedCountries(Set.of("NLD")));
    assertRejected("allowedCountries", () -> defaults.withAllowedCountries(Set.of("nl")));
    RestrictionSettings noScheme = defaults.withAllowedOrigins(List.of("example.com"));
    RestrictionSettings tooLong =
        defaults.withAllowedOrigins(List.of("https://" + "x".repeat(121)));
    assertRejected("allowedOrigins", () -> policies.create("eu", noScheme));
    assertRejected("allowedOrigins", () -> policies.create("eu", tooLong));
    assertRejected("allowedOrigins", () -> policies.update(NO_POLICY, noScheme));
    assertRejected("tags key", () -> defaults.withTags(Map.of("", "value")));
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void revoke_version_rejectsTokensUpToIt() {
    String channel = privateChannel();
    PlaybackTokenSigner signer = signer();
    List<String> tokens =
        Stream.of(0, 1, 2)
            .map(
                version ->
                    signer
                        .sign(
                            channel,
                            PlaybackTokenRequest.builder(Duration.ofMinutes(10))
                                .viewerId("ann")
                                .viewerSessionVersion(version)
                                .build())
                        .value()
                        .reveal())
            .toList();

    playback.revoke(new ViewerSession(channel, "ann", 1));

    assertThat(tokens).extracting(this::isValid).containsExactly(false, false, true);
  }

  @Test
  void revoke_unknownChannel_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> playback.revoke(new ViewerSession(UNKNOWN, "ann", 0)));
  }

  @Test
  void revokeAll_manySessions_usesBatchesAndReturnsFailures() {
    String channel = privateChannel();
    PlaybackTokenSigner signer = signer();
    List<String> tokens =
        IntStream.range(0, 41)
            .mapToObj(
                i ->
                    signer
                        .sign(
                            channel,
                            PlaybackTokenRequest.builder(Duration.ofMinutes(10))
                                .viewerId("viewer-" + i)
                                .build())
                        .value()
                        .reveal())
            .toList();
    List<ViewerSession> sessions =
        Stream.concat(
                Stream.of(new ViewerSession(UNKNOWN, "ann", 0)),
                IntStream.range(0, 40).mapToObj(i -> new ViewerSession(channel, "viewer-" + i, 0)))
            .toList();

    List<RevocationFailure> failures = playback.revokeAll(sessions);

    assertThat(failures).singleElement().extracting("viewerId").isEqualTo("ann");
    assertThat(failures.get(0).channelArn()).isEqualTo(UNKNOWN);
    assertThat(failures.get(0).code()).isNotEmpty();
    assertThat(aws.calls("BatchStartViewerSessionRevocation")).isEqualTo(3);
    assertThat(tokens.subList(0, 40)).noneMatch(this::isValid);
    assertThat(isValid(tokens.get(40))).isTrue();
  }

  @Test
  void revokeAll_noSessions_makesNoCall() {
    assertThat(playback.revokeAll(List.of())).isEmpty();
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void viewerSession_valueBeyondLimit_isRejected() {
    assertRejected("channelArn", () -> new ViewerSession(NO_POLICY, "ann", 0));
    assertRejected("viewerId", () -> new ViewerSession(UNKNOWN, "", 0));
    assertRejected("viewerId", () -> new ViewerSession(UNKNOWN, "x".repeat(41), 0));
    assertRejected("viewerSessionVersion", () -> new ViewerSession(UNKNOWN, "ann", -1));
  }

  private String privateChannel() {
    return streamcat
        .channelService()
        .create("todd", ChannelSettings.builder().authorized(true).build())
        .arn();
  }

  private PlaybackTokenSigner signer() {
    SigningKey key = SigningKey.generate();
    playback.keyPairs().importKey("test", key.publicKeyPem(), Map.of());
    return PlaybackTokenSigner.create(key, aws.time());
  }

  private boolean isValid(String token) {
    return aws.emulator().verifyToken(PresentedToken.of(token)).valid();
  }

  private static void assertRejected(String field, Runnable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}
