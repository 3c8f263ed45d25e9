package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.repository.PendingChannelChange;
import io.streamcat.repository.PendingTask.ChangeChannel;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calls that change a user's channel: new settings, and a new stream key. */
final class ChannelCalls {

  private final ProvisioningContext context;
  private final RegisteredUsers users;

  ChannelCalls(ProvisioningContext context, RegisteredUsers users) {
    this.context = context;
    this.users = users;
  }

  User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    UserRecord stored = users.active(id);
    // A rotation that has begun is finished by this, and must not be refused half-way.
    boolean begun =
        stored
            .pending()
            .find(RotateStreamKey.class)
            .filter(task -> task.policy() != LiveChannelPolicy.WAIT)
            .isPresent();
    requireChangeable(stored, begun ? LiveChannelPolicy.WAIT : policy);
    return withStreamKey(
        users.change(
            id,
            record ->
                RegisteredUsers.withChannel(record)
                    .with(tasks -> tasks.rotating(policy, context.now())),
            RotateStreamKey.class::isInstance,
            FailurePolicy.RESUME));
  }

  /** Asks for the key if another worker has created it and the repository does not store it. */
  private User withStreamKey(User user) {
    Channel channel = user.channel();
    if (channel == null || channel.streamKey() != null) {
      return user;
    }
    return context
        .channels()
        .get(channel.arn())
        .map(Channel::streamKey)
        .map(key -> user.with(channel.with(key), user.updatedAt()))
        .orElse(user);
  }

  User change(UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    ChannelChange patch = change.apply(ChannelChange.none());
    requireChangeable(users.active(id), policy);
    PendingChannelChange asked = new PendingChannelChange(patch, policy);
    try {
      return users.changeUnderLease(
          id,
          record -> {
            UserRecord changing =
                RegisteredUsers.withChannel(record)
                    .with(tasks -> tasks.changing(asked, context.now()));
            checkSettings(changing);
            return changing;
          },
          ChangeChannel.class::isInstance,
          FailurePolicy.RESUME);
    } catch (LeaseLostException e) {
      return confirmed(users.takenOver(id, e), asked, e);
    } catch (ChannelLiveException e) {
      if (policy == LiveChannelPolicy.REFUSE) {
        throw e;
      }
      // The change that was refused is another caller's; this one waits for the end of the stream.
      return users.stored(id).user();
    }
  }

  /** The worker that took the user over may have withdrawn the change, and told nobody. */
  private User confirmed(User user, PendingChannelChange asked, LeaseLostException reason) {
    boolean pending =
        users
            .stored(user.id())
            .pending()
            .find(ChangeChannel.class)
            .filter(task -> task.changes().contains(asked))
            .isPresent();
    if (pending || isMade(user.channel(), asked.change())) {
      return user;
    }
    throw RegisteredUsers.busy(user.id(), reason);
  }

  private static boolean isMade(@Nullable Channel channel, ChannelChange change) {
    try {
      return channel != null && change.applyTo(channel.settings()).equals(channel.settings());
    } catch (InvalidInputException e) {
      // A later change of another caller does not go together with this one.
      return false;
    }
  }

  /** Rejects changes that do not go together with what is recorded and pending. */
  private static void checkSettings(UserRecord record) {
    Channel channel = Objects.requireNonNull(record.resources().channel());
    record
        .pending()
        .find(ChangeChannel.class)
        .ifPresent(task -> task.combined().applyTo(channel.settings()));
  }

  /** Fails before anything is recorded if the channel is live and must not be. */
  private void requireChangeable(UserRecord record, LiveChannelPolicy policy) {
    Channel channel =
        Objects.requireNonNull(RegisteredUsers.withChannel(record).resources().channel());
    if (policy == LiveChannelPolicy.REFUSE && isLive(record, channel)) {
      throw new ChannelLiveException(record.label());
    }
  }

  private boolean isLive(UserRecord record, Channel channel) {
    try {
      return context.channels().isLive(channel.arn());
    } catch (RuntimeException e) {
      throw new ProvisioningException(
          record.label(),
          "keeps the channel as it is; nothing was changed",
          List.of(Failures.own(e)),
          List.of());
    }
  }
}
