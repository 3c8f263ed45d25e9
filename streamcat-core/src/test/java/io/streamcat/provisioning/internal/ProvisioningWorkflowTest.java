package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.suspension;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The work on one user while AWS, the store or another server comes in between. */
@Timeout(20)
@Guarantee({"PROV-01", "LEASE-04"})
class ProvisioningWorkflowTest extends ProvisioningWorkflowFixture {

  @Test
  void run_registration_createsOneOfEachAndEndsTheLease() {
    register(ALL);

    WorkResult result = run(FailurePolicy.ROLL_BACK);

    assertThat(result.failures()).isEmpty();
    assertThat(result.record()).isEqualTo(stored());
    assertThat(stored().isSettled()).isTrue();
    assertThat(stored().lease()).isNull();
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    assertThat(existing()).containsExactly("channel", "room", "stage");
    assertThat(hasStep(Phase.ATTACHED)).isTrue();
    assertThat(hasStep(Phase.COMPLETED)).isTrue();
    assertThat(hasStep(Phase.LEFT_FOR_RECOVERY)).isFalse();
  }

  @Test
  void run_answerOfACreateLost_findsTheResource() {
    register(ALL);
    transport.after(
        "CreateStage",
        () -> {
          transport.clear();
          throw new IllegalStateException("the answer is lost");
        });

    assertThat(run(FailurePolicy.ROLL_BACK).failures()).isEmpty();

    assertThat(stored().isSettled()).isTrue();
    assertThat(existing()).containsExactly("channel", "room", "stage");
  }

  @Test
  void run_createDeniedAndRollBack_leavesNothing() {
    register(ALL);
    deny("CreateStage");

    WorkResult result = run(FailurePolicy.ROLL_BACK);

    assertThat(result.isGone()).isTrue();
    assertThat(result.failures()).hasSize(1);
    assertThat(users.findById(TODD)).isEmpty();
    assertThat(existing()).isEmpty();
    assertThat(hasStep(Phase.REMOVING)).isTrue();
    assertThat(hasStep(Phase.REMOVED)).isTrue();
  }

  @Test
  void run_createDeniedAndResume_keepsTheOtherResources() {
    register(ALL);
    deny("CreateStage");

    WorkResult result = run(FailurePolicy.RESUME);

    assertThat(result.failures()).hasSize(1);
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
    assertThat(stored().pending().attempts()).isEqualTo(1);
    assertThat(stored().lease()).isNull();
    assertThat(existing()).containsExactly("channel", "room");
    assertThat(hasStep(Phase.LEFT_FOR_RECOVERY)).isTrue();
    assertThat(hasStep(Phase.COMPLETED)).isFalse();
  }

  /** Neither a suspension nor a queue needs the lease. */
  @Test
  void run_createDeniedWhileTheUserIsSuspended_reportsTheFailure() {
    register(ALL);
    transport.before(
        "CreateStage",
        () -> {
          Records.change(
              users,
              TODD,
              record -> SuspensionTransitions.suspended(record, suspension(null), time.instant()));
          throw error(403, "AccessDeniedException");
        });

    WorkResult result = run(FailurePolicy.ROLL_BACK);

    assertThat(result.isGone()).isFalse();
    assertThat(result.failures()).hasSize(1);
    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    assertThat(stored().pending().missing()).contains(ResourceKind.STAGE);
    assertThat(hasStep(Phase.COMPLETED)).isFalse();
    assertThat(hasStep(Phase.LEFT_FOR_RECOVERY)).isTrue();
  }

  @Test
  void run_anotherTaskIsPending_publishesNoCompletion() {
    registered(Set.of(ResourceKind.CHANNEL));
    Records.change(
        users,
        TODD,
        record ->
            record
                .wanting(ResourceKind.STAGE, time.instant())
                .wanting(ResourceKind.CHAT_ROOM, time.instant()));
    LeasedUser claimed = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();

    new ProvisioningWorkflow(context)
        .run(
            claimed,
            task -> task instanceof CreateResource c && c.kind() == ResourceKind.STAGE,
            FailurePolicy.RESUME);

    assertThat(hasStep(Phase.COMPLETED)).isFalse();
  }

  /** The write that stored the lease was repeated for long. */
  @Test
  void run_leaseIsOld_isExtendedBeforeTheCreates() {
    register(ALL);
    LeasedUser claimed = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    time.advance(Duration.ofSeconds(30));
    transport.before(
        "CreateStage",
        () ->
            assertThat(stored().lease())
                .extracting(Lease::until)
                .isEqualTo(start.plusSeconds(30).plus(LEASE)));

    assertThat(
            new ProvisioningWorkflow(context)
                .run(claimed, task -> true, FailurePolicy.RESUME)
                .failures())
        .isEmpty();
  }

  @Test
  void run_interruptedWorker_countsNoAttempt() {
    register(ALL);
    transport.before(
        "CreateStage",
        () -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted");
        });

