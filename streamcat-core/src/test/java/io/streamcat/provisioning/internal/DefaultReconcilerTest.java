package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import io.streamcat.provisioning.internal.reconciliation.DefaultReconciler;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The conditions under which a plan may be made and applied. */
@Timeout(20)
@Guarantee("RECON-05")
class DefaultReconcilerTest extends ContextFixture {

  private UserRecord todd;

  @BeforeEach
  void register() {
    todd = registered(ALL);
    time.advance(Duration.ofHours(2));
  }

  private ReconciliationPlan orphan() {
    Map<String, String> tags = new HashMap<>(todd.resources().stage().tags());
    tags.put(Tags.RECORD, "unknown");
    stages.create("orphan", StageSettings.defaults().withTags(tags));
    ReconciliationPlan plan = reconciler(users).plan();
    assertThat(plan.findings()).extracting(Finding::type).containsExactly(Finding.Type.ORPHANED);
    return plan;
  }

  private static ReconciliationPlan in(String namespace, ReconciliationPlan plan) {
    return new ReconciliationPlan(
        plan.at(), namespace, plan.users(), plan.resources(), plan.findings());
  }

  private DefaultReconciler of(Home home) {
    ProvisioningContext here = context(home, users);
    return new DefaultReconciler(here, new ProvisioningWorkflow(here));
  }

  @Test
  void apply_manyOrphans_needsTheirNumber() {
    ReconciliationPlan plan = orphan();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> reconciler(users).apply(plan))
        .withMessageContaining("deletes 1 of 4 resources as orphans, and there are 1 users");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> reconciler(users).apply(plan, 2))
        .satisfies(e -> assertThat(e.field()).isEqualTo("orphans"));

    assertThat(existing()).hasSize(4);
    assertThat(reconciler(users).apply(plan, 1).done()).hasSize(1);
    assertThat(existing()).hasSize(3);
  }

  @Test
  void apply_orphans_waitsUntilAReleaseIsVisible() {
    ReconciliationPlan plan = orphan();
    Instant before = time.instant();

    reconciler(users).apply(plan, 1);

    assertThat(time.instant()).isAfterOrEqualTo(before.plusSeconds(5));
  }

  @Test
  void apply_noOrphans_doesNotWait() {
    stages.create("another", todd.resources().stage().settings());
    ReconciliationPlan plan = reconciler(users).plan();
    Instant before = time.instant();

    ReconciliationReport report = reconciler(users).apply(plan);

    assertThat(report.done()).extracting(Finding::type).containsExactly(Finding.Type.DUPLICATE);
    assertThat(time.instant()).isEqualTo(before);
  }

  @Test
  void apply_planOfAnotherNamespace_isRejectedFirst() {
    ReconciliationPlan plan = in("staging", orphan());

    for (Runnable call :
        List.<Runnable>of(
            () -> reconciler(users).apply(plan), () -> reconciler(users).apply(plan, 7))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(call::run)
          .withMessageContaining("of namespace streamcat");
    }
  }

  @Test
  void planAndApply_insideATransaction_areRejected() {
    ReconciliationPlan plan = reconciler(users).plan();

    for (Runnable call :
        List.<Runnable>of(
            reconciler(inTransaction())::plan,
            reconciler(inTransaction())::planWithDefaults,
            () -> reconciler(inTransaction()).apply(plan))) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(call::run)
          .withMessageContaining("inside a database transaction");
    }
  }

  @Test
  void plan_unknownAccount_isLearntFromAList() {
    stages.delete(todd.resources().stage().arn());

    assertThat(of(Home.of("us-east-1", null)).plan().findings())
        .extracting(Finding::type, Finding::kind)
        .containsExactly(tuple(Finding.Type.MISSING, ResourceKind.STAGE));
  }

  @Test
  void plan_unknownAccountAndNoResources_isRejected() {
    channels.delete(todd.resources().channel().arn());
    chatRooms.delete(todd.resources().chatRoom().arn());
    stages.delete(todd.resources().stage().arn());

    for (Runnable call :
        List.<Runnable>of(
            of(Home.of("us-east-1", null))::plan,
            of(Home.of("us-east-1", null))::planWithDefaults)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(call::run)
          .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
    }
  }

  @Test
  void plan_listsShowAnotherAccount_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> of(Home.of("us-east-1", "999999999999")).plan())
        .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
  }

  @Test
  void plan_usersOfAnotherHome_areNotCompared() {
    ReconciliationPlan plan = of(Home.of("eu-west-1", "999999999999")).plan();

    assertThat(plan.users()).isZero();
    assertThat(plan.resources()).isEqualTo(3);
    assertThat(plan.findings()).extracting(Finding::type).containsOnly(Finding.Type.FOREIGN);
    assertThat(of(Home.of("eu-west-1", "999999999999")).planWithDefaults().users()).isZero();
  }

  @Test
  void planWithDefaults_severalUsers_isOrderedByKind() {
    insert(at(HERE, complete("ann", null)));
    insert(at(HERE, complete("bob", null)));

    assertThat(reconciler(users).planWithDefaults().findings())
        .extracting(Finding::kind)
        .hasSize(6)
        .isSorted();
  }
}
