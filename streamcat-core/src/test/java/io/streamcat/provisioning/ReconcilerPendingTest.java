package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Reconciliation of users with pending tasks, or whom another worker claims. */
@Guarantee("RECON-07")
class ReconcilerPendingTest extends ReconcilerFixture {

  private UserRecord stored(User user) {
    return users.findById(user.id()).orElseThrow();
  }

  @Test
  void apply_pendingRotation_reconcilesTheUser() {
    User todd = provision("todd");
    aws.emulator().faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.REFUSE));
    assertThat(stored(todd).pending().list()).hasExactlyElementsOfTypes(RotateStreamKey.class);
    delete(ResourceKind.STAGE, todd.stage().arn());
    create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    passALongTime();

    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings())
        .extracting(Finding::type)
        .containsExactly(Finding.Type.MISSING, Finding.Type.DUPLICATE);
    applied(plan);

    assertThat(stored(todd).pending().list()).hasExactlyElementsOfTypes(RotateStreamKey.class);
    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.oneStreamKeyEach(aws, List.of(current(todd)));
  }

  @Test
  void apply_pendingCreation_reconcilesTheUser() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());
    forget(todd, ResourceKind.STAGE);
    delete(ResourceKind.CHAT_ROOM, todd.chatRoom().arn());
    passALongTime();

    applied(planned(Finding.Type.MISSING, ResourceKind.CHAT_ROOM));

    assertThat(stored(todd).pending().missing()).containsExactly(ResourceKind.STAGE);
    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void apply_pendingChange_doesNotRestoreTheChannel() {
    User todd = provision("todd");
    ChannelSettings drifted =
        ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).authorized(true).build();
    streamcat.channelService().update(todd.channel().arn(), drifted);
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.DRIFTED, ResourceKind.CHANNEL);
    // The change is made, but its answer is lost.
    aws.emulator()
        .faults()
        .add(FaultRule.errorAfter("UpdateChannel", "InternalServerException").times(0));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChannel(
                        todd.id(), change -> change.authorized(true), LiveChannelPolicy.REFUSE));
    aws.emulator().faults().clear();
    assertThat(stored(todd).pending().list()).hasAtLeastOneElementOfType(ChangeSettings.class);
    long changes = changes();

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    assertThat(skipped(plan)).isEqualTo("a change of its settings is pending");

    assertThat(changes()).isEqualTo(changes);
    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(current(todd).channel());
  }

  @Test
  void plan_surplusOfAnUnneededKind_isADuplicate() {
    User todd = provision("todd");
    Records.forgetRequest(users, todd, ResourceKind.STAGE);
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);
    assertThat(plan.findings().get(0).detail()).isEqualTo("the user does not need one");
    assertThat(skipped(as(Finding.Type.ADOPTABLE, plan))).isEqualTo("the user does not need one");
    applied(plan);

    assertThat(aws.existing("stage")).isEmpty();
    assertThat(current(todd).stage()).isNull();
  }

  @Test
  void plan_markedDuplicate_isLeftToRecovery() {
    User todd = provision("todd");
    String other = create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);
    Records.change(
        users,
        todd.id(),
        record -> record.with(tasks -> tasks.discarding(other, record.updatedAt())));

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    delete(ResourceKind.STAGE, todd.stage().arn());
    assertThat(skipped(as(Finding.Type.ADOPTABLE, plan))).isEqualTo("it is marked for deletion");

    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    assertThat(aws.existing("stage")).isEmpty();
  }

  @Test
  void plan_tagsNameAnotherUserThanTheRecord_usesTheRecord() {
    User todd = provision("todd");
    // Like the tags of a spare that has become a user's since.
    Map<String, String> tags = new HashMap<>(todd.stage().tags());
    tags.remove(Tags.USER_ID);
    String other = create(ResourceKind.STAGE, tags);
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);
    assertThat(plan.findings())
        .extracting(Finding::arn, Finding::userId)
        .containsExactly(tuple(other, todd.id()));
    applied(plan);

    Invariants.nothingBeyond(aws, List.of(todd));
  }

  @Test
  void apply_ageUnknown_adoptsAndRestoresOnlyWithAPlanOfThatAge() {
    User todd = provision("todd");
    Map<String, String> silentRoom = new HashMap<>(todd.chatRoom().tags());
    Map<String, String> silentChannel = new HashMap<>(todd.channel().tags());
    silentRoom.remove(Tags.CREATED_AT);
    silentChannel.remove(Tags.CREATED_AT);
    delete(ResourceKind.CHAT_ROOM, todd.chatRoom().arn());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    String room = create(ResourceKind.CHAT_ROOM, silentRoom);
    String channel = create(ResourceKind.CHANNEL, silentChannel);
    Records.replace(users, todd, streamcat.channelService().get(channel).orElseThrow());
    streamcat
        .channelService()
        .update(channel, ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(tuple(Finding.Type.ADOPTABLE, room), tuple(Finding.Type.DRIFTED, channel));
    UserRecord before = stored(todd);
    long changes = changes();

    assertThat(streamcat.reconciler().apply(plan).skipped().values())
        .hasSize(2)
        .containsOnly(
            "its age is unknown; this plan may be applied to it from "
                + plan.at().plus(Duration.ofHours(1)));

    assertThat(stored(todd).resources()).isEqualTo(before.resources());
    assertThat(changes()).isEqualTo(changes);
    pass(Duration.ofHours(1));
    applied(plan);
  }

  private ReconciliationPlan drifted(User user) {
    ChannelSettings changed = ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build();
    streamcat.channelService().update(user.channel().arn(), changed);
    passALongTime();
    return planned(Finding.Type.DRIFTED, ResourceKind.CHANNEL);
  }

  @Test
  void apply_driftedLiveChannel_isRestoredWhenTheStreamHasEnded() {
    User todd = provision("todd");
    ReconciliationPlan plan = drifted(todd);
    aws.emulator().startStream(todd.channel().arn());

    assertThat(skipped(plan))
        .isEqualTo("recovery restores the recorded settings when its live stream has ended");

    assertThat(streamcat.channelService().isLive(todd.channel().arn())).isTrue();
    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    aws.emulator().stopStream(todd.channel().arn());
    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());
    assertThat(streamcat.channelService().get(todd.channel().arn())).contains(todd.channel());
  }

  @Test
  void apply_awsRejectsTheRecordedSettings_failsAndLeavesNothingPending() {
    User todd = provision("todd");
    ReconciliationPlan plan = drifted(todd);
    aws.emulator().faults().add(FaultRule.error("UpdateChannel", "ValidationException"));

    assertThat(streamcat.reconciler().apply(plan).failed().values())
        .singleElement()
        .isInstanceOf(ProvisioningException.class);

    assertThat(stored(todd).isSettled()).isTrue();
    applied(streamcat.reconciler().planWithDrift());
  }

  @Test
  void apply_lateRestoration_doesNotUndoALaterChange() {
    User todd = provision("todd");
    ReconciliationPlan plan = drifted(todd);
    aws.emulator().faults().add(FaultRule.lateEffect("UpdateChannel", Duration.ofSeconds(15)));
    assertThat(streamcat.reconciler().apply(plan).done()).hasSize(1);
    streamcat
        .users()
        .changeChannel(todd.id(), change -> change.authorized(true), LiveChannelPolicy.REFUSE);
    pass(Duration.ofSeconds(15));
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .hasValueSatisfying(channel -> assertThat(channel.settings().authorized()).isFalse());

    aws.recover(streamcat);

    assertThat(current(todd).channel().settings().authorized()).isTrue();
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(current(todd).channel());
  }

  @Test
  void apply_missingPrivateChannel_isReplacedByAPrivateOne() {
    User todd = provision("todd");
    streamcat
        .users()
        .changeChannel(
            todd.id(),
            change -> change.authorized(true).type(ChannelType.BASIC),
            LiveChannelPolicy.REFUSE);
    ChannelSettings recorded = current(todd).channel().settings();
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();

    applied(planned(Finding.Type.MISSING, ResourceKind.CHANNEL));

    ChannelSettings replaced = current(todd).channel().settings();
    assertThat(replaced.toBuilder().tags(recorded.tags()).build()).isEqualTo(recorded);
    assertThat(streamcat.channelService().get(current(todd).channel().arn()))
        .contains(current(todd).channel());
    assertThat(stored(todd).isComplete()).isTrue();
  }

  @Test
  void apply_missingChannelWithAPendingChange_appliesBoth() {
    User todd = provision("todd");
    streamcat
        .users()
        .changeChannel(todd.id(), change -> change.authorized(true), LiveChannelPolicy.REFUSE);
    aws.emulator().startStream(todd.channel().arn());
    streamcat
        .users()
        .changeChannel(
            todd.id(),
            change -> change.authorized(false).type(ChannelType.BASIC),
            LiveChannelPolicy.WAIT);
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();

    applied(planned(Finding.Type.MISSING, ResourceKind.CHANNEL));

    ChannelSettings replaced = current(todd).channel().settings();
    assertThat(replaced.authorized()).isFalse();
    assertThat(replaced.type()).isEqualTo(ChannelType.BASIC);
    assertThat(stored(todd).isComplete()).isTrue();
  }

  @Test
  void apply_storeFailsAfterTheCreate_keepsTheLeaseAndRecoveryFindsTheResource() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.MISSING, ResourceKind.STAGE);
    AtomicInteger writes = new AtomicInteger();
    // The lease, the loss, and the write that records the new one fail; then the store is available
    // again.
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (writes.incrementAndGet() == 3) {
                throw new StorageException("the disk is full", false, null);
              }
            });
    try (StreamCat server = builder().storage(s -> s.users(failing)).build()) {
      assertThat(server.reconciler().apply(plan).failed()).hasSize(1);
    }
    assertThat(writes).hasValue(3);
    assertThat(stored(todd).lease()).isNotNull();
    aws.emulator().faults().add(FaultRule.staleList("ListStages", Duration.ofSeconds(3)));

    assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());

    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.nothingBeyond(aws, List.of(current(todd)));
  }

  @Test
  void apply_workerStallsBeforeTheRestoration_keepsTheSettingsOfTheOtherWorker() {
    User todd = provision("todd");
    ReconciliationPlan plan = drifted(todd);
    AtomicBoolean stalled = new AtomicBoolean();
    ChannelService stalling =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              if (stalled.compareAndSet(false, true)) {
                aws.recover(streamcat);
                streamcat
                    .users()
                    .changeChannel(
                        todd.id(), change -> change.authorized(true), LiveChannelPolicy.REFUSE);
              }
            });
    try (StreamCat slow = builder().services(s -> s.channelService(stalling)).build()) {
      assertThat(slow.reconciler().apply(plan).skipped().values())
          .containsExactly("another worker has claimed the user");
    }
    // The late call has undone the other worker's change.
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .hasValueSatisfying(channel -> assertThat(channel.settings().authorized()).isFalse());

    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());

    assertThat(current(todd).channel().settings().authorized()).isTrue();
    assertThat(streamcat.channelService().get(todd.channel().arn()))
        .contains(current(todd).channel());
  }

  @Test
  void apply_workerStallsBeforeTheDeletion_deletesOnlyMarkedResources() {
    User todd = provision("todd");
    String other = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.DUPLICATE, ResourceKind.CHAT_ROOM);
    try (StreamCat slow =
        builder()
            .services(
                s ->
                    s.chatRoomService(
                        InterceptingProxy.before(
                            io.streamcat.chat.ChatRoomService.class,
                            streamcat.chatRoomService(),
                            "delete",
                            () -> {
                              assertThat(stored(todd).pending().isDiscarding(other)).isTrue();
                              aws.recover(streamcat);
                            })))
            .build()) {
      slow.reconciler().apply(plan);
    }

    Invariants.nothingBeyond(aws, List.of(current(todd)));
    assertThat(current(todd).chatRoom()).isEqualTo(todd.chatRoom());
    assertThat(stored(todd).isSettled()).isTrue();
  }
}
