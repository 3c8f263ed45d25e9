package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suspension and the reinstatement of users. */
@Guarantee({"SUSPEND-01", "SUSPEND-02"})
class SuspensionTest extends SuspensionFixture {

  @Test
  void suspend_liveUser_stopsTheStreamAndRevokesTheKey() {
    aws.emulator().startStream(channel.arn());
    phases.clear();

    User after = streamcat.suspensions().suspend(todd.id(), REASON, nextWeek);

    stopped();
    assertThat(after).isEqualTo(stored().user());
    assertThat(after.suspension())
        .isEqualTo(new Suspension(REASON, after.suspension().at(), nextWeek));
    assertThat(after.sessionVersion()).isEqualTo(todd.sessionVersion() + 1);
    assertThat(after.chatRoom()).isEqualTo(todd.chatRoom());
    assertThat(phases).containsExactly(Phase.SUSPENDED, Phase.REVOKED, Phase.COMPLETED);
  }

  @Test
  void suspend_keyIsNotListed_isRevokedAnyway() {
    aws.emulator().faults().add(FaultRule.staleList("ListStreamKeys", Duration.ofSeconds(10)));

    streamcat.suspensions().suspend(todd.id(), REASON, null);

    aws.emulator().faults().clear();
    stopped();
  }

  @Test
  void suspend_again_replacesReasonAndEnd() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    Instant at = stored().user().suspension().at();
    aws.time().advance(Duration.ofHours(1));

    User after = streamcat.suspensions().suspend(todd.id(), "another", nextWeek);

