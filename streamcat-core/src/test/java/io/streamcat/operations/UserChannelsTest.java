package io.streamcat.operations;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of a user's channel: ingest, settings and metadata. */
class UserChannelsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final UserChannels channels = streamcat.channels();
  private final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  private final String arn = todd.channel().arn();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void ingest_storedKey_isReturnedWithoutACall() {
    long before = aws.emulator().requests().size();

    Ingest ingest = channels.ingest(todd.id());

    assertThat(ingest.url()).isEqualTo(todd.channel().ingestUrl());
    assertThat(ingest.streamKey()).isEqualTo(todd.channel().streamKey());
    assertThat(ingest.srt()).isEqualTo(todd.channel().srt());
    assertThat(aws.emulator().requests()).hasSize((int) before);
  }

  /** Returns the channels of a store without secrets, which is the default of the JDBC store. */
  private UserChannels withoutSecrets() {
    return UserChannels.create(
        InterceptingProxy.after(
            UserProvisioner.class,
            streamcat.users(),
            "find",
            found -> ((Optional<?>) found).map(user -> withoutSecrets((User) user))),
        streamcat.channelService(),
        aws.time(),
        UserChannels.MAX_AGE);
  }

  private User withoutSecrets(User user) {
    Channel stored = user.channel();
    return user.with(
        new Channel(
            stored.arn(),
            stored.name(),
            stored.ingestEndpoint(),
            stored.playbackUrl(),
            null,
            null,
            stored.settings()),
        aws.time().instant());
  }

  @Test
  void ingest_storeWithoutSecrets_fetchesTheKeyFromAws() {
    assertThat(withoutSecrets().ingest(todd.id())).isEqualTo(channels.ingest(todd.id()));
  }

  @Test
  void ingest_channelWithoutKey_isATypedException() {
    streamcat.channelService().deleteStreamKey(todd.channel().streamKey().arn());

    assertThatExceptionOfType(ResourceNotProvisionedException.class)
        .isThrownBy(() -> withoutSecrets().ingest(todd.id()))
        .withMessage(
            "user '" + todd.id() + "' has no stream key yet; users().rotateStreamKey(…) creates it")
        .satisfies(e -> assertThat(e.userId()).isEqualTo(todd.id().value()))
        .satisfies(e -> assertThat(e.resource()).isEqualTo("stream key"));
  }

  @Test
  void ingest_channelMissingInAws_isATypedException() {
    streamcat.channelService().delete(arn);

    assertThatExceptionOfType(ResourceNotProvisionedException.class)
        .isThrownBy(() -> withoutSecrets().ingest(todd.id()))
        .withMessageContaining("has no channel");
  }

  @Test
  void stop_liveChannel_endsTheStreamAndRevokesTheKey() {
    aws.emulator().startStream(arn);

    User after = channels.stop(todd.id());

    assertThat(streamcat.channelService().isLive(arn)).isFalse();
    assertThat(after.channel().streamKey()).isNotEqualTo(todd.channel().streamKey());
  }

  @Test
  void changeChannel_otherSettings_areKept() {
    streamcat.users().changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);

    User partner =
        streamcat
            .users()
            .changeChannel(
                todd.id(),
                c ->
                    c.type(ChannelType.ADVANCED_HD)
                        .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY),
                LiveChannelPolicy.REFUSE);

    assertThat(partner.channel().settings())
        .isEqualTo(
            todd.channel().settings().toBuilder()
                .authorized(true)
                .type(ChannelType.ADVANCED_HD)
                .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY)
                .build());
    assertThat(streamcat.channelService().get(arn)).contains(partner.channel());
    assertThat(
            streamcat
                .users()
                .changeChannel(todd.id(), c -> c.authorized(false), LiveChannelPolicy.REFUSE)
                .channel()
                .settings())
        .isEqualTo(partner.channel().settings().toBuilder().authorized(false).build());
  }

  @Test
  void changeChannel_unsuitablePreset_isRejectedBeforeACall() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChannel(
                        todd.id(),
                        c ->
                            c.type(ChannelType.BASIC)
                                .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY),
                        LiveChannelPolicy.WAIT))
        .withMessageContaining("preset");

    assertThat(aws.calls("UpdateChannel")).isZero();
  }

  @Test
  void putMetadata_liveChannel_isSent() {
    aws.emulator().startStream(arn);

    channels.putMetadata(todd.id(), "{\"goal\": \"7\"}");

    RecordedRequest sent =
        aws.emulator().requests().stream()
            .filter(request -> request.operation().equals("PutMetadata"))
            .findFirst()
            .orElseThrow();
    assertThat(sent.input())
        .containsEntry("channelArn", arn)
        .containsEntry("metadata", "{\"goal\": \"7\"}");
  }

  @Test
  void putMetadata_offlineChannel_fails() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> channels.putMetadata(todd.id(), "goal"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1025})
  void putMetadata_tooShortOrLong_isRejectedBeforeACall(int length) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> channels.putMetadata(todd.id(), "x".repeat(length)))
        .withMessage("metadata: has " + length + " (must be 1 to 1024 bytes in UTF-8)");

    assertThat(aws.calls("PutMetadata")).isZero();
  }

  @Test
  void putMetadata_multibyteText_isMeasuredInBytes() {
    aws.emulator().startStream(arn);

    channels.putMetadata(todd.id(), "é".repeat(512));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> channels.putMetadata(todd.id(), "é".repeat(512) + "x"));
  }

  @Test
  void putMetadata_answerLost_isNotSentTwice() {
    aws.emulator().startStream(arn);
    aws.emulator().faults().add(FaultRule.responseLost("PutMetadata"));

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> channels.putMetadata(todd.id(), "goal"));

    assertThat(aws.calls("PutMetadata")).isEqualTo(1);
  }

  @Test
  void putMetadata_throttled_isSentLater() {
    aws.emulator().startStream(arn);
    aws.emulator().faults().add(FaultRule.error("PutMetadata", "ThrottlingException"));

    channels.putMetadata(todd.id(), "goal");

    assertThat(aws.calls("PutMetadata")).isEqualTo(2);
  }

  @Test
  void anyCall_unknownOwnerOrNoChannel_isATypedException() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> channels.state(UserId.of("nobody")));
    try (StreamCat noChannel =
        aws.streamCat()
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.STAGE)))
            .build()) {
      User ann = noChannel.users().provision(NewUser.withId("ann"));

      assertThatExceptionOfType(ResourceNotProvisionedException.class)
          .isThrownBy(() -> noChannel.channels().putMetadata(ann.id(), "goal"))
          .withMessage("user 'ann' has no channel yet; users().ensureChannel(…) creates it");
      assertThatExceptionOfType(ResourceNotProvisionedException.class)
          .isThrownBy(() -> noChannel.channels().ingest(ann.id()))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
  }
}
