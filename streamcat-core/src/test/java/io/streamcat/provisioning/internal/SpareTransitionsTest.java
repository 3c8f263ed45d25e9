package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.Test;

class SpareTransitionsTest {

  private final UserRecord spare = spare("spare-1");

  @Test
  void taken_readySpare_isAnActiveUserWithItsResources() {
    UserRecord todd = taken(spare, identity("1", "todd", null));

    assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
    assertThat(todd.resources()).isEqualTo(spare.resources());
    assertThat(todd.key()).isEqualTo(spare.key());
    assertThat(todd.resourceName()).isEqualTo("name-2");
    assertThat(todd.createdAt()).isEqualTo(LATER);
    assertThat(todd.updatedAt()).isEqualTo(LATER);
  }

  @Test
  void taken_readySpare_requestsTheLabelOfEachResource() {
    UserRecord todd = taken(spare, identity("1", "todd", null));

    assertThat(todd.pending().list())
        .hasSize(3)
        .allSatisfy(task -> assertThat(task).isInstanceOf(LabelResource.class));
    assertThat(todd.dueAt()).contains(LATER);
  }

  @Test
  void lost_resourceWithoutLabel_needsNoLabel() {
    UserRecord todd = taken(spare, identity("1", "todd", null));

    UserRecord lacking = todd.lost(ResourceKind.STAGE, NOW, LATER);

    assertThat(lacking.pending().contains("label stage")).isFalse();
    assertThat(lacking.pending().contains("label channel")).isTrue();
  }

  @Test
  void deprovisioning_unlabelledResources_countsTagsUntilNow() {
    UserRecord todd = taken(spare, identity("1", "todd", null));

    UserRecord removed = todd.deprovisioning(LATER.plusSeconds(9));

    assertThat(removed.pending().find(RemoveUser.class).orElseThrow().until())
        .isEqualTo(LATER.plusSeconds(9));
  }
}