    assertThat(after.suspension().reason()).isEqualTo("another");
    assertThat(after.suspension().at()).isAfter(at);
    assertThat(after.sessionVersion()).isEqualTo(2);
    stopped();
  }

  @Test
  void suspend_invalidReasonOrTime_changesNothing() {
    UserRecord before = stored();
    Instant now = aws.time().instant();

    for (String reason : List.of("", "a".repeat(501), "\u0000")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.suspensions().suspend(todd.id(), reason, null))
          .satisfies(e -> assertThat(e.field()).isEqualTo("reason"));
    }
    for (Instant until : List.of(now, now.minusSeconds(1), Instant.MAX)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.suspensions().suspend(todd.id(), REASON, until))
          .satisfies(e -> assertThat(e.field()).isEqualTo("until"));
    }
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void suspendAndReinstate_unknownUser_isNotFound() {
    UserId unknown = UserId.of("unknown");

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.suspensions().suspend(unknown, REASON, null));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.suspensions().reinstate(unknown));
  }

  @Test
  void suspend_awsIsAway_takesEffectAndRecoveryRevokesTheKey() {
    aws.emulator().startStream(channel.arn());
    aws.emulator()
        .faults()
        .add(FaultRule.error(FaultRule.ANY_OPERATION, "AccessDeniedException").times(0));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.suspensions().suspend(todd.id(), REASON, null))
        .withMessageContaining(
            "is suspended, but the stream key may not be revoked yet; recovery will");

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    assertRefused(() -> streamcat.channels().ingest(todd.id()));
    aws.emulator().faults().clear();
    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());
    stopped();
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void suspend_userWhoLacksAStage_isNotDelayedByIt(FailurePolicy policy) {
    try (StreamCat noStage =
        builder(policy)
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL)))
            .build()) {
      User ann = noStage.users().provision(NewUser.of("ann", PASSWORD));
      users.update(
          users.findById(ann.id()).orElseThrow(),
          users
              .findById(ann.id())
              .orElseThrow()
              .wanting(ResourceKind.STAGE, aws.time().instant())
              .written("test"));
      aws.emulator()
          .faults()
          .add(FaultRule.error("CreateStage", "ServiceQuotaExceededException").times(0));

      noStage.suspensions().suspend(ann.id(), REASON, null);

      Invariants.oneStreamKeyEach(aws, List.of(todd));
      aws.emulator().faults().clear();
      aws.recover(noStage);
      assertThat(users.findById(ann.id()).orElseThrow().resources().stage()).isNotNull();
      assertThat(noStage.suspensions().reinstate(ann.id()).state()).isEqualTo(UserState.ACTIVE);
    }
  }

  @Test
  void suspend_unfinishedRegistration_isCompletedWithoutAKey() {
    try (StreamCat resuming = builder(FailurePolicy.RESUME).build()) {
      aws.emulator().faults().add(FaultRule.error("CreateChannel", "PendingVerification"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> resuming.users().provision(NewUser.of("ann", PASSWORD)));
      UserId ann = users.findByUsername("ann").orElseThrow().id();

      resuming.suspensions().suspend(ann, REASON, null);
      aws.recover(resuming);

      UserRecord after = users.findById(ann).orElseThrow();
      assertThat(after.state()).isEqualTo(UserState.SUSPENDED);
      revoked(after);
      assertThat(after.resources().kinds()).isEqualTo(EnumSet.allOf(ResourceKind.class));
      Invariants.oneStreamKeyEach(aws, List.of(todd));
      User active = resuming.suspensions().reinstate(ann);
      Invariants.oneStreamKeyEach(aws, List.of(todd, active));
    }
  }

  @Test
  void reinstate_suspendedUser_getsANewKey() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    phases.clear();

    User after = streamcat.suspensions().reinstate(todd.id());

    reinstated();
    assertThat(after).isEqualTo(stored().user());
    assertThat(streamcat.channels().ingest(todd.id()).streamKey())
        .isEqualTo(after.channel().streamKey());
    assertThat(phases)
        .containsExactly(Phase.REINSTATED, Phase.ROTATING, Phase.ROTATED, Phase.COMPLETED);
  }

  @Test
  void reinstate_activeUser_changesNothing() {
    UserRecord before = stored();

    assertThat(streamcat.suspensions().reinstate(todd.id())).isEqualTo(todd);
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void reinstate_keyCannotBeCreated_isActiveAndRecoveryCreatesIt() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    aws.emulator().faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.suspensions().reinstate(todd.id()))
        .withMessageContaining("has a channel whose change is pending");

    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    aws.recover(streamcat);
    reinstated();
  }

  /** A key that a lost request creates late is revoked; the suspension is published once. */
  private void revocationIsRepeated() {
    phases.clear();
    streamcat.channelService().createStreamKey(channel.arn(), Map.of());

    assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());

    assertThat(phases).doesNotContain(Phase.REVOKED);
    assertThat(stored().isSettled()).isTrue();
    stopped();
  }

  @Test
  void recovery_suspensionWithAnEnd_reinstatesThenAndNotBefore() {
    streamcat.suspensions().suspend(todd.id(), REASON, nextWeek);
    revocationIsRepeated();
    phases.clear();
    aws.time().advance(Duration.between(aws.time().instant(), nextWeek).minusSeconds(60));

    assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    stopped();
    aws.time().advance(Duration.ofMinutes(1));
    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());

    reinstated();
    assertThat(phases).startsWith(Phase.REINSTATED);
  }

  @Test
  void recovery_suspensionHasEndedAndTimePasses_createsTheKeyInTheSameRun() {
    streamcat.suspensions().suspend(todd.id(), REASON, nextWeek);
    aws.time().advance(Duration.ofDays(7));
    aws.time().tick();

    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());

    reinstated();
  }

  @Test
  void recovery_suspensionWithoutAnEnd_neverReinstates() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    revocationIsRepeated();
    aws.time().advance(Duration.ofDays(10_000));

    assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    stopped();
  }

  @ParameterizedTest
  @EnumSource(RemovalPolicy.class)
  void deprovision_suspendedUser_leavesNothing(RemovalPolicy removal) {
    streamcat.suspensions().suspend(todd.id(), REASON, nextWeek);
    try (StreamCat other =
        builder(FailurePolicy.RESUME).users(u -> u.removalPolicy(removal)).build()) {
      other.users().deprovision(todd.id());
    }

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(users.findById(todd.id()).isPresent()).isEqualTo(removal == RemovalPolicy.ANONYMISE);
  }

  @Test
  void reconcile_suspendedUser_missingKeyIsNoDifference() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    aws.time().advance(Duration.ofHours(2));

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    stopped();
  }

  @Test
  void reconcile_channelOfASuspendedUserIsGone_createsOneWithoutAKey() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    streamcat.channelService().delete(channel.arn());
    aws.time().advance(Duration.ofHours(2));

    streamcat.reconciler().apply(streamcat.reconciler().plan());
    aws.recover(streamcat);

    assertThat(stored().resources().channel().arn()).isNotEqualTo(channel.arn());
    stopped();
  }

  @Test
  void suspend_channelIsGone_succeeds() {
    aws.time().advance(Duration.ofHours(1));
    streamcat.channelService().delete(channel.arn());

    streamcat.suspensions().suspend(todd.id(), REASON, null);

    assertThat(stored().isSettled()).isTrue();
  }
}
