package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Independent pending tasks, changes as patches, and no action based on stale data. */
@Guarantee({"PROV-05", "LEASE-05", "KEYS-05"})
class IndependentTasksTest extends StageOnDemandFixture {

  private void quotaOfStagesIsReached() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("CreateStage", "ServiceQuotaExceededException").times(0));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().ensureStage(todd.id()))
        .satisfies(e -> assertThat(e.causedBy(QuotaExceededException.class)).isPresent());
  }

  @Test
  void recovery_stageCannotBeCreated_doesAllOtherTasks() {
    quotaOfStagesIsReached();
    aws.emulator().startStream(todd.channel().arn());

    User stopped = streamcat.channels().stop(todd.id());

    assertThat(streamcat.channelService().isLive(todd.channel().arn())).isFalse();
    assertThat(stopped.channel().streamKey()).isNotEqualTo(todd.channel().streamKey());
    User rotated = streamcat.users().rotateStreamKey(todd.id());
    assertThat(rotated.channel().streamKey()).isNotEqualTo(stopped.channel().streamKey());
    assertThat(
            streamcat
                .users()
                .changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE)
                .channel()
                .settings()
                .authorized())
        .isTrue();
    assertThat(streamcat.users().ensureChatRoom(todd.id()).chatRoom()).isEqualTo(todd.chatRoom());
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void forgo_requestCannotBeFulfilled_isWithdrawn() {
    quotaOfStagesIsReached();

    streamcat.users().forgo(todd.id(), ResourceKind.STAGE);

    assertThat(stored().isComplete()).isTrue();
    long creates = aws.calls("CreateStage");
    aws.recover(streamcat);
    assertThat(aws.calls("CreateStage")).isEqualTo(creates);
  }

  @Test
  void forgo_stageMayHaveBeenCreated_isDeleted() {
    UserRepository dying =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            new Runnable() {
              private int updates;

              @Override
              public void run() {
                if (++updates > 1) {
                  throw new AssertionError("the process ended");
                }
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).storage(s -> s.users(dying)).build()) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> server.users().ensureStage(todd.id()));
    }
    assertThat(aws.existing("stage")).hasSize(1);
    aws.time().advance(Duration.ofHours(1));

    streamcat.users().forgo(todd.id(), ResourceKind.STAGE);

    assertThat(aws.existing("stage")).isEmpty();
    assertThat(stored().isComplete()).isTrue();
  }

  @Test
  void forgo_existingStage_stays() {
    User withStage = streamcat.users().ensureStage(todd.id());

    assertThat(streamcat.users().forgo(todd.id(), ResourceKind.STAGE)).isEqualTo(withStage);
    assertThat(aws.existing("stage")).hasSize(1);
  }

  @Test
  void change_severalWaitForTheSameStream_areAllMade() {
    aws.emulator().startStream(todd.channel().arn());

    streamcat.users().changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.WAIT);
    streamcat
        .users()
        .changeChannel(todd.id(), c -> c.type(ChannelType.BASIC), LiveChannelPolicy.WAIT);
    streamcat.channelService().stopStream(todd.channel().arn());
    aws.recover(streamcat);

    User after = streamcat.users().find(todd.id()).orElseThrow();
    assertThat(after.channel().settings().authorized()).isTrue();
    assertThat(after.channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(streamcat.channelService().get(todd.channel().arn())).contains(after.channel());
  }

  @Test
  void change_serverStallsBeforeTheCall_keepsTheLaterChange() {
    AtomicBoolean stalled = new AtomicBoolean();
    ChannelService stalling =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              if (stalled.compareAndSet(false, true)) {
                aws.time().advance(Duration.ofHours(1));
                aws.recover(streamcat);
                streamcat
                    .users()
                    .changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);
              }
            });
    try (StreamCat slow =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(stalling)).build()) {
      // The caller whose change was overridden gets no success.
      assertThatExceptionOfType(UserBusyException.class)
          .isThrownBy(
              () ->
                  slow.users()
                      .changeChannel(
                          todd.id(), c -> c.authorized(false), LiveChannelPolicy.REFUSE));
    }
    aws.recover(streamcat);

    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().user().channel().settings().authorized()).isTrue();
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(stored().user().channel());
  }

  @Test
  void forgo_serverStalls_keepsTheStageOfTheNextWorker() {
    AtomicInteger updates = new AtomicInteger();
    UserRepository stalling =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (updates.incrementAndGet() == 2) {
                aws.time().advance(Duration.ofHours(1));
                aws.recover(streamcat);
              }
            });
    try (StreamCat slow =
        builder(FailurePolicy.ROLL_BACK).storage(s -> s.users(stalling)).build()) {
      User after = slow.users().ensureStage(todd.id());

      assertThat(after.stage()).isNotNull();
      Invariants.exactlyOneOfEach(aws, after);
      Invariants.nothingBeyond(aws, List.of(after));
      assertThat(aws.calls("DeleteStage")).isZero();
    }
  }

  @Test
  void change_takesEffectLate_recordedSettingsAreRestored() {
    aws.emulator().faults().add(FaultRule.lateEffect("UpdateChannel", Duration.ofSeconds(5)));
    streamcat.users().changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);
    streamcat.users().changeChannel(todd.id(), c -> c.authorized(false), LiveChannelPolicy.REFUSE);
    aws.time().advance(Duration.ofSeconds(5));
    assertThat(streamcat.channelService().get(todd.channel().arn()).orElseThrow().settings())
        .as("the late effect")
        .extracting(settings -> settings.authorized())
        .isEqualTo(true);

    aws.recover(streamcat);

    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().user().channel().settings().authorized()).isFalse();
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(stored().user().channel());
  }

  @Test
  void recovery_clockIsAhead_looksForALostCreateForTheWholeWindow() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
    aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().ensureStage(todd.id()));
    aws.emulator().faults().add(FaultRule.staleList("ListStages", Duration.ofSeconds(2)));

    try (StreamCat ahead =
        builder(FailurePolicy.RESUME)
            .clock(Clock.offset(aws.time(), Duration.ofSeconds(50)))
            .build()) {
      User after = ahead.users().ensureStage(todd.id());

      Invariants.exactlyOneOfEach(aws, after);
      assertThat(aws.calls("CreateStage")).isEqualTo(1);
    }
  }

  @Test
  void change_takesEffectLateAfterAResume_keepsTheLaterChange() {
    aws.emulator().faults().add(FaultRule.lateEffect("UpdateChannel", Duration.ofSeconds(5)));
    streamcat.users().changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);
    streamcat.users().resume(todd.id());
    streamcat.users().changeChannel(todd.id(), c -> c.authorized(false), LiveChannelPolicy.REFUSE);
    aws.time().advance(Duration.ofSeconds(5));

    aws.recover(streamcat);

    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().user().channel().settings().authorized()).isFalse();
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(stored().user().channel());
  }

  private User ann() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("CreateRoom", "ServiceQuotaExceededException").times(0));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("ann", PASSWORD)));
    User ann = streamcat.users().findByUsername("ann").orElseThrow();
    assertThat(ann.state()).isEqualTo(UserState.PROVISIONING);
    return ann;
  }

  @Test
  void rotate_unfinishedRegistration_stopsTheStreamAndReplacesTheKey() {
    User ann = ann();
    aws.emulator().startStream(ann.channel().arn());

    User stopped = streamcat.channels().stop(ann.id());

    assertThat(streamcat.channelService().isLive(ann.channel().arn())).isFalse();
    assertThat(stopped.channel().streamKey()).isNotEqualTo(ann.channel().streamKey());
    assertThat(stopped.state()).isEqualTo(UserState.PROVISIONING);
  }

  @Test
  void change_unfinishedRegistration_isMade() {
    User ann = ann();

    User changed =
        streamcat
            .users()
            .changeChannel(ann.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE);

    assertThat(changed.channel().settings().authorized()).isTrue();
  }

  @Test
  void forgo_unfinishedRegistration_withdrawsTheRequest() {
    User ann = ann();

    User after = streamcat.users().forgo(ann.id(), ResourceKind.CHAT_ROOM);

    assertThat(after.state()).isEqualTo(UserState.ACTIVE);
    assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
  }

  @Test
  void change_registrationIsRolledBack_isRejected() {
    User ann = ann();
    try (StreamCat other = builder(FailurePolicy.ROLL_BACK).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(
              () ->
                  other
                      .users()
                      .changeChannel(ann.id(), c -> c.authorized(true), LiveChannelPolicy.REFUSE));
    }
    assertThat(users.findById(ann.id())).isEmpty();
  }
}
