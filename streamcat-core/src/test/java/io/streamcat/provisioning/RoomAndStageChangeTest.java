package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ProcessEnded;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed settings of a chat room and a stage: database and AWS stay equal after any failure. */
@Guarantee("KEYS-06")
class RoomAndStageChangeTest extends KeyRotationFixture {

  private static final MessageReviewHandler REVIEW =
      new MessageReviewHandler(
          "arn:aws:lambda:us-east-1:123456789012:function:review",
          MessageReviewHandler.Fallback.DENY);

  private final ParticipantRecording recording = ParticipantRecording.to(aws.createStorage());

  /** The change of one kind of resource. */
  private enum Kind {
    ROOM("UpdateRoom", "chat room") {
      @Override
      User change(StreamCat server, UserId id, ParticipantRecording recording) {
        return server.users().changeChatRoom(id, change -> change.messageReviewHandler(REVIEW));
      }

      @Override
      boolean isMade(User user) {
        return REVIEW.equals(user.chatRoom().settings().messageReviewHandler());
      }
    },
    STAGE("UpdateStage", "stage") {
      @Override
      User change(StreamCat server, UserId id, ParticipantRecording recording) {
        return server.users().changeStage(id, change -> change.recording(recording));
      }

      @Override
      boolean isMade(User user) {
        return user.stage().settings().recording() != null;
      }
    };

    final String operation;
    final String words;

    Kind(String operation, String words) {
      this.operation = operation;
      this.words = words;
    }

    abstract User change(StreamCat server, UserId id, ParticipantRecording recording);

    abstract boolean isMade(User user);
  }

  private User change(Kind kind, StreamCat server, UserId id) {
    return kind.change(server, id, recording);
  }

  /** Asserts that no task is pending and AWS has the recorded settings. */
  private void has(Kind kind, boolean made) {
    assertThat(stored().isSettled()).isTrue();
    User user = stored().user();
    assertThat(kind.isMade(user)).isEqualTo(made);
    assertThat(streamcat.chatRoomService().get(user.chatRoom().arn())).contains(user.chatRoom());
    assertThat(streamcat.realTimeService().get(user.stage().arn())).contains(user.stage());
    assertThat(user.chatRoom().tags()).isEqualTo(todd.chatRoom().tags());
    assertThat(user.stage().tags()).isEqualTo(todd.stage().tags());
  }

