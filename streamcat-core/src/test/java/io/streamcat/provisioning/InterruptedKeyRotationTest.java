package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key rotations that fail first and are finished later, or end. */
@Guarantee({"KEYS-03", "KEYS-04"})
class InterruptedKeyRotationTest extends KeyRotationFixture {

  private static final FaultRule MAY_NOT_CREATE =
      FaultRule.error("CreateStreamKey", "AccessDeniedException");
  private static final FaultRule MAY_NOT_DELETE =
      FaultRule.error("DeleteStreamKey", "AccessDeniedException");

  private void breakOff(FaultRule fault, LiveChannelPolicy policy) {
    aws.emulator().faults().add(fault);
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id(), policy));
    assertThat(stored().pending().find(RotateStreamKey.class)).isPresent();
    phases.clear();
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void rotate_createIsRejected_recoveryCreatesTheKeyUnderEitherPolicy(FailurePolicy policy) {
    try (StreamCat server = builder(policy).build()) {
      aws.emulator().faults().add(MAY_NOT_CREATE);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> server.users().rotateStreamKey(todd.id()))
          .withMessageContaining("has a channel whose change is pending")
          .withMessageContaining("ivs:CreateStreamKey");
      assertThat(aws.existing("stream-key")).isEmpty();
      assertThat(stored().isComplete()).isFalse();
      assertThat(stored().pending().problem().orElseThrow()).contains("ivs:CreateStreamKey");
      assertThat(phases).endsWith(Phase.ROTATING, Phase.FAILED, Phase.LEFT_FOR_RECOVERY);

      RecoveryReport report = aws.recover(server);

      assertThat(report.completed()).containsExactly(todd.id());
      rotated();
      assertThat(aws.recover(server).isEmpty()).isTrue();
    }
  }

  @Test
  void rotate_deleteIsRejected_oldKeyIsValidUntilResumed() {
    breakOff(MAY_NOT_DELETE, LiveChannelPolicy.REFUSE);
    assertThat(streamcat.channelService().get(channel.arn())).contains(channel);

    User after = streamcat.users().resume(todd.id()).orElseThrow();

    rotated();
    assertThat(after).isEqualTo(stored().user());
    assertThat(phases).containsExactly(Phase.ROTATING, Phase.ROTATED, Phase.COMPLETED);
  }

  @Test
  void rotate_keyIsNeverListed_isLeftToRecoveryWithAReason() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("CreateStreamKey", "ServiceQuotaExceededException").times(0));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining(channel.arn() + " has a stream key that AWS does not list")
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    aws.emulator().faults().clear();
    aws.recover(streamcat);
    rotated();
  }

  @Test
  void rotate_interrupted_streamIsStoppedByTheNextWorker() {
    aws.emulator().startStream(channel.arn());
    breakOff(MAY_NOT_DELETE, LiveChannelPolicy.STOP);
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();

    aws.recover(streamcat);

    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void rotate_againAfterAnInterruption_finishesOnceEvenIfTheChannelIsLive() {
    breakOff(MAY_NOT_CREATE, LiveChannelPolicy.REFUSE);
    aws.emulator().startStream(channel.arn());
    long created = aws.calls("CreateStreamKey");

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(created + 1);
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();
  }

  @Test
  void rotate_againWithStopAfterAnInterruption_stopsTheStream() {
    breakOff(MAY_NOT_CREATE, LiveChannelPolicy.REFUSE);
    aws.emulator().startStream(channel.arn());

    streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

    rotated();
    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
  }

  @Test
  void ensureStage_rotationInterrupted_doesNotWaitForTheKey() {
    try (StreamCat noStage =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL)))
            .build()) {
      User ann = noStage.users().provision(NewUser.of("ann", PASSWORD));
      aws.emulator().faults().add(MAY_NOT_CREATE);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> noStage.users().rotateStreamKey(ann.id()));

      User after = noStage.users().ensureStage(ann.id());

      assertThat(after.stage()).isNotNull();
      aws.recover(noStage);
      after = noStage.users().find(ann.id()).orElseThrow();
      Invariants.oneStreamKeyEach(aws, List.of(after, todd));
      assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
    }
  }

  @Test
  void deprovision_rotationInterrupted_removesTheUser() {
    breakOff(MAY_NOT_CREATE, LiveChannelPolicy.STOP);

    streamcat.users().deprovision(todd.id());

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(users.findById(todd.id())).isEmpty();
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(1);
  }

  @Test
  void apply_rotationInterrupted_replacesMissingResourcesAndLeavesTheKeyToRecovery() {
    aws.time().advance(Duration.ofHours(2));
    streamcat.realTimeService().delete(todd.stage().arn());
    ReconciliationPlan before = streamcat.reconciler().plan();
    assertThat(before.findings()).hasSize(1);
    breakOff(MAY_NOT_CREATE, LiveChannelPolicy.REFUSE);

    assertThat(streamcat.reconciler().apply(before).done()).hasSize(1);

    Invariants.exactlyOneOfEach(aws, stored().user());
    assertThat(stored().pending().list()).hasExactlyElementsOfTypes(RotateStreamKey.class);
  }

  @Test
  void rotate_channelIsGone_endsAndReconciliationRepairs() {
    aws.time().advance(Duration.ofHours(1));
    streamcat.channelService().delete(channel.arn());

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("is gone from AWS")
        .satisfies(e -> assertThat(e.causedBy(ResourceNotFoundException.class)).isPresent())
        .satisfies(e -> assertThat(e.retryable()).isFalse());

    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(stored().lease()).isNull();
    assertThat(aws.recover(streamcat).isEmpty()).isTrue();
    aws.time().advance(Duration.ofHours(2));
    streamcat.reconciler().apply(streamcat.reconciler().plan());
    Invariants.exactlyOneOfEach(aws, stored().user());
    streamcat.users().rotateStreamKey(todd.id());
    Invariants.oneStreamKeyEach(aws, List.of(stored().user()));
  }

  @Test
  void recovery_channelIsGone_stopsRetryingTheRotation() {
    breakOff(MAY_NOT_CREATE, LiveChannelPolicy.STOP);
    streamcat.channelService().delete(channel.arn());

    assertThat(aws.recover(streamcat).failed()).containsOnlyKeys(todd.id());
    assertThat(aws.recover(streamcat).isEmpty()).isTrue();
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void recovery_channelOnlySeemsGone_staysPending() {
    breakOff(
        FaultRule.error("CreateStreamKey", "ResourceNotFoundException"), LiveChannelPolicy.REFUSE);

    aws.recover(streamcat);
    rotated();
  }
}
