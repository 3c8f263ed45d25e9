package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The work on one user while AWS, the store or another server comes in between. */
@Timeout(20)
@Guarantee({"PROV-01", "LEASE-04"})
class ProvisioningWorkflowTest extends ContextFixture {

  private final List<String> hooked = new ArrayList<>();

  private WorkResult run(ProvisioningContext here, FailurePolicy policy) {
    LeasedUser claimed = here.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    return new ProvisioningWorkflow(here).run(claimed, task -> true, policy);
  }

  private WorkResult run(FailurePolicy policy) {
    return run(context, policy);
  }

  /** Another server claims the user once, because this one has stalled. */
  private Runnable stallAndClaim(UnaryOperator<UserRecord> change) {
    return () -> {
      transport.clear();
      time.advance(LEASE);
      Records.claim(users, TODD, "other", time.instant().plus(LEASE));
      Records.change(users, TODD, change);
    };
  }

  private void deprovision() {
    registered(ALL);
    Records.change(users, TODD, record -> record.deprovisioning(time.instant()));
  }

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
  void run_leaseLostWhileCreating_recordsTheLateResources() {
    register(ALL);
    transport.before("CreateStage", stallAndClaim(UnaryOperator.identity()));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(stored().lease()).isNotNull().extracting(Lease::owner).isEqualTo("other");
    assertThat(stored().resources().channel()).isNotNull();
    assertThat(existing()).hasSize((int) stored().resources().all().count());
  }

  @Test
  void run_leaseLostWhileAnotherServerCreates_staysUncertain() {
    register(ALL);
    transport.before(
        "CreateStage",
        stallAndClaim(
            record -> record.with(tasks -> tasks.uncertain(ResourceKind.CHANNEL, time.instant()))));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(stored().resources().channel()).isNotNull();
    assertThat(stored().pending().list())
        .as("the other server may have created a second channel: %s", stored().pending())
        .isNotEmpty();
  }

  @Test
  void run_userRemovedWhileCreating_deletesTheLateResources() {
    UserRecord todd = register(ALL);
    transport.before(
        "CreateStage",
        () -> {
          transport.clear();
          time.advance(LEASE);
          assertThat(users.delete(stored())).isTrue();
        });
    LeasedUser claimed = context.tryClaim(todd, UnaryOperator.identity()).orElseThrow();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(
            () ->
                new ProvisioningWorkflow(context)
                    .run(claimed, task -> true, FailurePolicy.ROLL_BACK));

    assertThat(existing()).isEmpty();
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
}
