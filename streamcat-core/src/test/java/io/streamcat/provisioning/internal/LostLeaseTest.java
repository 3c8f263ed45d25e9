package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.LeaseLostException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTasks;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Creates of a worker that stalls and loses its lease meanwhile. */
@Timeout(20)
@Guarantee("LEASE-04")
class LostLeaseTest extends ProvisioningWorkflowFixture {

  @Test
  void run_leaseLostWhileCreating_recordsTheLateResources() {
    register(ALL);
    stallAt("CreateStage", LEASE, UnaryOperator.identity());

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(stored().lease()).isNotNull().extracting(Lease::owner).isEqualTo("other");
    assertThat(stored().resources().channel()).isNotNull();
    assertThat(existing()).hasSize((int) stored().resources().all().count());
  }

  @Test
  void run_leaseLostWhileAnotherServerCreates_staysUncertain() {
    register(ALL);
    stallAt(
        "CreateStage",
        LEASE,
        record -> record.with(tasks -> tasks.uncertain(ResourceKind.CHANNEL, time.instant())));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(stored().resources().channel()).isNotNull();
    assertThat(stored().pending().list())
        .as("the other server may have created a second channel: %s", stored().pending())
        .isNotEmpty();
  }

  /** The late create takes effect, and its answer is lost as well. */
  @Test
  void run_leaseAndAnswerLostWhileCreating_searchesForTheLateResource() {
    register(Set.of(ResourceKind.STAGE));
    transport.before(
        "CreateStage",
        () -> {
          time.advance(LEASE);
          Records.claim(users, TODD, "other", time.instant().plus(LEASE));
          Records.change(users, TODD, record -> record.with(tasks -> PendingTasks.NONE));
        });
    transport.after(
        "CreateStage",
        () -> {
          deny("ListStages");
          throw new IllegalStateException("the answer is lost");
        });

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(stored().pending().find(DiscardResources.class).orElseThrow().uncertain())
        .containsOnlyKeys(ResourceKind.STAGE);
  }

  @Test
  void run_userRemovedWhileCreating_deletesTheLateResources() {
    register(ALL);
    transport.before(
        "CreateStage",
        () -> {
          transport.clear();
          time.advance(LEASE);
          assertThat(users.delete(stored())).isTrue();
        });

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(existing()).isEmpty();
  }

  @Test
  void run_getDoesNotShowTheLateStageOfARemovedUser_deletesIt() {
    register(Set.of(ResourceKind.STAGE));
    transport.before(
        "CreateStage",
        () -> {
          transport.clear();
          time.advance(LEASE);
          assertThat(users.delete(stored())).isTrue();
          aws.lag(Fault.STALE_GET, "GetStage", Duration.ofSeconds(1));
        });

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> run(FailurePolicy.ROLL_BACK));

    assertThat(existing()).isEmpty();
  }
}