  @ParameterizedTest
  @EnumSource
  void change_anySetting_isMadeRecordedAndKeptByReconciliation(Kind kind) {
    phases.clear();

    User after = change(kind, streamcat, todd.id());

    assertThat(after).isEqualTo(stored().user());
    assertThat(phases).containsExactly(Phase.CHANGING, Phase.CHANGED, Phase.COMPLETED);
    has(kind, true);
    aws.time().advance(Duration.ofHours(2));
    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  @Test
  void change_oneMember_keepsOtherMembers() {
    streamcat.users().changeChatRoom(todd.id(), change -> change.maximumMessageLength(200));
    streamcat.users().changeChatRoom(todd.id(), change -> change.messageReviewHandler(REVIEW));

    ChatRoomSettings settings = stored().user().chatRoom().settings();
    assertThat(settings.maximumMessageLength()).isEqualTo(200);
    assertThat(settings.messageReviewHandler()).isEqualTo(REVIEW);
    streamcat.users().changeChatRoom(todd.id(), change -> change.messageReviewHandler(null));
    assertThat(stored().user().chatRoom().settings().messageReviewHandler()).isNull();
    has(Kind.ROOM, false);
  }

  @Test
  void change_rejectedWhileAnotherCallersIsPending_isWithdrawnAlone() {
    aws.emulator().faults().add(FaultRule.error("UpdateRoom", "InternalServerException").times(0));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChatRoom(todd.id(), change -> change.maximumMessageLength(200)))
        .withMessageContaining("let recovery complete it");
    aws.emulator().faults().clear();
    aws.emulator().faults().add(FaultRule.error("UpdateRoom", "ValidationException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(Kind.ROOM, streamcat, todd.id()))
        .withMessageContaining("keeps the recorded settings of the chat room");

    aws.emulator().faults().clear();
    aws.recover(streamcat);
    assertThat(stored().user().chatRoom().settings().maximumMessageLength()).isEqualTo(200);
    has(Kind.ROOM, false);
  }

  @Test
  void change_beforeAwsIsCalled_isPendingInTheRecord() {
    AtomicBoolean seen = new AtomicBoolean();
    ChatRoomService watched =
        InterceptingProxy.before(
            ChatRoomService.class,
            streamcat.chatRoomService(),
            "update",
            () -> {
              ChangeSettings task = stored().pending().change(ResourceKind.CHAT_ROOM).orElseThrow();
              assertThat(task.combined())
                  .isEqualTo(ChatRoomChange.none().messageReviewHandler(REVIEW));
              assertThat(stored().lease()).isNotNull();
              seen.set(true);
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.chatRoomService(watched)).build()) {
      change(Kind.ROOM, server, todd.id());
    }

    assertThat(seen).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void change_answerIsLost_isMadeAndSettingsAreRestored(Kind kind) {
    aws.emulator().faults().add(FaultRule.responseLost(kind.operation));

    change(kind, streamcat, todd.id());

    assertThat(kind.isMade(stored().user())).isTrue();
    assertThat(stored().pending().list().stream().map(task -> task.name()))
        .containsExactly("restore " + kind.words);
    long before = aws.calls(kind.operation);
    aws.recover(streamcat);
    assertThat(aws.calls(kind.operation)).isEqualTo(before + 1);
    has(kind, true);
  }

  @ParameterizedTest
  @EnumSource
  void change_awsRejects_isWithdrawn(Kind kind) {
    aws.emulator().faults().add(FaultRule.error(kind.operation, "ValidationException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(kind, streamcat, todd.id()))
        .withMessageContaining("keeps the recorded settings of the " + kind.words)
        .satisfies(e -> assertThat(e.retryable()).isFalse());

    has(kind, false);
  }

  @ParameterizedTest
  @EnumSource
  void change_awsIsDown_isLeftToRecovery(Kind kind) {
    aws.emulator()
        .faults()
        .add(FaultRule.error(kind.operation, "InternalServerException").times(0));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(kind, streamcat, todd.id()))
        .withMessageContaining("has a " + kind.words + " whose change is pending")
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    aws.emulator().faults().clear();
    aws.recover(streamcat);
    has(kind, true);
  }

  @Test
  void change_settingRefersToAMissingResource_isWithdrawnOnceCertain() {
    ParticipantRecording none =
        ParticipantRecording.to(
            "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF");
    aws.time().advance(Duration.ofHours(1));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () -> streamcat.users().changeStage(todd.id(), change -> change.recording(none)))
        .withMessageContaining("storage-configuration/abcdefABCDEF not found");

    has(Kind.STAGE, false);
  }

  @Test
  void change_stageIsBusy_isRepeated() {
    aws.emulator().faults().add(FaultRule.error("UpdateStage", "ConflictException"));

    change(Kind.STAGE, streamcat, todd.id());

    has(Kind.STAGE, true);
  }

  @ParameterizedTest
  @EnumSource
  void change_serverDies_recoveryFinishesTheChange(Kind kind) {
    for (int write = 1; write <= 3; write++) {
      boolean begun = write > 1;
      crash(kind, write);

      aws.time().advance(Duration.ofHours(1));
      aws.recover(streamcat);

      has(kind, begun);
    }
  }

  /** Simulates a crash before a write to the store: the claim, the renewal or the end. */
  private void crash(Kind kind, int write) {
    AtomicInteger writes = new AtomicInteger();
    UserRepository dying =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (writes.incrementAndGet() == write) {
                throw new ProcessEnded();
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).storage(s -> s.users(dying)).build()) {
      change(kind, server, todd.id());
    } catch (ProcessEnded e) {
      assertThat(writes).hasValue(write);
    }
  }

  /** A worker stalls before its request, while another worker changes the same setting. */
  @Test
  void change_workerWithoutLeaseChangesLate_laterChangeIsRestored() {
    AtomicBoolean first = new AtomicBoolean(true);
    ChatRoomService stalling =
        InterceptingProxy.before(
            ChatRoomService.class,
            streamcat.chatRoomService(),
            "update",
            () -> {
              if (first.getAndSet(false)) {
                aws.time().advance(Duration.ofHours(1));
                streamcat.users().resume(todd.id());
                streamcat
                    .users()
                    .changeChatRoom(todd.id(), change -> change.messageReviewHandler(null));
              }
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.chatRoomService(stalling)).build()) {
      change(Kind.ROOM, server, todd.id());
    } catch (StreamCatException e) {
      assertThat(e.retryable()).isTrue();
    }

    aws.recover(streamcat);
    has(Kind.ROOM, false);
  }

  @ParameterizedTest
  @EnumSource
  void apply_changedOutsideOfStreamCat_restoresTheRecordedSettings(Kind kind) {
    aws.time().advance(Duration.ofSeconds(1));
    change(kind, streamcat, todd.id());
    User user = stored().user();
    streamcat.chatRoomService().update(user.chatRoom().arn(), ChatRoomSettings.defaults());
    streamcat.realTimeService().update(user.stage().arn(), StageSettings.defaults());
    aws.time().advance(Duration.ofHours(2));

    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings()).extracting(Finding::type).containsOnly(Finding.Type.DRIFTED);
    assertThat(streamcat.reconciler().apply(plan).skipped()).isEmpty();

    has(kind, true);
  }

  @ParameterizedTest
  @EnumSource
  void apply_resourceGoneFromAws_replacementHasTheChangedSettings(Kind kind) {
    change(kind, streamcat, todd.id());
    streamcat.chatRoomService().delete(todd.chatRoom().arn());
    streamcat.realTimeService().delete(todd.stage().arn());
    aws.time().advance(Duration.ofHours(2));

    streamcat.reconciler().apply(streamcat.reconciler().plan());

    assertThat(stored().isSettled()).isTrue();
    User user = stored().user();
    assertThat(user.chatRoom().arn()).isNotEqualTo(todd.chatRoom().arn());
    assertThat(kind.isMade(user)).isTrue();
    assertThat(streamcat.chatRoomService().get(user.chatRoom().arn())).contains(user.chatRoom());
    assertThat(streamcat.realTimeService().get(user.stage().arn())).contains(user.stage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void change_invalidSetting_isRejectedBeforeAnythingIsRecorded(int rate) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChatRoom(todd.id(), change -> change.maximumMessageRatePerSecond(rate)));

    assertThat(aws.calls("UpdateRoom")).isZero();
    has(Kind.ROOM, false);
  }

  @ParameterizedTest
  @EnumSource
  void change_unknownUserOrResource_isRejected(Kind kind) {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> change(kind, streamcat, UserId.of("nobody")));
    try (StreamCat channelOnly =
        builder(FailurePolicy.RESUME)
            .users(u -> u.createAtRegistration(Set.of(ResourceKind.CHANNEL)))
            .build()) {
      User ann = channelOnly.users().provision(NewUser.withId("ann"));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> change(kind, channelOnly, ann.id()))
          .withMessageContaining("has no " + kind.words + " yet");
    }
  }
}
