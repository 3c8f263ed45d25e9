package io.streamcat.simulation.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.Change;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.UserState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The checks at every change of AWS. */
final class StepChecks {

  private final World world;

  /** The stream keys that calls have returned, by ARN. */
  private final Map<String, ReturnedKey> returnedKeys = new HashMap<>();

  /** The removals of registered users that have begun. */
  private int removals;

  StepChecks(World world) {
    this.world = world;
  }

  /**
   * A stream key that a call has returned.
   *
   * @param tick the time of the first return
   */
  private record ReturnedKey(String user, long tick) {}

  /** Records that a call has returned a stream key. */
  void returned(Call call, Channel channel) {
    returnedKeys.putIfAbsent(
        channel.streamKey().arn(), new ReturnedKey(call.act().user(), world.calls().tick()));
  }

  /** A call removes at most one user, also if the id is given again meanwhile. */
  void updated(UserRecord before, UserRecord after) {
    if (before.state().isRegistered()
        && after.state() == UserState.DEPROVISIONING
        && ++removals > world.calls().removals()) {
      fail("a user was removed without a request: " + after);
    }
  }

  void changed(Change change) {
    world.existing().changed(change);
    if (change.kind() == Change.Kind.WENT_LIVE) {
      wentLive(change.arn());
    }
    if (change.kind() == Change.Kind.DELETED) {
      if (change.arn().contains(":stream-key/")) {
        keyDeleted(change.arn());
      } else {
        resourceDeleted(change.arn());
      }
    }
  }

  /** A stream of a suspended user may only begin before the stream key is revoked. */
  private void wentLive(String channelArn) {
    world
        .store()
        .findByResource(channelArn)
        .filter(record -> record.state() == UserState.SUSPENDED)
        .filter(record -> !ResourceTasks.isRevoking(record))
        .ifPresent(record -> fail("a suspended user went live: " + record));
  }

  private void resourceDeleted(String arn) {
    Optional<UserRecord> holder = world.store().findByResource(arn);
    if (holder.isPresent()
        && holder.get().state() != UserState.DEPROVISIONING
        && !world.spares().isLost(arn)) {
      fail(arn + " was deleted although it is recorded and needed: " + holder.get());
    }
  }

  private void keyDeleted(String arn) {
    for (UserRecord record : world.store().page(null, 1_000)) {
      Channel channel = record.resources().channel();
      boolean holds =
          channel != null && channel.streamKey() != null && channel.streamKey().arn().equals(arn);
      if (holds
          && !world.spares().isLost(channel)
          && record.state() != UserState.DEPROVISIONING
          && record.pending().find(RotateStreamKey.class).isEmpty()) {
        fail("stream key " + arn + " was revoked although it is recorded and needed: " + record);
      }
    }
    ReturnedKey returned = returnedKeys.get(arn);
    if (returned != null && !mayBeRevoked(returned, arn)) {
      fail("stream key " + arn + " of " + returned.user() + " was revoked without a request");
    }
  }

  /** A call that returned this key has revoked the one before it. */
  private boolean mayBeRevoked(ReturnedKey returned, String arn) {
    return world
        .calls()
        .mayRevoke(
            returned.user(),
            returned.tick(),
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
