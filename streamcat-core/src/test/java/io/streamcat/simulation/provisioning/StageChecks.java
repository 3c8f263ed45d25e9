package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The checks of stages, which are optional for users: a request is fulfilled or withdrawn, and a
 * request that cannot be fulfilled delays nothing else.
 */
final class StageChecks {

  /** The calls that may request a stage. */
  private static final Set<Kind> WANTING =
      EnumSet.of(
          Kind.PROVISION, Kind.PROVISION_ASYNC, Kind.ENQUEUE, Kind.ENSURE_STAGE, Kind.RECONCILE);

  private static final int ENOUGH = 1_000;

  private final World world;

  StageChecks(World world) {
    this.world = world;
  }

  /** Returns whether only a stage and its settings are pending and no worker holds the lease. */
  static boolean lacksAtMostAStage(UserRecord record) {
    return record.lease() == null
        && record.pending().list().stream()
            .allMatch(
                task ->
                    (task instanceof CreateResource create && create.kind() == ResourceKind.STAGE)
                        || (task instanceof ChangeSettings change
                            && change.kind() == ResourceKind.STAGE
                            && record.pending().creation(ResourceKind.STAGE).isPresent()));
  }

  /** Returns whether a call may fail because the quota of stages is reached. */
  boolean isLimited(Call call) {
    return world.rules().stageQuota() < ENOUGH
        && switch (call.act().kind()) {
          case PROVISION, PROVISION_ASYNC -> world.rules().stageAtRegistration();
          case ENSURE_STAGE, RESUME -> true;
          default -> false;
        };
  }

  void returned(Call call) {
    if (call.act().kind() == Kind.FORGO_STAGE && isLastWord(call)) {
      UserRecord record = world.record(call.act().user());
      if (record != null && record.pending().creation(ResourceKind.STAGE).isPresent()) {
        world
            .scheduler()
            .fail(new AssertionError("the stage is still requested after " + world.calls()));
      }
    }
  }

  /**
   * Returns whether no other call may have requested a stage since a call started. A late write may
   * be the request of an ended call.
   */
  private boolean isLastWord(Call call) {
    return !call.overlaps(other -> WANTING.contains(other.act().kind()))
        && !world.scheduler().injected().contains(Fault.LATE_EFFECT);
  }

  /**
   * Checks that the user has a stage if a call gave one, and none if the last call withdrew the
   * request.
   */
  void atTheEnd(String user) {
    UserRecord record = world.record(user);
    if (record == null
        || record.state() == UserState.REMOVED
        || !world.calls().of(user, c -> c.act().isRemoval()).isEmpty()) {
      return;
    }
    List<Call> calls = world.calls().of(user, Call::hasSucceeded);
    boolean isForgone = calls.stream().anyMatch(c -> c.act().kind() == Kind.FORGO_STAGE);
    boolean given =
        calls.stream()
            .filter(c -> c.act().kind() == Kind.ENSURE_STAGE)
            .anyMatch(c -> !isForgone || !hasDeadStage(c));
    boolean withdrawn =
        calls.stream()
            .anyMatch(
                c ->
                    c.act().kind() == Kind.FORGO_STAGE
                        && c.user() != null
                        && c.user().stage() == null
                        && isLastWord(c));
    assertThat(record.resources().stage() != null)
        .as("stage of %s after %s", record, world.calls())
        .isEqualTo(given || (!withdrawn && record.resources().stage() != null));
  }

  /** Returns whether a call returned the stage of a spare that had died; it can be withdrawn. */
  private boolean hasDeadStage(Call call) {
    return call.user() != null
        && call.user().stage() != null
        && world.spares().isLost(call.user().stage());
  }
}
