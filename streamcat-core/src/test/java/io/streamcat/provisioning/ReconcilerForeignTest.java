package io.streamcat.provisioning;

import static io.streamcat.user.ResourceKind.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Resources that reconciliation shows and never touches: untagged ones, and adopted ones. */
@Guarantee("ADOPT-04")
class ReconcilerForeignTest extends ReconcilerFixture {

  private String legacy(String name) {
    return aws.create("CreateChannel", "{\"name\":\"" + name + "\"}");
  }

  @Test
  void plan_untaggedResourceWithANameOfTheNamespace_isForeign() {
    String arn = legacy("streamcat-todd");
    legacy("another");
    legacy("streamcat");
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.FOREIGN, CHANNEL);

    assertThat(plan.findings().get(0).arn()).isEqualTo(arn);
    assertThat(plan.findings().get(0).toString()).contains("no tags", "can be adopted");
    assertThat(plan.resources()).isZero();
    skipped(plan);
    assertThat(aws.existing("channel")).hasSize(3);
  }

  @Test
  void plan_adoptedResourceWithANameOfTheNamespace_isClean() {
    String arn = legacy("streamcat-todd");

    streamcat.users().adopt(NewUser.withId("todd"), Existing.channel(arn));

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  @Test
  void plan_recordedResourceThatLostItsTags_isNoFinding() {
    User todd = provision("todd");
    streamcat.channelService().untag(todd.channel().arn(), todd.channel().tags().keySet());

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Finding.Type.class,
      names = {"ORPHANED", "DUPLICATE", "ADOPTABLE"},
      mode = Mode.INCLUDE)
  void apply_adoptedResourceWithoutARecord_isNeverTouched(Finding.Type type) {
    String arn = legacy("old");
    User todd = streamcat.users().adopt(NewUser.withId("todd"), Existing.channel(arn));
    User ann = provision("ann");
    users.delete(users.findById(todd.id()).orElseThrow());
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.FOREIGN, CHANNEL);
    assertThat(plan.findings().get(0).detail()).contains("existed before");
    ReconciliationReport report = apply(forgedAs(type, plan, ann));

    assertThat(report.done()).isEmpty();
    assertThat(aws.existing("channel")).hasSize(2);
  }

  private static ReconciliationPlan forgedAs(
      Finding.Type type, ReconciliationPlan plan, User user) {
    return new ReconciliationPlan(
        plan.at(),
        plan.namespace(),
        plan.users(),
        plan.resources(),
        plan.findings().stream().map(f -> forged(type, f.kind(), f.arn(), user)).toList());
  }

  @Test
  void plan_adoptedResourceThatItsUserNoLongerHas_isForeign() {
    String arn = legacy("old");
    User todd = streamcat.users().adopt(NewUser.withId("todd"), Existing.channel(arn));
    Records.forget(users, todd, CHANNEL);
    passALongTime();

    planned(Finding.Type.FOREIGN, CHANNEL);
    assertThat(streamcat.users().resume(todd.id()).orElseThrow().channel().arn()).isNotEqualTo(arn);
    assertThat(aws.existing("channel")).hasSize(2);
  }

  @Test
  void apply_changedSettingsOfAnAdoptedChannel_areRestored() {
    String arn = legacy("old");
    User todd = streamcat.users().adopt(NewUser.withId("todd"), Existing.channel(arn));
    streamcat
        .channelService()
        .update(arn, todd.channel().settings().toBuilder().authorized(true).build());
    passALongTime();

    applied(planned(Finding.Type.DRIFTED, CHANNEL));

    UserRecord record = users.findById(todd.id()).orElseThrow();
    assertThat(record.resources().channel().settings().authorized()).isFalse();
    assertThat(record.resources().kinds()).containsExactly(ResourceKind.CHANNEL);
  }
}