    run(FailurePolicy.RESUME);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stored().pending().missing()).contains(ResourceKind.STAGE);
    assertThat(stored().pending().attempts()).isZero();
  }

  @Test
  void run_requestOfARegisteredUserDeniedAndRollBack_withdrawsOnlyTheRequest() {
    register(Set.of(ResourceKind.CHANNEL));
    run(FailurePolicy.ROLL_BACK);
    Records.change(users, TODD, record -> record.wanting(ResourceKind.STAGE, time.instant()));
    deny("CreateStage");

    WorkResult result = run(FailurePolicy.ROLL_BACK);

    assertThat(result.isGone()).isFalse();
    assertThat(result.failures()).hasSize(1);
    assertThat(stored().pending().missing()).isEmpty();
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    assertThat(existing()).containsExactly("channel");
  }

  @Test
  void run_chosenTasks_leavesTheOthers() {
    register(ALL);
    LeasedUser claimed = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();

    new ProvisioningWorkflow(context)
        .run(
            claimed,
            task -> task instanceof CreateResource c && c.kind() == ResourceKind.CHAT_ROOM,
            FailurePolicy.ROLL_BACK);

    assertThat(existing()).containsExactly("room");
    assertThat(stored().pending().missing())
        .containsExactlyInAnyOrder(ResourceKind.CHANNEL, ResourceKind.STAGE);
  }

  @Test
  void run_removal_deletesAllAndCallsTheHook() {
    deprovision();
    removalHook = user -> hooked.add(user.id().value());

    WorkResult result = run(FailurePolicy.RESUME);

    assertThat(result.isGone()).isTrue();
    assertThat(users.findById(TODD)).isEmpty();
    assertThat(existing()).isEmpty();
    assertThat(hooked).containsExactly("todd");
  }

  @Test
  void run_removalHookThrows_keepsTheUserForRecovery() {
    deprovision();
    removalHook =
        user -> {
          throw new AssertionError("not now");
        };

    WorkResult result = run(FailurePolicy.RESUME);

    assertThat(result.isGone()).isFalse();
    assertThat(result.failures())
        .singleElement()
        .satisfies(e -> assertThat(e.getMessage()).contains("the removal hook threw"))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(stored().lease()).isNull();
    assertThat(stored().pending().attempts()).isEqualTo(1);
  }

  @Test
  void run_deletionDenied_keepsTheUserForRecovery() {
    deprovision();
    deny("DeleteStage");
    removalHook = user -> hooked.add(user.id().value());

    WorkResult result = run(FailurePolicy.RESUME);

    assertThat(result.failures()).hasSize(1);
    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(existing()).containsExactly("stage");
    assertThat(hooked).isEmpty();
  }

  @Test
  void run_anonymisingRemoval_keepsTheId() {
    removalPolicy = RemovalPolicy.ANONYMISE;
    deprovision();

    assertThat(run(context(HERE, users), FailurePolicy.RESUME).isGone()).isTrue();

    assertThat(stored().state()).isEqualTo(UserState.REMOVED);
    assertThat(existing()).isEmpty();
  }

  @Test
  void run_anonymisingRemovalOfAFailedRegistration_deletesTheRecord() {
    removalPolicy = RemovalPolicy.ANONYMISE;
    register(ALL);
    deny("CreateStage");

    assertThat(run(context(HERE, users), FailurePolicy.ROLL_BACK).isGone()).isTrue();

    assertThat(users.findById(TODD)).isEmpty();
  }

  @Test
  void run_recordChangesWhileItIsRemoved_isEvaluatedAgain() {
    deprovision();
    removalHook =
        user -> {
          hooked.add(user.id().value());
          if (hooked.size() == 1) {
            Records.change(users, TODD, record -> record.with(tasks -> tasks.without("none")));
          }
        };

    assertThat(run(FailurePolicy.RESUME).isGone()).isTrue();

    assertThat(hooked).hasSize(2);
    assertThat(users.findById(TODD)).isEmpty();
  }

  @Test
  void run_storeRejectsTheLastWrite_reportsThatItIsUnconfirmed() {
    register(ALL);
    List<String> updates = new ArrayList<>();
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              updates.add("update");
              if (updates.size() > 1) {
                throw new StorageException("away", false, null);
              }
            });

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> run(context(HERE, failing), FailurePolicy.RESUME))
        .withMessageContaining("may or may not be in the requested state");
  }

  @Test
  void unconfirmed_removal_namesWhatMayStillExist() {
    UserRecord todd =
        registered(ALL).with(tasks -> tasks.uncertain(ResourceKind.STAGE, time.instant()));

    assertThat(
            ProvisioningWorkflow.unconfirmed(
                    todd.deprovisioning(time.instant()), new StorageException("away", true, null))
                .leftBehind())
        .containsAll(todd.resources().all().map(AwsResource::arn).toList())
        .contains("possibly a stage")
        .hasSize(4);
  }
}
