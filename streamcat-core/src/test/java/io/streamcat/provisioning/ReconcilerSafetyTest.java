package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources that reconciliation never changes, and the effects of failures. */
@Guarantee({"RECON-03", "RECON-09"})
class ReconcilerSafetyTest extends ReconcilerFixture {

  @Test
  void apply_otherNamespaceOrUntagged_isNeverTouched() {
    UserRepository stagings = UserRepository.inMemory();
    User ann;
    try (StreamCat staging =
        aws.streamCat()
            .users(u -> u.namespace("staging"))
            .storage(s -> s.users(stagings))
            .build()) {
      ann = staging.users().provision(NewUser.of("ann", PASSWORD));
    }
    User todd = provision("todd");
    String untagged = create(ResourceKind.STAGE, Map.of("team", "streaming"));
    String withoutNamespace =
        create(ResourceKind.CHAT_ROOM, Map.of(Tags.USER_ID, todd.id().value()));
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.resources()).isEqualTo(3);
    List<EmulatedResource> before = aws.emulator().resources();
    long changes = changes();

    List<Finding> forged = new ArrayList<>();
    for (Finding.Type type : Finding.Type.values()) {
      if (type != Finding.Type.MISSING) {
        forged.add(forged(type, ResourceKind.STAGE, untagged, todd));
        forged.add(forged(type, ResourceKind.CHAT_ROOM, withoutNamespace, todd));
        forged.add(forged(type, ResourceKind.CHANNEL, ann.channel().arn(), todd));
      }
    }
    ReconciliationReport report =
        apply(new ReconciliationPlan(plan.at(), "streamcat", 0, 0, forged));

