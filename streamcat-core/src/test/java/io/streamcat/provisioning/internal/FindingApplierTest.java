package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application of findings while AWS, the store or another server comes in between. */
@Timeout(20)
@Guarantee("RECON-09")
class FindingApplierTest extends ContextFixture {

  private UserRecord registeredLongAgo(EnumSet<ResourceKind> kinds) {
    UserRecord todd = registered(kinds);
    time.advance(Duration.ofHours(2));
    return todd;
  }

  private Stage another(UserRecord user) {
    return stages.create(
        "another", StageSettings.defaults().withTags(user.resources().stage().tags()));
  }

  private ReconciliationPlan planned(Finding.Type type) {
    ReconciliationPlan plan = reconciler(users).planWithDrift();
    assertThat(plan.findings()).extracting(Finding::type).containsExactly(type);
    return plan;
  }

  private ReconciliationPlan duplicate() {
    another(registeredLongAgo(EnumSet.allOf(ResourceKind.class)));
    return planned(Finding.Type.DUPLICATE);
  }

  /** A user who has a channel, and whose stage recovery will create. */
  private UserRecord lackingStage() {
    UserRecord todd = registeredLongAgo(EnumSet.of(ResourceKind.CHANNEL));
    return Records.change(
        users, TODD, record -> record.wanting(ResourceKind.STAGE, todd.createdAt()));
  }

  @Test
  void apply_adoptableChannelWithOtherSettings_isReportedAndLeavesOtherTasks() {
    UserRecord todd = lackingStage();
    ChannelSettings other =
        ChannelSettings.builder()
            .latencyMode(LatencyMode.NORMAL)
            .tags(todd.resources().channel().tags())
            .build();
    String arn = channels.create("another", other).arn();
    channels.delete(todd.resources().channel().arn());

    reconciler(users).apply(planned(Finding.Type.ADOPTABLE));

    assertThat(stored().resources().channel().arn()).isEqualTo(arn);
    assertThat(stored().resources().channel().settings().latencyMode()).isEqualTo(LatencyMode.LOW);
    assertThat(hasStep(Phase.ATTACHED)).isTrue();
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
    assertThat(existing()).containsExactly("channel");
  }

  @Test
  void apply_driftedChannel_leavesOtherTasks() {
    UserRecord todd = lackingStage();
    channels.update(
        todd.resources().channel().arn(),
        ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());

    assertThat(reconciler(users).apply(planned(Finding.Type.DRIFTED)).done()).hasSize(1);

    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
    assertThat(existing()).containsExactly("channel");
  }

  @Test
  void apply_anotherResourceIsRecordedMeanwhile_skipsTheAdoption() {
    UserRecord todd = registeredLongAgo(EnumSet.copyOf(ALL));
    Records.forget(users, todd.user(), ResourceKind.STAGE);
    ReconciliationPlan plan = planned(Finding.Type.ADOPTABLE);
    Stage late = another(todd);
    UserRepository store =
        interrupted(
            () -> {},
            () -> Records.change(users, TODD, record -> record.recorded(late, time.instant())));

    assertThat(reconciler(store).apply(plan).skipped().values())
        .containsExactly("another one was recorded meanwhile");

    assertThat(stored().resources().stage().arn()).isEqualTo(late.arn());
    assertThat(stored().lease()).isNull();
  }

  @Test
  void apply_anotherServerClaimsTheUserFirst_isSkipped() {
    ReconciliationPlan plan = duplicate();
    UserRepository store =
        interrupted(
            () -> Records.claim(users, TODD, "other", time.instant().plus(LEASE)), () -> {});

    assertThat(reconciler(store).apply(plan).skipped().values())
        .containsExactly("the user is being worked on or left to recovery");

    assertThat(existing()).containsExactly("channel", "room", "stage", "stage");
  }

  @Test
  void apply_awsDeniesTheCheck_endsTheLease() {
    ReconciliationPlan plan = duplicate();
    deny("GetStage");

    assertThat(reconciler(users).apply(plan).failed().values())
        .singleElement()
        .isInstanceOf(AccessDeniedException.class);

    assertThat(stored().lease()).isNull();
  }

  @Test
  void apply_awsDeniesTheCheckAndStoreIsAway_reportsBoth() {
    ReconciliationPlan plan = duplicate();
    deny("GetStage");
    StorageException away = new StorageException("away", false, null);
    AtomicInteger updates = new AtomicInteger();
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (updates.incrementAndGet() > 1) {
                throw away;
              }
            });

    ReconciliationReport report = reconciler(failing).apply(plan);

    assertThat(report.failed().values())
        .singleElement()
        .isInstanceOf(AccessDeniedException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(away));
  }

  @Test
  void apply_duplicateOfASpare_isDeleted() {
    users.insert(
        UserRecord.intended(
            "spare-1", HERE, null, "streamcat-spare-1", ALL, null, "writer", time.instant()));
    UserRecord spare = users.findByKey("spare-1").orElseThrow();
    LeasedUser claimed = context.tryClaim(spare, UnaryOperator.identity()).orElseThrow();
    new ProvisioningWorkflow(context).run(claimed, task -> true, FailurePolicy.RESUME);
    another(users.findByKey("spare-1").orElseThrow());
    time.advance(Duration.ofHours(2));

    assertThat(reconciler(users).apply(planned(Finding.Type.DUPLICATE)).done())
        .extracting(Finding::userId)
        .containsOnlyNulls();

    assertThat(existing()).containsExactly("channel", "room", "stage");
  }
}
