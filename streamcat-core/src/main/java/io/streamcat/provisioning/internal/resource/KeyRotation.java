package io.streamcat.provisioning.internal.resource;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.LeasedUser;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The replacement of the stream key of a user's channel.
 *
 * <p>AWS allows one key for a channel and has no operation that replaces it. So the old key is
 * deleted before the new one is created, and a worker may die in between or before it has recorded
 * the new key. Therefore a worker ignores the progress of earlier workers: it deletes every key of
 * the channel, recorded or not, and creates another. The create succeeds only if no other key is
 * left. That proves that the old key is revoked, however much lists lag.
 */
final class KeyRotation {

  private final ProvisioningContext context;

  KeyRotation(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Revokes every key of the channel and creates another.
   *
   * @throws io.streamcat.exception.LeaseLostException if another worker has claimed the user
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel, or a key, is gone
   */
  StreamKey renew(LeasedUser user, String channelArn) {
    ChannelService channels = context.channels();
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      List<String> keys = channels.streamKeys(channelArn);
      // Keys listed under the lease cannot belong to a later worker. So a worker that stalls here,
      // however long, deletes only old keys.
      user.write(KeyRotation::begun);
      keys.forEach(channels::deleteStreamKey);
      if (stops(user.record())) {
        channels.stopStream(channelArn);
      }
      try {
        return channels.createStreamKey(channelArn, context.tags().ofStreamKey());
      } catch (QuotaExceededException hasKey) {
        // A key that lists do not show yet, or that a later worker has created.
        if (!context.calls().pause(attempt, deadline)) {
          user.hold();
          throw new StreamCatException(
              channelArn + " has a stream key that AWS does not list", true, hasKey);
        }
      }
    }
  }

  /**
   * Revokes every key of the channel and stops its stream. That a new key could be created, which
   * is then deleted, proves that no other one is left.
   *
   * @throws io.streamcat.exception.LeaseLostException if another worker has claimed the user
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel, or a key, is gone
   */
  void revoke(LeasedUser user, String channelArn) {
    context.channels().deleteStreamKey(renew(user, channelArn).arn());
  }

  /**
   * Returns the record of a rotation whose deletions begin: the rotation no longer waits for the
   * end of a stream, and the only key to fetch is the new one.
   */
  private static UserRecord begun(UserRecord record) {
    return record.with(
        tasks ->
            tasks
                .find(RotateStreamKey.class)
                .map(task -> tasks.with(task.and(LiveChannelPolicy.REFUSE)))
                .orElse(tasks)
                .without(FetchStreamKey.class));
  }

  private static boolean stops(UserRecord record) {
    Optional<RotateStreamKey> task = record.pending().find(RotateStreamKey.class);
    return record.state() == UserState.SUSPENDED
        || (task.isPresent() && task.get().policy() == LiveChannelPolicy.STOP);
  }
}
