package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** The deletion of orphans: only those of this store, and only as many as the caller accepts. */
@Guarantee("RECON-05")
class ReconcilerOrphansTest extends ReconcilerFixture {

  private List<User> provisionFive() {
    List<User> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      five.add(streamcat.users().provision(NewUser.withId("u" + i)));
    }
    passALongTime();
    return five;
  }

  @Test
  void plan_withoutNamespace_isRejected() {
    provisionFive();
    try (StreamCat second =
        StreamCat.builder()
            .aws(
                a ->
                    a.region(Region.US_EAST_1)
                        .credentialsProvider(EmulatedAws.credentials())
                        .endpointOverride(aws.emulator().endpoint()))
            .clock(aws.time())
            .build()) {
      ReconciliationPlan plan = streamcat.reconciler().plan();
      long requests = aws.emulator().requests().size();
      for (Runnable call :
          List.<Runnable>of(
              second.reconciler()::plan,
              second.reconciler()::planWithDrift,
              () -> second.reconciler().apply(plan),
              () -> second.reconciler().apply(plan, 0))) {
        assertThatExceptionOfType(InvalidInputException.class)
            .isThrownBy(call::run)
            .satisfies(e -> assertThat(e.field()).isEqualTo("namespace"));
      }
      assertThat(aws.emulator().requests()).hasSize((int) requests);
    }
  }

  @Test
  void plan_secondApplicationWithTheSameNamespace_reportsForeignResourcesOnly() {
    List<User> five = provisionFive();
    try (StreamCat second =
        aws.streamCat().storage(s -> s.users(UserRepository.inMemory())).build()) {
      ReconciliationPlan plan = second.reconciler().planWithDrift();
      assertThat(plan.users()).isZero();
      assertThat(plan.findings())
          .hasSize(15)
          .allSatisfy(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.FOREIGN));
      long changes = changes();

      ReconciliationReport report = second.reconciler().apply(plan);

      assertThat(report.skipped()).hasSize(15);
      assertThat(changes()).isEqualTo(changes);
      // Not even if the plan contains them as another type.
      for (Finding.Type type : List.of(Finding.Type.ORPHANED, Finding.Type.ADOPTABLE)) {
        ReconciliationPlan renamed = as(type, plan);
        assertThat(
                second.reconciler().apply(renamed, renamed.count(Finding.Type.ORPHANED)).skipped())
            .hasSize(15);
      }
    }
    Invariants.nothingBeyond(aws, five);
  }

  @Test
  void plan_resourceWithoutAStore_isForeign() {
    User todd = provision("todd");
    Map<String, String> tags = new HashMap<>(todd.stage().tags());
    tags.remove(Tags.STORE);
    String stage = create(ResourceKind.STAGE, tags);
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.FOREIGN, ResourceKind.STAGE);
    assertThat(skipped(plan)).isEqualTo("it does not belong to a user of this store and home");
    assertThat(skipped(as(Finding.Type.DUPLICATE, plan)))
        .isEqualTo("it belongs to an earlier registration of the user");
    assertThat(streamcat.realTimeService().get(stage)).isPresent();
  }

  @Test
  void apply_moreThanOneTenthAreOrphans_isRejectedWithoutTheNumber() {
    List<User> five = provisionFive();
    create(ResourceKind.STAGE, strangersTags());
    create(ResourceKind.CHANNEL, strangersTags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.resources()).isEqualTo(17);
    long changes = changes();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamcat.reconciler().apply(plan))
        .withMessageContaining("deletes 2 of 17 resources as orphans, and there are 5 users")
        .satisfies(e -> assertThat(e.field()).isEqualTo("plan"));
    for (long number : List.of(0L, 1L, 3L)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.reconciler().apply(plan, number))
          .satisfies(e -> assertThat(e.field()).isEqualTo("orphans"));
    }
    assertThat(changes()).isEqualTo(changes);

    assertThat(streamcat.reconciler().apply(plan, 2).done()).isEqualTo(plan.findings());
    Invariants.nothingBeyond(aws, five);
  }

  @Test
  void apply_oneTenthAreOrphans_deletesThem() {
    List<User> five = provisionFive();
    create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.resources()).isEqualTo(16);

    assertThat(streamcat.reconciler().apply(plan).done()).hasSize(1);

    Invariants.nothingBeyond(aws, five);
  }

  @Test
  void apply_acceptedPartIsOneTenth_deletesIt() {
    provisionFive();
    String stage = create(ResourceKind.STAGE, strangersTags());
    create(ResourceKind.CHANNEL, strangersTags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();

    ReconciliationReport report =
        streamcat.reconciler().apply(plan.only(finding -> finding.arn().equals(stage)));

    assertThat(report.done()).extracting(Finding::arn).containsExactly(stage);
    assertThat(streamcat.reconciler().plan().count(Finding.Type.ORPHANED)).isEqualTo(1);
  }

  @Test
  void apply_storeIsEmpty_isRejectedWithoutTheNumber() {
    List<User> five = provisionFive();
    // Emptied by mistake, but still the same store.
    UserRepository emptied =
        InterceptingProxy.after(
            UserRepository.class, UserRepository.inMemory(), "storeId", id -> users.storeId());
    try (StreamCat lost = builder().storage(s -> s.users(emptied)).build()) {
      ReconciliationPlan plan = lost.reconciler().plan();
      assertThat(plan.count(Finding.Type.ORPHANED)).isEqualTo(15);
      ReconciliationPlan one =
          plan.only(finding -> finding.arn().equals(five.get(0).stage().arn()));

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> lost.reconciler().apply(one))
          .withMessageContaining("there are 0 users");

      Invariants.nothingBeyond(aws, five);
      assertThat(lost.reconciler().apply(one, 1).done()).hasSize(1);
    }
  }

  @Test
  void apply_noOrphans_needsNoUsers() {
    assertThat(streamcat.reconciler().apply(streamcat.reconciler().plan()).done()).isEmpty();
    User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
    Invariants.nothingBeyond(aws, List.of(todd));
  }
}
