package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.aws.InMemoryAws.Existing;
import io.streamcat.simulation.aws.Transport;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The spares of a run: the loss of their resources, and the checks at the end. */
final class Spares {

  private static final Set<String> OF_A_SPARE =
      Set.of(Tags.NAMESPACE, Tags.RECORD, Tags.STORE, Tags.CREATED_AT);

  private final World world;

  /** The ARNs of the resources that were deleted from outside. */
  private final Set<String> lost = new HashSet<>();

  Spares(World world) {
    this.world = world;
  }

  /** Returns whether a resource was deleted from outside while it was a spare's. */
  boolean isLost(AwsResource resource) {
    return lost.contains(resource.arn());
  }

  boolean isLost(String arn) {
    return lost.contains(arn);
  }

  /** Returns whether calls may fail, because a resource was deleted from outside. */
  boolean areDamaged() {
    return !lost.isEmpty();
  }

  /**
   * Deletes a resource of the first spare from outside, if there is one; only once, because a plan
   * needs a resource that shows the account.
   */
  void lose(ResourceKind kind) {
    if (areDamaged()) {
      return;
    }
    world.store().page(UserState.SPARE, null, 100).stream()
        .filter(spare -> spare.resources().get(kind) != null)
        .findFirst()
        .map(spare -> spare.resources().get(kind).arn())
        .filter(lost::add)
        .ifPresent(arn -> delete(kind, arn));
  }

  private void delete(ResourceKind kind, String arn) {
    InMemoryAws aws = world.aws();
    switch (kind) {
      case CHANNEL -> aws.ivs(Transport.DIRECT).deleteChannel(r -> r.arn(arn));
      case CHAT_ROOM -> aws.ivschat(Transport.DIRECT).deleteRoom(r -> r.identifier(arn));
      case STAGE -> aws.ivsRealTime(Transport.DIRECT).deleteStage(r -> r.arn(arn));
    }
  }

  /** Returns a plan without the spares that lack a resource that was deleted from outside. */
  ReconciliationPlan without(ReconciliationPlan plan) {
    return plan.only(finding -> finding.userId() != null || !lost.contains(finding.arn()));
  }

  /** Checks that there are as many spares as there should be, and what AWS shows of records. */
  void atTheEnd() {
    List<UserRecord> records = world.store().page(null, 1_000);
    assertThat(records)
        .as(() -> "spares after " + world.calls())
        .filteredOn(record -> record.state() == UserState.SPARE)
        .hasSize(world.rules().spares());
    for (UserRecord record : records) {
      for (AwsResource resource : record.resources().all().toList()) {
        Existing actual =
            world.aws().resources().stream()
                .filter(existing -> existing.arn().equals(resource.arn()))
                .findFirst()
                .orElseThrow();
        labelled(record, resource, actual);
      }
    }
  }

  private void labelled(UserRecord record, AwsResource resource, Existing actual) {
    Map<String, String> tags = actual.tags();
    if (record.state() == UserState.SPARE) {
      assertThat(OF_A_SPARE).as("tags of %s", record).containsAll(tags.keySet());
      assertThat(resource.name()).isEqualTo("simulation-" + record.key());
      assertThat(EndChecks.has(record, "LOW") && EndChecks.has(record, "FAST"))
          .as("defaults of %s", record)
          .isTrue();
    } else {
      assertThat(tags)
          .as("tags of %s", record)
          .containsEntry(Tags.USER_ID, record.id().toTagValue());
      assertThat(resource.tags()).containsEntry(Tags.USER_ID, record.id().toTagValue());
    }
    assertThat(actual.name()).as("name of %s", record).isEqualTo(resource.name());
  }
}