    assertThat(report.skipped().keySet()).containsExactlyInAnyOrderElementsOf(forged);
    report
        .skipped()
        .forEach(
            (finding, reason) ->
                assertThat(reason)
                    .isEqualTo(
                        switch (finding.type()) {
                          case FOREIGN -> "it does not belong to a user of this store and home";
                          case UNREADABLE -> "it could not be compared";
                          case OUTDATED -> "another one or none is recorded now";
                          default -> "it is not tagged with the namespace";
                        }));
    assertThat(changes()).isEqualTo(changes);
    assertThat(aws.emulator().resources()).isEqualTo(before);
  }

  @Test
  void apply_recordedButUntagged_isNotRestored() {
    User todd = provision("todd");
    String untagged = create(ResourceKind.CHAT_ROOM, Map.of());
    Records.replace(users, todd, streamcat.chatRoomService().get(untagged).orElseThrow());
    streamcat
        .chatRoomService()
        .update(untagged, ChatRoomSettings.builder().maximumMessageLength(7).build());

    assertThat(streamcat.reconciler().planWithDrift().findings())
        .extracting(Finding::type)
        .containsExactly(Finding.Type.DUPLICATE);
  }

  @Test
  void apply_youngerThanTheGracePeriod_isReportedAndSkipped() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    forget(todd, ResourceKind.CHAT_ROOM);
    create(ResourceKind.CHANNEL, strangersTags());
    pass(Duration.ofMinutes(59));
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .extracting(Finding::type)
        .containsExactly(Finding.Type.ADOPTABLE, Finding.Type.DUPLICATE, Finding.Type.ORPHANED);
    long changes = changes();

    ReconciliationReport report = apply(plan);

    assertThat(report.skipped()).hasSize(3);
    assertThat(report.skipped().values()).containsOnly("it is younger than the grace period");
    assertThat(changes()).isEqualTo(changes);
    assertThat(current(todd).chatRoom()).isNull();
    pass(Duration.ofMinutes(1));
    applied(plan);
  }

  @Test
  void apply_otherGracePeriod_isRespected() {
    create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    try (StreamCat patient =
        builder().users(u -> u.reconciliationGracePeriod(Duration.ofHours(3))).build()) {
      ReconciliationPlan plan = patient.reconciler().plan();
      assertThat(patient.reconciler().apply(plan, 1).skipped()).hasSize(1);
      pass(Duration.ofHours(1));
      assertThat(patient.reconciler().apply(plan, 1).done()).hasSize(1);
    }
  }

  @Test
  void apply_ageUnknown_isReportedAndDeletedOnlyByAPlanOfThatAge() {
    Map<String, String> silent = new HashMap<>(strangersTags());
    silent.remove(Tags.CREATED_AT);
    create(ResourceKind.STAGE, silent);
    create(ResourceKind.CHANNEL, with(silent, Tags.CREATED_AT, "yesterday"));
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.toString()).endsWith("; age unknown"));

    ReconciliationReport report = apply(plan);

    assertThat(report.skipped().values())
        .containsOnly(
            "its age is unknown; this plan may be applied to it from "
                + plan.at().plus(Duration.ofHours(1)))
        .hasSize(2);
    assertThat(changes()).isEqualTo(2);
    pass(Duration.ofHours(1));
    applied(plan);
  }

  @Test
  void apply_ageInTheFuture_usesTheAgeOfThePlan() {
    create(ResourceKind.STAGE, with(strangersTags(), Tags.CREATED_AT, "2999-01-01T00:00:00Z"));
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    assertThat(skipped(plan)).isEqualTo("it is younger than the grace period");
    pass(Duration.ofHours(1));

    applied(plan);
  }

  @Test
  void apply_userBeingWorkedOn_isSkipped() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).hasSize(2);
    Instant now = aws.time().instant();
    Lease lease = Records.claim(users, todd.id(), "another", now.plusSeconds(60)).lease();
    long changes = changes();

    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    ReconciliationReport held = streamcat.reconciler().apply(plan);
    assertThat(held.skipped()).hasSize(2);
    assertThat(held.skipped().values())
        .containsOnly("the user is being worked on or left to recovery");
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isEqualTo(lease);

    pass(Duration.ofMinutes(2));
    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    ReconciliationReport expired = streamcat.reconciler().apply(plan);
    assertThat(expired.skipped().values())
        .containsOnly("the user is being worked on or left to recovery");
    assertThat(users.findById(todd.id()).orElseThrow().lease().until()).isEqualTo(lease.until());
    assertThat(changes()).isEqualTo(changes);
    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    applied(plan);
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void plan_userIncompleteOrBeingRemoved_isLeftToRecovery() {
    try (StreamCat resuming = builder().users(u -> u.failurePolicy(FailurePolicy.RESUME)).build()) {
      User todd = resuming.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> resuming.users().deprovision(todd.id()));
      UserRepository failing =
          InterceptingProxy.before(
              UserRepository.class,
              users,
              "update",
              () -> {
                throw new IllegalStateException("the database is away");
              });
      try (StreamCat stuck =
          builder()
              .storage(s -> s.users(failing))
              .users(u -> u.failurePolicy(FailurePolicy.RESUME))
              .build()) {
        assertThatExceptionOfType(ProvisioningException.class)
            .isThrownBy(() -> stuck.users().provision(NewUser.of("ann", PASSWORD)));
      }
      passALongTime();

      ReconciliationPlan plan = resuming.reconciler().planWithDrift();

      assertThat(plan.users()).isEqualTo(2);
      assertThat(plan.resources()).isGreaterThanOrEqualTo(4);
      assertThat(plan.findings()).isEmpty();
    }
  }

  @Test
  void apply_userRemovedMeanwhile_isSkipped() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    streamcat.users().deprovision(todd.id());
    long changes = changes();

    ReconciliationReport report = apply(plan);

    assertThat(report.skipped()).hasSize(2);
    assertThat(report.skipped().values()).containsOnly("the user no longer exists");
    assertThat(changes()).isEqualTo(changes);
    assertThat(streamcat.users().find(todd.id())).isEmpty();
  }

  @Test
  void apply_findingSettledMeanwhile_isSkipped() {
    User todd = provision("todd");
    User ann = provision("ann");
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    String duplicate = create(ResourceKind.STAGE, todd.stage().tags());
    String orphan = create(ResourceKind.CHAT_ROOM, strangersTags());
    forget(ann, ResourceKind.CHAT_ROOM);
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).hasSize(4);
    applied(plan);
    long changes = changes();

    ReconciliationReport report = apply(plan);

    assertThat(report.skipped().values())
        .containsExactly(
            "the recorded one exists",
            "another one or none is recorded now",
            "it is gone",
            "it is gone");
    assertThat(report.skipped().keySet())
        .extracting(Finding::arn)
        .containsExactly(ann.chatRoom().arn(), todd.channel().arn(), duplicate, orphan);
    assertThat(report.toText())
        .startsWith("done: 0, skipped: 4, failed: 0\nskipped: ADOPTABLE chat room arn:")
        .contains(" -- it is gone\n");
    assertThat(changes()).isEqualTo(changes);
  }

  @Test
  void apply_missingResourceVisibleAgain_isSkipped() {
    User todd = provision("todd");
    passALongTime();
    Finding mistaken = forged(Finding.Type.MISSING, ResourceKind.STAGE, todd.stage().arn(), todd);

    assertThat(
            skipped(
                new ReconciliationPlan(aws.time().instant(), "streamcat", 1, 3, List.of(mistaken))))
        .isEqualTo("the recorded one exists");
    assertThat(current(todd)).isEqualTo(todd);
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
  }

  @Test
  void apply_oneFindingFails_appliesTheOthersAndReleasesEveryLease() {
    User todd = provision("todd");
    User ann = provision("ann");
    create(ResourceKind.CHANNEL, todd.channel().tags());
    create(ResourceKind.CHANNEL, ann.channel().tags());
    String orphan = create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    Finding first = plan.findings().get(0);
    aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));

    ReconciliationReport report = apply(plan);

    assertThat(report.done()).hasSize(1);
    assertThat(report.failed().keySet())
        .extracting(Finding::arn)
        .containsExactly(first.arn(), orphan);
    assertThat(report.failed().values())
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(AccessDeniedException.class));
    assertThat(users.stream()).allMatch(stored -> stored.lease() == null);
    // Recovery deletes a marked duplicate; an orphan has no record for a mark.
    assertThat(aws.recover(streamcat).completed()).containsExactly(first.userId());
    applied(streamcat.reconciler().plan());
    Invariants.nothingBeyond(aws, List.of(todd, ann));
  }

  @Test
  void apply_interrupted_skipsTheRest() {
    create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    Thread.currentThread().interrupt();

    String reason = skipped(plan);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason).isEqualTo("the thread was interrupted");
  }

  @Test
  void apply_planOfAnotherNamespace_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                streamcat
                    .reconciler()
                    .apply(
                        new ReconciliationPlan(aws.time().instant(), "staging", 0, 0, List.of())))
        .satisfies(e -> assertThat(e.field()).isEqualTo("plan"));
  }

  @Test
  void plan_insideATransaction_isRejected() {
    UserRepository joining =
        (UserRepository)
            Proxy.newProxyInstance(
                UserRepository.class.getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> true);
    try (StreamCat inside = builder().storage(s -> s.users(joining)).build()) {
      ReconciliationPlan plan = streamcat.reconciler().plan();
      for (Runnable call :
          List.<Runnable>of(
              inside.reconciler()::plan,
              inside.reconciler()::planWithDrift,
              () -> inside.reconciler().apply(plan))) {
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(call::run)
            .withMessageContaining("inside a database transaction");
      }
    }
  }
}
