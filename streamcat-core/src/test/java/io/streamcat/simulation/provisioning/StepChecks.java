package io.streamcat.simulation.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.Change;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.UserState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold at every change of AWS. */
final class StepChecks {

  private final World world;

  /** The stream keys that callers were told, by ARN. */
  private final Map<String, ToldKey> toldKeys = new HashMap<>();

  StepChecks(World world) {
    this.world = world;
  }

  /**
   * A stream key that a caller was told.
   *
   * @param tick the time at which it was told first
   */
  private record ToldKey(String user, long tick) {}

  /** Notes that a call has returned a stream key. */
  void told(Call call, Channel channel) {
    toldKeys.putIfAbsent(
        channel.streamKey().arn(), new ToldKey(call.act().user(), world.calls().tick()));
  }

  void changed(Change change) {
    if (change.kind() == Change.Kind.DELETED) {
      if (change.arn().contains(":stream-key/")) {
        keyDeleted(change.arn());
      } else {
        resourceDeleted(change.arn());
      }
    }
  }

  private void resourceDeleted(String arn) {
    Optional<UserRecord> holder = world.store().findByResource(arn);
    if (holder.isPresent() && holder.get().state() != UserState.DEPROVISIONING) {
      fail(arn + " is deleted, which is recorded and wanted: " + holder.get());
    }
  }

  private void keyDeleted(String arn) {
    for (UserRecord record : world.store().page(null, 1_000)) {
      Channel channel = record.resources().channel();
      boolean holds =
          channel != null && channel.streamKey() != null && channel.streamKey().arn().equals(arn);
      if (holds
          && record.state() != UserState.DEPROVISIONING
          && record.pending().find(RotateStreamKey.class).isEmpty()) {
        fail("stream key " + arn + " is revoked, which is recorded and wanted: " + record);
      }
    }
    ToldKey told = toldKeys.get(arn);
    if (told != null && !mayBeRevoked(told, arn)) {
      fail("stream key " + arn + " of " + told.user() + " is revoked, though nobody asked");
    }
  }

  /** A call that returned the very key has revoked the one before it. */
  private boolean mayBeRevoked(ToldKey told, String arn) {
    return world
        .calls()
        .mayRevoke(
            told.user(),
            told.tick(),
            call ->
                !call.waits()
                    && call.user() != null
                    && call.user().channel() != null
                    && call.user().channel().streamKey() != null
                    && call.user().channel().streamKey().arn().equals(arn));
  }

  private void fail(String problem) {
    world.scheduler().fail(new AssertionError(problem + "\ncalls: " + world.calls()));
  }
}
