package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Findings of resources that are wrong or surplus: drifted, duplicate and orphaned ones. */
class ReconcilerRepairTest extends ReconcilerFixture {

  @Test
  void drifted_planWithDrift_isFoundAndRestored() {
    User todd = provision("todd");
    pass(Duration.ofSeconds(1));
    streamcat
        .channelService()
        .update(
            todd.channel().arn(),
            ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).authorized(true).build());
    streamcat
        .chatRoomService()
        .update(todd.chatRoom().arn(), ChatRoomSettings.builder().maximumMessageLength(7).build());
    streamcat
        .realTimeService()
        .update(
            todd.stage().arn(),
            StageSettings.defaults().withRecording(ParticipantRecording.to(aws.createStorage())));
    passALongTime();
    assertThat(streamcat.reconciler().plan().isEmpty()).isTrue();

    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();

    assertThat(plan.findings())
        .allSatisfy(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.DRIFTED))
        .extracting(Finding::kind)
        .containsExactly(ResourceKind.values());
    assertThat(plan.findings().get(0).detail())
        .isEqualTo("latencyMode is NORMAL instead of LOW, authorized is true instead of false");
    assertThat(plan.findings().get(1).detail())
        .isEqualTo("maximumMessageLength is 7 instead of 500");
    steps.clear();
    applied(plan);
    assertThat(streamcat.channelService().get(todd.channel().arn())).contains(todd.channel());
    assertThat(streamcat.chatRoomService().get(todd.chatRoom().arn())).contains(todd.chatRoom());
    assertThat(streamcat.realTimeService().get(todd.stage().arn())).contains(todd.stage());
    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(
            Phase.RESTORED,
            Phase.COMPLETED,
            Phase.RESTORED,
            Phase.COMPLETED,
            Phase.RESTORED,
            Phase.COMPLETED);
  }

  @Test
  void drifted_restoredMeanwhile_isSkipped() {
    User todd = provision("todd");
    pass(Duration.ofSeconds(1));
    ChatRoomSettings changed = ChatRoomSettings.builder().maximumMessageLength(7).build();
    streamcat.chatRoomService().update(todd.chatRoom().arn(), changed);
    ReconciliationPlan plan = planned(Finding.Type.DRIFTED, ResourceKind.CHAT_ROOM);
    assertThat(skipped(plan)).isEqualTo("it is younger than the grace period");
    passALongTime();
    streamcat.chatRoomService().update(todd.chatRoom().arn(), todd.chatRoom().settings());

    assertThat(skipped(plan)).isEqualTo("it has the recorded settings");
    assertThat(aws.calls("UpdateRoom")).isEqualTo(2);
  }

  @Test
  void drifted_replacedMeanwhile_isSkipped() {
    User todd = provision("todd");
    String other = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    passALongTime();

    assertThat(
            skipped(
                as(Finding.Type.DRIFTED, planned(Finding.Type.DUPLICATE, ResourceKind.CHAT_ROOM))))
        .isEqualTo("it is no longer recorded");
    assertThat(streamcat.chatRoomService().get(other)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void duplicate_notRecorded_isDeletedAndTheRecordedOneKept(ResourceKind kind) {
    User todd = provision("todd");
    create(kind, resource(todd, kind).tags());
    passALongTime();
    steps.clear();

    applied(planned(Finding.Type.DUPLICATE, kind));

    assertThat(current(todd)).isEqualTo(todd);
    Invariants.nothingBeyond(aws, List.of(todd));
    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(Phase.DELETED, Phase.COMPLETED);
  }

  @Test
  void duplicate_live_isStoppedAndDeleted() {
    User todd = provision("todd");
    aws.emulator().startStream(create(ResourceKind.CHANNEL, todd.channel().tags()));
    passALongTime();

    applied(planned(Finding.Type.DUPLICATE, ResourceKind.CHANNEL));

    Invariants.nothingBeyond(aws, List.of(todd));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void orphan_noSuchUser_isDeleted(ResourceKind kind) {
    User todd = provision("todd");
    create(kind, strangersTags());
    passALongTime();
    steps.clear();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, kind);
    assertThat(plan.findings()).extracting(Finding::userId).containsOnly(UserId.of("stranger|1"));
    applied(plan);

    Invariants.nothingBeyond(aws, List.of(todd));
    assertThat(steps).extracting(ProvisioningStep::userId).containsExactly(UserId.of("stranger|1"));
  }

  @Test
  void orphan_namesNoUser_isDeleted() {
    create(ResourceKind.STAGE, with(strangersTags(), Tags.USER_ID, "=zz"));
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    assertThat(plan.findings()).extracting(Finding::userId).containsOnlyNulls();
    applied(plan);

    assertThat(aws.emulator().resources()).isEmpty();
  }

  @Test
  void orphan_ofAnEarlierRecord_isDeletedAndTheCurrentUserKept() {
    User first = streamcat.users().provision(NewUser.withId("42"));
    streamcat.users().deprovision(first.id());
    User second = streamcat.users().provision(NewUser.withId("42"));
    create(ResourceKind.CHANNEL, first.channel().tags());
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.CHANNEL);
    assertThat(skipped(as(Finding.Type.DUPLICATE, plan)))
        .isEqualTo(skipped(as(Finding.Type.ADOPTABLE, plan)))
        .isEqualTo("it belongs to an earlier registration of the user");
    applied(plan);

    Invariants.nothingBeyond(aws, List.of(second));
  }

  @Test
  void orphan_ofARemovedUser_isDeleted() {
    try (StreamCat anonymising =
        builder().users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE)).build()) {
      User todd = anonymising.users().provision(NewUser.of("todd", PASSWORD));
      anonymising.users().deprovision(todd.id());
      create(ResourceKind.STAGE, todd.stage().tags());
      passALongTime();

      ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
      assertThat(skipped(as(Finding.Type.DUPLICATE, plan))).isEqualTo("the user no longer exists");
      applied(plan);

      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void orphan_recordedMeanwhile_isSkipped() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan duplicate = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);

    assertThat(skipped(as(Finding.Type.ORPHANED, duplicate)))
        .isEqualTo("it belongs to user " + todd.id());
  }

  @Test
  void orphan_recordedDespiteItsTags_isNeverDeleted() {
    User todd = provision("todd");
    String other = create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    Records.replace(users, todd, streamcat.realTimeService().get(other).orElseThrow());

    assertThat(skipped(plan)).isEqualTo("it belongs to user " + todd.id());
    assertThat(streamcat.reconciler().plan().findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(tuple(Finding.Type.DUPLICATE, todd.stage().arn()));
  }

  @Test
  void apply_errorInOneFinding_isReportedAndTheOthersAreSettled() {
    provision("todd");
    provision("ann");
    passALongTime();
    for (EmulatedResource resource : aws.emulator().resources()) {
      if (resource.arn().contains(":room/")) {
        streamcat.chatRoomService().delete(resource.arn());
      }
    }
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).hasSize(2);
    int[] writes = {0};
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (writes[0]++ == 0) {
                throw new NoClassDefFoundError("a key storage");
              }
            });
    try (StreamCat server = aws.streamCat().storage(s -> s.users(failing)).build()) {
      ReconciliationReport report = server.reconciler().apply(plan);

      assertThat(report.done()).hasSize(1);
      assertThat(report.failed().values())
          .singleElement()
          .satisfies(e -> assertThat(e).hasMessageContaining("NoClassDefFoundError"));
    }
  }
}
