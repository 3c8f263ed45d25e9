package io.streamcat.provisioning;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.QuotaExceededException;
import io.streamcat.error.StreamCatException;
import io.streamcat.user.ChannelChange;
import java.time.Instant;
import java.util.List;

/**
 * Gives a user's channel a new stream key.
 *
 * <p>AWS allows one key for a channel and has no operation that replaces it, so the old one is
 * deleted before the new one is created, and a worker may die in between or before it has recorded
 * the new one. Therefore whoever goes on with it does not ask how far it got: any key the channel
 * has then is deleted, the old one as well as one that was never recorded, and another is created.
 * Its create succeeds only if no other key is left, which is what makes it certain that the old one
 * is revoked, however much lists lag.
 */
final class KeyRotation {

  private final Engine engine;

  KeyRotation(Engine engine) {
    this.engine = engine;
  }

  /**
   * Revokes whatever key there is and creates another.
   *
   * @throws io.streamcat.error.LeaseLostException if another worker has taken the user over
   * @throws io.streamcat.error.ResourceNotFoundException if the channel, or a key, is gone
   */
  StreamKey renew(Claim claim, String channelArn) {
    ChannelService channels = engine.channels();
    Instant deadline = engine.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      List<String> keys = channels.streamKeys(channelArn);
      // What was listed while the lease was still held is not the key of a worker that came after
      // this one: a worker that stalls here, however long, deletes nothing but what is to go.
      hold(claim);
      keys.forEach(channels::deleteStreamKey);
      if (claim.stored().due().contains(ChannelChange.STREAM_STOP)) {
        channels.stopStream(channelArn);
      }
      try {
        return channels.createStreamKey(channelArn);
      } catch (QuotaExceededException hasKey) {
        // One that lists do not show yet, or that was created by a worker that took over.
        if (!engine.calls().pause(attempt, deadline)) {
          hold(claim);
          throw new StreamCatException(
              channelArn + " has a stream key that AWS does not list", true, hasKey);
        }
      }
    }
  }

  /** Extends the lease, or fails if another worker has taken the user over. */
  private void hold(Claim claim) {
    engine.users().changeDue(claim.id(), engine.extended(claim.owner()), claim.stored().due());
  }
}
