package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.provisioning.Act.Deed;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold for stages, which users can do without: a wish is fulfilled or withdrawn, and one
 * that cannot be fulfilled holds up nothing else.
 */
final class StageChecks {

  /** What may want a stage. */
  private static final Set<Deed> WANTING =
      EnumSet.of(Deed.PROVISION, Deed.PROVISION_ASYNC, Deed.ENSURE_STAGE, Deed.RECONCILE);

  private static final int ENOUGH = 1_000;

  private final World world;

  StageChecks(World world) {
    this.world = world;
  }

  /** Returns whether nothing but a stage is pending, and no worker holds the lease. */
  static boolean lacksAtMostAStage(UserRecord record) {
    return record.lease() == null
        && record.pending().list().stream()
            .allMatch(task -> task instanceof CreateResource c && c.kind() == ResourceKind.STAGE);
  }

  /** Returns whether a call may fail because the account can have no further stage. */
  boolean isLimited(Call call) {
    return world.rules().stageQuota() < ENOUGH
        && switch (call.act().deed()) {
          case PROVISION, PROVISION_ASYNC -> world.rules().stageAtRegistration();
          case ENSURE_STAGE, RESUME -> true;
          default -> false;
        };
  }

  void returned(Call call) {
    if (call.act().deed() == Deed.FORGO_STAGE && isLastWord(call)) {
      UserRecord record = world.record(call.act().user());
      if (record != null && record.pending().creation(ResourceKind.STAGE).isPresent()) {
        world
            .scheduler()
            .fail(new AssertionError("the stage is still wanted after " + world.calls()));
      }
    }
  }

  /**
   * Returns whether no other call may have wanted a stage since a call began. A write that comes
   * late may be the wish of a call that is over.
   */
  private boolean isLastWord(Call call) {
    return !call.overlaps(other -> WANTING.contains(other.act().deed()))
        && !world.scheduler().injected().contains(Fault.LATE_EFFECT);
  }

  /** The user has a stage if one was given last, and none if the wish was withdrawn last. */
  void atTheEnd(String user) {
    UserRecord record = world.record(user);
    if (record == null
        || record.state() == UserState.REMOVED
        || !world.calls().of(user, c -> c.act().deed() == Deed.DEPROVISION).isEmpty()) {
      return;
    }
    List<Call> calls = world.calls().of(user, Call::hasSucceeded);
    boolean given = calls.stream().anyMatch(c -> c.act().deed() == Deed.ENSURE_STAGE);
    boolean withdrawn =
        calls.stream()
            .anyMatch(
                c ->
                    c.act().deed() == Deed.FORGO_STAGE
                        && c.user() != null
                        && c.user().stage() == null
                        && isLastWord(c));
    assertThat(record.resources().stage() != null)
        .as("stage of %s after %s", record, world.calls())
        .isEqualTo(given || (!withdrawn && record.resources().stage() != null));
  }
}
