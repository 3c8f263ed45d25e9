package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.QuotaExceededException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserBusyException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ChannelChange;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Gives a user's channel a new stream key.
 *
 * <p>AWS allows one key for a channel and has no operation that replaces it, so the old one is
 * deleted before the new one is created, and a worker may die in between or before it has recorded
 * the new one. Therefore the change is recorded as due first, and whoever goes on with it does not
 * ask how far it got: any key the channel has then is deleted, the old one as well as one that was
 * never recorded, and another is created. Its create succeeds only if no other key is left, which
 * is what makes it certain that the old one is revoked, however much lists lag.
 */
final class KeyRotation {

  private final Engine engine;

  KeyRotation(Engine engine) {
    this.engine = engine;
  }

  /**
   * Records that the user's channel is to have a new stream key.
   *
   * @return the same user, with the change due
   * @throws ChannelLiveException if it is live and not to be stopped
   * @throws StreamCatException if there is no channel
   */
  Claim begin(Claim claim, WhenLive whenLive) {
    Set<ChannelChange> due = EnumSet.of(ChannelChange.STREAM_KEY);
    if (whenLive == WhenLive.STOP) {
      due.add(ChannelChange.STREAM_STOP);
    }
    // What was begun and interrupted is finished by this, and must not be refused half-way.
    if (claim.stored().isComplete()) {
      requirePossible(claim, whenLive);
    }
    due.addAll(claim.stored().due());
    try {
      engine.users().changeDue(claim.id(), engine.extended(claim.owner()), due);
    } catch (LeaseLostException e) {
      throw new UserBusyException(claim.id().value());
    }
    return claim.with(claim.stored().withDue(due));
  }

  private void requirePossible(Claim claim, WhenLive whenLive) {
    try {
      Channel channel = claim.user().channel();
      if (channel == null) {
        throw new StreamCatException(
            "user '" + claim.id() + "' has no channel, and so no stream key", false, null);
      }
      if (whenLive == WhenLive.REFUSE && isLive(claim, channel)) {
        throw new ChannelLiveException(claim.id().value());
      }
    } catch (RuntimeException e) {
      giveBack(claim, e);
      throw e;
    }
  }

  private boolean isLive(Claim claim, Channel channel) {
    try {
      return engine.channels().isLive(channel.arn());
    } catch (RuntimeException e) {
      throw new ProvisioningException(
          claim.id().value(),
          "keeps the stream key; nothing was changed",
          List.of(Failures.own(e)),
          List.of());
    }
  }

  private void giveBack(Claim claim, RuntimeException reason) {
    try {
      engine.users().release(claim.id(), claim.owner(), null, claim.stored().problem());
    } catch (RuntimeException e) {
      // The lease expires by itself.
      reason.addSuppressed(e);
    }
  }

  /**
   * Does what is due, and ends the lease.
   *
   * @param user the user, with a channel
   * @return the user, with the new key
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if the channel is gone, and nothing is due any more
   */
  User finish(Claim claim, User user) {
    Channel channel = Objects.requireNonNull(user.channel());
    engine.steps().step(claim.id(), Phase.ROTATING, ResourceKind.CHANNEL, channel.arn(), null);
    StreamKey key;
    try {
      key = renew(claim, channel.arn());
    } catch (ResourceNotFoundException e) {
      throw engine.channels().get(channel.arn()).isEmpty() ? giveUp(claim, e) : e;
    }
    Instant now = engine.now();
    engine.users().replaceStreamKey(claim.id(), claim.owner(), channel.arn(), key, now);
    engine.steps().step(claim.id(), Phase.ROTATED, ResourceKind.CHANNEL, channel.arn(), null);
    return user.with(channel.with(key), now);
  }

  private StreamKey renew(Claim claim, String channelArn) {
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

  /** Leaves a user whose channel is gone from AWS to reconciliation, which creates another one. */
  private ProvisioningException giveUp(Claim claim, ResourceNotFoundException gone) {
    ProvisioningException exception =
        new ProvisioningException(
            claim.id().value(),
            "has lost the channel in AWS, and so has no stream key; reconciliation creates another"
                + " channel",
            List.of(gone),
            List.of());
    engine.users().changeDue(claim.id(), engine.extended(claim.owner()), Set.of());
    engine.users().release(claim.id(), claim.owner(), null, exception.getMessage());
    return exception;
  }
}
