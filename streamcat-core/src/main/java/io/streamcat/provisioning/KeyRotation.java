package io.streamcat.provisioning;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The replacement of the stream key of a user's channel.
 *
 * <p>AWS allows one key for a channel and has no operation that replaces it, so the old one is
 * deleted before the new one is created, and a worker may die in between or before it has recorded
 * the new one. Therefore a worker never asks how far an earlier one got: any key the channel has
 * then is deleted, the old one as well as one that was never recorded, and another is created. Its
 * create succeeds only if no other key is left, which is what makes it certain that the old one is
 * revoked, however much lists lag.
 */
final class KeyRotation {

  private final ProvisioningContext context;

  KeyRotation(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Revokes every key there is and creates another.
   *
   * @throws io.streamcat.exception.LeaseLostException if another worker has taken the user over
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel, or a key, is gone
   */
  StreamKey renew(LeasedUser user, String channelArn) {
    ChannelService channels = context.channels();
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      List<String> keys = channels.streamKeys(channelArn);
      // What was listed while the lease was still held is not the key of a worker that came after
      // this one: a worker that stalls here, however long, deletes only keys that are to go.
      user.write(KeyRotation::begun);
      keys.forEach(channels::deleteStreamKey);
      if (stops(user.record())) {
        channels.stopStream(channelArn);
      }
      try {
        return channels.createStreamKey(channelArn);
      } catch (QuotaExceededException hasKey) {
        // One that lists do not show yet, or that was created by a worker that took over.
        if (!context.calls().pause(attempt, deadline)) {
          user.hold();
          throw new StreamCatException(
              channelArn + " has a stream key that AWS does not list", true, hasKey);
        }
      }
    }
  }

  /**
   * Once a key is deleted there is no waiting for the end of a stream any more, and no other key to
   * be fetched than the new one.
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
    return task.isPresent() && task.get().policy() == LiveChannelPolicy.STOP;
  }
}
