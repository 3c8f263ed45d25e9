package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import org.junit.jupiter.api.Test;

/** Plans about spares that are applied after a registration has taken the spare. */
@Guarantee("SPARE-02")
class SpareReconciliationTest extends SpareFixture {

  @Test
  void apply_spareWithAnAdoptableStageWasTaken_labelsTheStage() {
    try (StreamCat streamcat = withSpares(1);
        StreamCat withoutSpares = aws.streamCat().storage(s -> s.users(users)).build()) {
      passALongTime();
      UserRecord spare = spares().get(0);
      String recorded = spare.resources().stage().arn();
      StageSettings tagged = StageSettings.defaults().withTags(spare.resources().stage().tags());
      String another = streamcat.realTimeService().create(spare.resourceName(), tagged).arn();
      streamcat.realTimeService().delete(recorded);
      ReconciliationPlan plan = streamcat.reconciler().plan();
      assertThat(plan.findings()).extracting(Finding::type).containsExactly(Finding.Type.ADOPTABLE);
      User todd = streamcat.users().provision(NewUser.withId("todd"));

      assertThat(streamcat.reconciler().apply(plan).done()).hasSize(1);
      withoutSpares.recovery().run();

      User after = withoutSpares.users().find(todd.id()).orElseThrow();
      assertThat(after.stage().arn()).isEqualTo(another);
      assertThat(after.stage().name()).startsWith("streamcat-todd-");
      Invariants.exactlyOneOfEach(aws, after);
    }
  }
}
