package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The findings of a plan, and missing resources that are replaced or adopted. */
class ReconcilerTest extends ReconcilerFixture {

  @Test
  void plan_noDifferences_isEmptyAndReadsOnlyLists() {
    provision("todd");
    provision("ann");
    int before = aws.emulator().requests().size();

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.users()).isEqualTo(2);
    assertThat(plan.resources()).isEqualTo(6);
    assertThat(plan.at()).isEqualTo(aws.time().instant());
    assertThat(aws.emulator().requests().stream().skip(before))
        .extracting(RecordedRequest::operation)
        .containsExactlyInAnyOrder("ListChannels", "ListRooms", "ListStages");
  }

  @Test
  void plan_listsAreStale_recordedResourcesAreNotMissing() {
    provision("todd");
    pass(Duration.ofMinutes(1));
    for (String list : List.of("ListChannels", "ListRooms", "ListStages")) {
      aws.emulator().faults().add(FaultRule.staleList(list, Duration.ofMinutes(30)));
    }

    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    assertThat(aws.calls("GetChannel")).isEqualTo(1);
  }

  @Test
  void plan_wholePages_areCompared() {
    for (int i = 0; i < 120; i++) {
      streamcat.users().provision(NewUser.withId("viewer-" + i));
    }
    streamcat.channelService().delete(resource(user("viewer-99"), ResourceKind.CHANNEL).arn());

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.users()).isEqualTo(120);
    assertThat(plan.resources()).isEqualTo(359);
    assertThat(plan.findings()).extracting(Finding::userId).containsExactly(UserId.of("viewer-99"));
  }

  private User user(String id) {
    return streamcat.users().find(UserId.of(id)).orElseThrow();
  }

  @Test
  void toText_anyPlan_hasALineForEachFinding() {
    User todd = provision("todd");
    String room = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    String orphan = create(ResourceKind.STAGE, strangersTags());
    streamcat.channelService().delete(todd.channel().arn());

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.toText().lines())
        .containsExactly(
            "Namespace streamcat at %s, users: 1, resources: 4, findings: 3 {MISSING=1,"
                    .formatted(aws.time().instant())
                + " DUPLICATE=1, ORPHANED=1}",
            "MISSING channel %s of user %s: recorded, but gone from AWS; created %s"
                .formatted(todd.channel().arn(), todd.id(), aws.time().instant()),
            "DUPLICATE chat room %s of user %s: the user has %s; created %s"
                .formatted(room, todd.id(), todd.chatRoom().arn(), aws.time().instant()),
            "ORPHANED stage %s of user stranger|1: there is no such record; created %s"
                .formatted(orphan, aws.time().instant()));
    assertThat(plan).hasToString(plan.toText().lines().findFirst().orElseThrow());
  }

  @Test
  void only_acceptedFindings_returnsThatPart() {
    User todd = provision("todd");
    String room = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();

    ReconciliationReport report =
        apply(plan.only(finding -> finding.kind() == ResourceKind.CHAT_ROOM));

    assertThat(report.done()).extracting(Finding::arn).containsExactly(room);
    assertThat(aws.existing("room")).hasSize(1);
    assertThat(aws.existing("stage")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void missing_goneFromAws_isReplaced(ResourceKind kind) {
    User todd = provision("todd");
    delete(kind, resource(todd, kind).arn());
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.MISSING, kind);
    assertThat(plan.findings()).extracting(Finding::arn).containsOnly(resource(todd, kind).arn());
    applied(plan);

    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.nothingBeyond(aws, List.of(current(todd)));
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
  }

  @Test
  void missing_creationPending_isLeftToRecovery() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());
    forget(todd, ResourceKind.STAGE);
    passALongTime();

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    Finding forged = forged(Finding.Type.MISSING, ResourceKind.STAGE, todd.stage().arn(), todd);
    assertThat(skipped(new ReconciliationPlan(Instant.EPOCH, "streamcat", 1, 2, List.of(forged))))
        .isEqualTo("another one or none is recorded now");

    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void missing_notNeeded_isNotReported() {
    try (StreamCat frugal =
        builder().users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL))).build()) {
      frugal.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(frugal.reconciler().plan().isEmpty()).isTrue();
    }
  }

  @Test
  void missing_createdMeanwhileAndNotRecorded_isAdopted() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.MISSING, ResourceKind.STAGE);
    String found =
        streamcat
            .realTimeService()
            .create(todd.stage().name(), StageSettings.defaults().withTags(todd.stage().tags()))
            .arn();

    applied(plan);

    assertThat(current(todd).stage().arn()).isEqualTo(found);
  }

  @Test
  void missing_youngerThanTheGracePeriod_isSkipped() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());

    assertThat(skipped(planned(Finding.Type.MISSING, ResourceKind.STAGE)))
        .isEqualTo("it is younger than the grace period");
    assertThat(current(todd)).isEqualTo(todd);
  }

  @Test
  void missing_cannotBeCreated_createsTheOthersAndRecoveryContinues() {
    User todd = provision("todd");
    User ann = provision("ann");
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    delete(ResourceKind.CHANNEL, ann.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "ServiceQuotaExceededException"));

    ReconciliationReport report = apply(plan);

    assertThat(report.done()).hasSize(1);
    assertThat(report.failed().values()).singleElement().isInstanceOf(ProvisioningException.class);
    assertThat(report.toText())
        .startsWith("done: 1, skipped: 0, failed: 1\ndone: MISSING channel arn:")
        .contains("\nfailed: MISSING channel arn:");
    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    assertThat(aws.recover(streamcat).completed()).hasSize(1);
    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.exactlyOneOfEach(aws, current(ann));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void adoptable_recordLost_isRecordedAgainWithoutAChangeInAws(ResourceKind kind) {
    User todd = provision("todd");
    forget(todd, kind);
    passALongTime();
    long changes = changes();
    steps.clear();

    applied(planned(Finding.Type.ADOPTABLE, kind));

    assertThat(current(todd).resource(kind)).isEqualTo(todd.resource(kind));
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
    assertThat(changes()).isEqualTo(changes);
    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(Phase.ADOPTED, Phase.ATTACHED);
  }

  @Test
  void adoptable_recordedOneIsGone_oldestReplacesItAndOthersAreDuplicates() {
    User todd = provision("todd");
    pass(Duration.ofMinutes(1));
    String second = create(ResourceKind.STAGE, todd.stage().tags());
    String third =
        create(
            ResourceKind.STAGE,
            with(todd.stage().tags(), Tags.CREATED_AT, aws.time().instant().toString()));
    delete(ResourceKind.STAGE, todd.stage().arn());
    passALongTime();

    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(
            tuple(Finding.Type.ADOPTABLE, second), tuple(Finding.Type.DUPLICATE, third));
    assertThat(skipped(plan.only(finding -> finding.type() == Finding.Type.DUPLICATE)))
        .isEqualTo("the recorded one is gone");
    applied(plan);

    assertThat(current(todd).stage().arn()).isEqualTo(second);
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void adoptable_recordedOneIsVisibleAgain_isSkipped() {
    User todd = provision("todd");
    String other = create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan duplicate = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);

    assertThat(skipped(as(Finding.Type.ADOPTABLE, duplicate))).isEqualTo("the recorded one exists");
    assertThat(aws.existing("stage")).extracting(EmulatedResource::arn).contains(other);
    assertThat(current(todd)).isEqualTo(todd);
  }
}
