package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.PendingChannelChange;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.ChangeChannel;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RestoreChannel;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pending tasks of a user's channel. Each is recorded before AWS is called for it. */
final class ChannelTasks {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  /** The time between two looks at a channel that is live. */
  static final Duration POLL = Duration.ofSeconds(15);

  private final ProvisioningContext context;
  private final KeyRotation rotation;

  ChannelTasks(ProvisioningContext context) {
    this.context = context;
    this.rotation = new KeyRotation(context);
  }

  /**
   * Works on one task of a channel that is recorded.
   *
   * @return its result; only the loss of the lease is thrown
   * @throws LeaseLostException if another worker has taken the user over
   */
  TaskResult run(LeasedUser user, PendingTask task) {
    Channel channel = user.record().resources().channel();
    if (channel == null) {
      return TaskResult.failed(
          task,
          new StreamCatException(
              "user '" + user.record().label() + "' has no channel yet", true, null));
    }
    try {
      if (task instanceof FetchStreamKey fetch) {
        return fetchKey(channel, fetch);
      }
      if (task instanceof RotateStreamKey rotate) {
        return rotateKey(user, channel, rotate);
      }
      if (task instanceof ChangeChannel change) {
        return change(user, channel, change);
      }
      return restore(user, channel, (RestoreChannel) task);
    } catch (LeaseLostException e) {
      throw e;
    } catch (ResourceNotFoundException e) {
      if (isThere(channel)) {
        return TaskResult.failed(task, e);
      }
      context.steps().step(user.record(), Phase.FAILED, ResourceKind.CHANNEL, channel.arn(), e);
      return withdrawn(task, UnaryOperator.identity(), lost(channel, e));
    } catch (RuntimeException e) {
      context.steps().step(user.record(), Phase.FAILED, ResourceKind.CHANNEL, channel.arn(), e);
      return TaskResult.failed(task, e);
    }
  }

  /** A key, or a create that came too early, may be what was not found. */
  private boolean isThere(Channel channel) {
    try {
      return context.channels().get(channel.arn()).isPresent();
    } catch (StreamCatException e) {
      return true;
    }
  }

  /** A key that no list shows when lists are sure to show it does not exist: another is created. */
  private TaskResult fetchKey(Channel channel, FetchStreamKey task) {
    boolean settled = context.calls().isSettled(context.searchSince(task.since()));
    Optional<Channel> actual = context.channels().get(channel.arn());
    if (actual.isEmpty()) {
      return settled
          ? withdrawn(task, UnaryOperator.identity(), lost(channel, null))
          : TaskResult.waiting(task, "AWS does not find the channel yet");
    }
    StreamKey key = actual.get().streamKey();
    if (key != null) {
      return done(task, record -> record.channelIs(null, key, context.now()));
    }
    if (settled) {
      return done(
          task,
          record -> record.with(tasks -> tasks.rotating(LiveChannelPolicy.REFUSE, context.now())));
    }
    return TaskResult.waiting(task, "AWS does not list the stream key yet");
  }

  private TaskResult rotateKey(LeasedUser user, Channel channel, RotateStreamKey task) {
    if (task.policy() == LiveChannelPolicy.WAIT && context.channels().isLive(channel.arn())) {
      return TaskResult.waiting(task, "the stream key changes when the stream ends");
    }
    context.steps().step(user.record(), Phase.ROTATING, ResourceKind.CHANNEL, channel.arn(), null);
    StreamKey key = rotation.renew(user, channel.arn());
    return done(task, record -> record.channelIs(null, key, context.now()));
  }

  private TaskResult change(LeasedUser user, Channel channel, ChangeChannel task) {
    ChannelSettings wanted;
    try {
      wanted = task.combined().applyTo(channel.settings());
    } catch (InvalidInputException e) {
      return withdrawn(task, UnaryOperator.identity(), e);
    }
    context.steps().step(user.record(), Phase.CHANGING, ResourceKind.CHANNEL, channel.arn(), null);
    // Nothing is sent on an old belief: another worker may have made a later change since.
    user.hold();
    boolean stops =
        task.changes().stream().anyMatch(change -> change.policy() == LiveChannelPolicy.STOP);
    ChannelUpdate update = new ChannelUpdate(context, channel, wanted, stops);
    TaskResult result = made(user, channel, task, update);
    return update.mayComeLate() ? result.and(this::restoringLater) : result;
  }

