package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.Check;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.internal.Failures;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.RegisteredUsers;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calls that change a user's channel: new settings, and a new stream key. */
public final class ChannelCalls {

  private final ProvisioningContext context;
  private final RegisteredUsers users;
  private final SettingsCalls settings;

  public ChannelCalls(ProvisioningContext context, RegisteredUsers users, SettingsCalls settings) {
    this.context = context;
    this.users = users;
    this.settings = settings;
  }

  public User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    Check.given("policy", policy);
    UserRecord stored = users.active(id);
    // This call finishes a rotation that has begun, which must not be rejected half-way.
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
            record -> {
              RegisteredUsers.resource(record, ResourceKind.CHANNEL);
              return record.with(tasks -> tasks.rotating(policy, context.now()));
            },
            RotateStreamKey.class::isInstance,
            FailurePolicy.RESUME,
            record -> isRotated(stored, record)));
  }

  /**
   * Returns whether the rotation is done or pending; it is withdrawn if the channel is gone.
   * Without stored keys, the record does not show a rotation.
   */
  private static boolean isRotated(UserRecord before, UserRecord now) {
    StreamKey old = streamKey(before);
    return old == null
        || !old.equals(streamKey(now))
        || now.pending().find(RotateStreamKey.class).isPresent();
  }

  private static @Nullable StreamKey streamKey(UserRecord record) {
    Channel channel = record.resources().channel();
    return channel == null ? null : channel.streamKey();
  }

  /**
   * Fetches the key from AWS if another worker has created it and the repository does not store it.
   * A recent rotation is waited for, because AWS may still show the revoked key.
   */
  public User withStreamKey(User user) {
    Channel channel = user.requireNotSuspended().channel();
    if (channel == null || channel.streamKey() != null) {
      return user;
    }
    Instant since = context.changedSince(user.updatedAt());
    if (!context.calls().awaitCurrentLists(since, context.calls().deadline())) {
      throw new ProvisioningException(
          user.id().value(),
          "has a stream key that AWS may not show yet; ingest shows it",
          List.of(new StreamCatException("no time was left to read it", true, null)),
          List.of());
    }
    return context
        .channels()
        .get(channel.arn())
        .map(Channel::streamKey)
        .map(key -> user.with(channel.with(key), user.updatedAt()))
        .orElse(user);
  }

  public User change(UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    Check.given("policy", policy);
    ChannelChange patch =
        Check.given("change", Check.given("change", change).apply(ChannelChange.none()));
    requireChangeable(users.active(id), policy);
    return settings.change(id, ResourceKind.CHANNEL, patch, policy);
  }

  /** Fails before anything is recorded if the channel is live and the policy rejects that. */
  private void requireChangeable(UserRecord record, LiveChannelPolicy policy) {
    AwsResource channel = RegisteredUsers.resource(record, ResourceKind.CHANNEL);
    if (policy == LiveChannelPolicy.REFUSE && isLive(record, channel)) {
      throw new ChannelLiveException(record.label());
    }
  }

  private boolean isLive(UserRecord record, AwsResource channel) {
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
