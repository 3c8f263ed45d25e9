package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.ProcessEnded;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are chosen for one user at registration. */
@Guarantee("PROV-08")
class OwnSettingsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final StreamCat streamcat = builder().build();
  private final ParticipantRecording recording = ParticipantRecording.to(aws.createStorage());
  private final NewUser todd =
      NewUser.withId("todd")
          .withChannel(change -> change.authorized(true))
          .withChatRoom(change -> change.maximumMessageLength(200))
          .withStage(change -> change.recording(recording));

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(
            u ->
                u.failurePolicy(FailurePolicy.RESUME)
                    .channelSettings(ChannelSettings.builder().type(ChannelType.BASIC).build())
                    .chatRoomSettings(
                        ChatRoomSettings.builder().maximumMessageRatePerSecond(5).build()));
  }

  private UserRecord stored() {
    return users.findById(todd.id()).orElseThrow();
  }

  /** Asserts that the user has the chosen settings, in AWS and in the record. */
  private void hasOwnSettings(User user) {
    assertThat(user.channel().settings().authorized()).isTrue();
    assertThat(user.channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(user.chatRoom().settings().maximumMessageLength()).isEqualTo(200);
    assertThat(user.chatRoom().settings().maximumMessageRatePerSecond()).isEqualTo(5);
    assertThat(user.stage().settings().recording()).isEqualTo(recording);
    assertThat(streamcat.channelService().get(user.channel().arn())).contains(user.channel());
    assertThat(streamcat.chatRoomService().get(user.chatRoom().arn())).contains(user.chatRoom());
    assertThat(streamcat.realTimeService().get(user.stage().arn())).contains(user.stage());
    Invariants.exactlyOneOfEach(aws, user);
  }

  @Test
  void provision_ownSettings_createsResourcesWithThem() {
    User user = streamcat.users().provision(todd);

    hasOwnSettings(user);
    assertThat(aws.calls("UpdateChannel") + aws.calls("UpdateRoom") + aws.calls("UpdateStage"))
        .isZero();
    assertThat(stored().own().channel().values())
        .containsExactly(Map.entry(ChannelChange.Member.AUTHORIZED, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void provision_serverDies_recoveryCreatesWithTheChosenSettings(int creates) {
    AtomicInteger count = new AtomicInteger();
    UserRepository dying =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new ProcessEnded();
            });
    if (creates == 0) {
      aws.emulator()
          .faults()
          .add(FaultRule.error("CreateChannel", "InternalServerException").times(0));
      aws.emulator()
          .faults()
          .add(FaultRule.error("CreateRoom", "InternalServerException").times(0));
      aws.emulator()
          .faults()
          .add(FaultRule.error("CreateStage", "InternalServerException").times(0));
    }
    try (StreamCat server = builder().storage(s -> s.users(dying)).build()) {
      server.users().provision(todd);
    } catch (ProcessEnded e) {
      count.incrementAndGet();
    }
    assertThat(count).hasValue(1);
    assertThat(stored().user().channel()).isNull();
    aws.emulator().faults().clear();

    aws.time().advance(Duration.ofHours(1));
    aws.recover(streamcat);

    hasOwnSettings(stored().user());
    assertThat(stored().isSettled()).isTrue();
  }

  @Test
  void ensure_chosenSettings_createsTheResourceWithThem() {
    try (StreamCat noStage =
        builder()
            .users(
                u ->
                    u.createAtRegistration(
                        EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)))
            .build()) {
      assertThat(noStage.users().provision(todd).stage()).isNull();

      hasOwnSettings(noStage.users().ensureStage(todd.id()));
    }
  }

  @Test
  void provision_againWithOtherSettings_keepsTheFirstSettings() {
    streamcat.users().provision(todd);

    User again =
        streamcat
            .users()
            .provision(NewUser.withId("todd").withChannel(change -> change.authorized(false)));

    hasOwnSettings(again);
  }

  @Test
  void provision_invalidSettings_isRejectedBeforeAnythingExists() {
    NewUser preset =
        NewUser.withId("todd")
            .withChannel(change -> change.preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamcat.users().provision(preset))
        .withMessageContaining("preset");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .provision(todd.withChatRoom(change -> change.maximumMessageLength(501))));

    assertThat(users.findById(todd.id())).isEmpty();
    assertThat(aws.calls("CreateRoom")).isZero();
  }

  @Test
  void apply_resourceGoneFromAws_replacementIsCreatedWithTheChosenSettings() {
    User user = streamcat.users().provision(todd);
    streamcat.channelService().delete(user.channel().arn());
    aws.time().advance(Duration.ofHours(2));
    aws.emulator()
        .faults()
        .add(FaultRule.error("UpdateChannel", "InternalServerException").times(0));

    assertThat(streamcat.reconciler().apply(streamcat.reconciler().plan()).failed()).hasSize(1);

    assertThat(streamcat.channelService().list().toList()).hasSize(1);
    String arn = streamcat.channelService().list().findFirst().orElseThrow().arn();
    assertThat(streamcat.channelService().get(arn).orElseThrow().settings().authorized()).isTrue();
  }

  @Test
  void change_anySetting_countsAsChosenWithTheValueOfAws() {
    User user = streamcat.users().provision(NewUser.withId("todd"));
    assertThat(stored().own().channel().isEmpty()).isTrue();

    streamcat
        .users()
        .changeChannel(
            user.id(), change -> change.type(ChannelType.STANDARD), LiveChannelPolicy.REFUSE);
    aws.emulator().faults().add(FaultRule.error("UpdateRoom", "ValidationException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChatRoom(user.id(), change -> change.maximumMessageLength(7)));

    assertThat(stored().own().channel()).isEqualTo(ChannelChange.none().type(ChannelType.STANDARD));
    assertThat(stored().own().chatRoom())
        .as("settings that AWS rejected never take effect")
        .isEqualTo(ChatRoomChange.none().maximumMessageLength(500));
  }
}
