package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.AwsException;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.OutcomeUnknownException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserBusyException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ChannelChange;
import io.streamcat.user.ChannelChange.Settings;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes users' channels: what is to be changed is recorded as due first, and then done by whoever
 * holds the lease.
 */
final class ChannelChanges {

  private final Engine engine;
  private final KeyRotation rotation;
  private final SettingsChange settingsChange;

  ChannelChanges(Engine engine) {
    this.engine = engine;
    this.rotation = new KeyRotation(engine);
    this.settingsChange = new SettingsChange(engine);
  }

  /** Tells whether what was due before waits for the end of a live stream still. */
  static boolean isWaiting(StoredUser before, User after) {
    Settings settings = settings(before.due());
    Channel had = before.user().channel();
    Channel has = after.channel();
    return settings != null
        && settings.waits()
        && had != null
        && has != null
        && has.settings().equals(had.settings());
  }

  private static @Nullable Settings settings(Set<ChannelChange> due) {
    for (ChannelChange change : due) {
      if (change instanceof Settings settings) {
        return settings;
      }
    }
    return null;
  }

  /**
   * Records that the user's channel is to be changed. New settings take the place of those that are
   * due.
   *
   * @param mayBeLive whether the channel may be live
   * @return the same user, with the changes due
   * @throws ChannelLiveException if it is live and may not be
   * @throws StreamCatException if there is no channel
   */
  Claim begin(Claim claim, Set<ChannelChange> changes, boolean mayBeLive) {
    Set<ChannelChange> due = new HashSet<>(claim.stored().due());
    // What was begun and interrupted is finished by this, and must not be refused half-way.
    if (due.stream().allMatch(Settings.class::isInstance)) {
      requirePossible(claim, mayBeLive);
    }
    if (settings(changes) != null) {
      due.removeIf(Settings.class::isInstance);
    }
    due.addAll(changes);
    try {
      engine.users().changeDue(claim.id(), engine.extended(claim.owner()), due);
    } catch (LeaseLostException e) {
      throw new UserBusyException(claim.id().value());
    }
    return claim.with(claim.stored().withDue(due));
  }

  private void requirePossible(Claim claim, boolean mayBeLive) {
    try {
      Channel channel = claim.user().channel();
      if (channel == null) {
        throw new StreamCatException("user '" + claim.id() + "' has no channel", false, null);
      }
      if (!mayBeLive && isLive(claim, channel)) {
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
          "keeps the channel as it is; nothing was changed",
          List.of(Failures.own(e)),
          List.of());
    }
  }

  private void giveBack(Claim claim, RuntimeException reason) {
    try {
      engine.release(claim, claim.stored().problem());
    } catch (RuntimeException e) {
      // The lease expires by itself.
      reason.addSuppressed(e);
    }
  }

  /**
   * Does what is due, and ends the lease.
   *
   * @param user the user, with a channel
   * @return the user, with what was changed; unchanged if new settings have to wait
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ChannelLiveException if new settings do not wait and the channel is live; they are not
   *     due any more
   * @throws ProvisioningException if the channel is gone or AWS refuses the settings, and nothing
   *     is due any more
   */
  User finish(Claim claim, User user) {
    User changed = user;
    Set<ChannelChange> due = new HashSet<>(claim.stored().due());
    try {
      if (due.remove(ChannelChange.STREAM_KEY)) {
        changed = renewKey(claim, changed, due);
      }
      Settings settings = settings(due);
      return settings == null ? changed : changeSettings(claim, changed, settings);
    } catch (ResourceNotFoundException e) {
      throw engine.channels().get(arn(user)).isEmpty() ? giveUp(claim, e) : e;
    }
  }

  private static String arn(User user) {
    return Objects.requireNonNull(user.channel()).arn();
  }

  private User renewKey(Claim claim, User user, Set<ChannelChange> due) {
    Channel channel = Objects.requireNonNull(user.channel());
    // A stream is stopped for the settings, too, if one has begun by then.
    Set<ChannelChange> left = settings(due) == null ? Set.of() : due;
    engine.steps().step(claim.id(), Phase.ROTATING, ResourceKind.CHANNEL, channel.arn(), null);
    StreamKey key = rotation.renew(claim, channel.arn());
    Instant now = engine.now();
    engine.users().replaceStreamKey(claim.id(), claim.owner(), channel.arn(), key, left, now);
    engine.steps().step(claim.id(), Phase.ROTATED, ResourceKind.CHANNEL, channel.arn(), null);
    return user.with(channel.with(key), now);
  }

  private User changeSettings(Claim claim, User user, Settings wanted) {
    Channel channel = Objects.requireNonNull(user.channel());
    engine.steps().step(claim.id(), Phase.CHANGING, ResourceKind.CHANNEL, channel.arn(), null);
    Optional<ChannelSettings> made;
    try {
      made = settingsChange.make(claim, channel.arn(), wanted.settings());
    } catch (ResourceNotFoundException | OutcomeUnknownException | ResourceConflictException e) {
      throw e;
    } catch (AwsException e) {
      throw e.retryable() ? e : refused(claim, channel, e);
    }
    if (made.isEmpty()) {
      return whileLive(claim, user, wanted);
    }
    ChannelSettings settings = made.get().toBuilder().tags(channel.tags()).build();
    Instant now = engine.now();
    record(claim, channel, settings, now);
    engine.steps().step(claim.id(), Phase.CHANGED, ResourceKind.CHANNEL, channel.arn(), null);
    return user.with(channel.with(settings), now);
  }

  private void record(Claim claim, Channel channel, ChannelSettings settings, Instant now) {
    engine.users().replaceChannelSettings(claim.id(), claim.owner(), channel.arn(), settings, now);
  }

  private User whileLive(Claim claim, User user, Settings wanted) {
    if (!wanted.waits()) {
      end(claim, Set.of(), null);
      throw new ChannelLiveException(claim.id().value());
    }
    end(claim, Set.of(wanted), "new settings of the channel wait for the live stream to end");
    return user;
  }

  /** Ends the lease; recovery goes on with what is still due. */
  private void end(Claim claim, Set<ChannelChange> due, @Nullable String problem) {
    engine.users().changeDue(claim.id(), engine.extended(claim.owner()), due);
    Instant until = due.isEmpty() ? null : engine.now();
    engine.users().release(claim.id(), claim.owner(), until, problem);
  }

  /** Records what AWS has: of an attempt before this one nobody knows whether it was refused. */
  private ProvisioningException refused(Claim claim, Channel channel, AwsException reason) {
    ChannelSettings actual =
        engine
            .channels()
            .get(channel.arn())
            .map(Channel::settings)
            .orElse(channel.settings())
            .toBuilder()
            .tags(channel.tags())
            .build();
    record(claim, channel, actual, engine.now());
    return new ProvisioningException(
        claim.id().value(), "keeps the channel's settings", List.of(reason), List.of());
  }

  /** Leaves a user whose channel is gone from AWS to reconciliation, which creates another one. */
  private ProvisioningException giveUp(Claim claim, ResourceNotFoundException gone) {
    ProvisioningException exception =
        new ProvisioningException(
            claim.id().value(),
            "has lost the channel in AWS, which so cannot be changed; reconciliation creates"
                + " another channel",
            List.of(gone),
            List.of());
    end(claim, Set.of(), exception.getMessage());
    return exception;
  }
}