  private TaskResult made(
      LeasedUser user, Channel channel, ChangeChannel task, ChannelUpdate update) {
    try {
      Optional<ChannelSettings> made = update.make();
      return made.isEmpty()
          ? whileLive(user, task)
          : done(
              task, record -> record.channelIs(withTags(channel, made.get()), null, context.now()));
    } catch (ResourceNotFoundException e) {
      throw e;
    } catch (StreamCatException e) {
      context.steps().step(user.record(), Phase.FAILED, ResourceKind.CHANNEL, channel.arn(), e);
      if (!Failures.isPermanent(e)) {
        return TaskResult.failed(task, e);
      }
      // Of an attempt before this one nothing tells whether AWS refused it.
      ChannelSettings actual = actual(channel);
      return withdrawn(task, record -> record.channelIs(actual, null, context.now()), e);
    }
  }

  /**
   * The record with the repetition of its settings, for when a request whose answer was lost can no
   * longer take effect.
   */
  private UserRecord restoringLater(UserRecord record) {
    Instant then = context.now().plus(context.calls().settings().callTimeout().multipliedBy(2));
    return record.with(context.restoration(then));
  }

  /** Changes that do not wait for the end of a stream are withdrawn; the others stay pending. */
  private TaskResult whileLive(LeasedUser user, ChangeChannel task) {
    List<PendingChannelChange> waiting =
        task.changes().stream()
            .filter(change -> change.policy() == LiveChannelPolicy.WAIT)
            .toList();
    String reason = "new settings of the channel wait for the live stream to end";
    if (waiting.size() == task.changes().size()) {
      return TaskResult.waiting(task, reason);
    }
    return withdrawn(
        task,
        record ->
            waiting.isEmpty()
                ? record
                : record.with(
                    tasks ->
                        tasks.with(
                            new ChangeChannel(
                                waiting,
                                task.progress().waiting(reason, context.now().plus(POLL))))),
        new ChannelLiveException(user.record().label()));
  }

  private TaskResult restore(LeasedUser user, Channel channel, RestoreChannel task) {
    user.hold();
    ChannelUpdate update = new ChannelUpdate(context, channel, channel.settings(), false);
    try {
      if (update.make().isEmpty()) {
        return TaskResult.waiting(
            task, "the recorded settings are given again when the live stream has ended");
      }
    } catch (StreamCatException e) {
      if (e instanceof ResourceNotFoundException || !Failures.isPermanent(e)) {
        throw e;
      }
      context.steps().step(user.record(), Phase.FAILED, ResourceKind.CHANNEL, channel.arn(), e);
      return TaskResult.withdrawn(task, record -> restored(record, task), e);
    }
    context.steps().step(user.record(), Phase.RESTORED, ResourceKind.CHANNEL, channel.arn(), null);
    TaskResult result = TaskResult.done(task, record -> restored(record, task));
    return update.mayComeLate() ? result.and(this::restoringLater) : result;
  }

  private static UserRecord restored(UserRecord record, RestoreChannel task) {
    return record
        .pending()
        .find(RestoreChannel.class)
        .filter(current -> current.mark().equals(task.mark()))
        .map(current -> without(record, task))
        .orElse(record);
  }

  /**
   * Adds the task that gives the channel its recorded settings again. A worker that lost its lease
   * after it had changed the channel may have undone the change of the worker that took over.
   */
  void restoreLater(UserRecord stale) {
    try {
      UnaryOperator<PendingTasks> restoration = context.restoration(context.now());
      context.change(
          stale.key(),
          record -> record.resources().channel() == null ? record : record.with(restoration));
    } catch (RuntimeException e) {
      log.warn(
          "The channel of user {} may have settings that are not recorded; a plan with drift finds"
              + " and repairs them",
          stale.label(),
          e);
    }
  }

  private ChannelSettings actual(Channel channel) {
    return withTags(
        channel,
        context.channels().get(channel.arn()).map(Channel::settings).orElse(channel.settings()));
  }

  private static ChannelSettings withTags(Channel recorded, ChannelSettings settings) {
    return settings.toBuilder().tags(recorded.tags()).build();
  }

  private static TaskResult done(PendingTask task, UnaryOperator<UserRecord> change) {
    return TaskResult.done(task, record -> change.apply(without(record, task)));
  }

  private static TaskResult withdrawn(
      PendingTask task, UnaryOperator<UserRecord> change, StreamCatException failure) {
    return TaskResult.withdrawn(task, record -> change.apply(without(record, task)), failure);
  }

  private static UserRecord without(UserRecord record, PendingTask task) {
    return record.with(tasks -> tasks.without(task.name()));
  }

  private static StreamCatException lost(
      Channel channel, @Nullable ResourceNotFoundException gone) {
    return new StreamCatException(
        channel.arn()
            + " is gone from AWS and cannot be changed; reconciliation creates another channel",
        false,
        gone);
  }
}
