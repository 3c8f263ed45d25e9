package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.LeasedUser;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.TaskResult;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pending tasks of recorded resources. Each task is recorded before AWS is called. */
public final class ResourceTasks {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final ProvisioningContext context;
  private final KeyRotation rotation;
  private final SettingsTasks settings;

  public ResourceTasks(ProvisioningContext context) {
    this.context = context;
    this.rotation = new KeyRotation(context);
    this.settings = new SettingsTasks(context);
  }

  /**
   * Returns the kind of the resource whose settings a task may change; empty if it changes none.
   */
  public static Optional<ResourceKind> configured(PendingTask task) {
    return task instanceof ChangeSettings || task instanceof RestoreSettings
        ? Optional.of(kind(task))
        : Optional.empty();
  }

  /** Returns whether a task must wait until earlier requests can no longer take effect. */
  public static boolean awaitsLateRequests(PendingTask task) {
    return task instanceof RestoreSettings
        || (task instanceof RevokeStreamKey revoke && revoke.isRepetition());
  }

  /** Returns whether a suspended user may still have a stream key that was returned to a caller. */
  public static boolean isRevoking(UserRecord record) {
    return record
        .pending()
        .find(RevokeStreamKey.class)
        .filter(task -> !task.isRepetition())
        .isPresent();
  }

  /** Returns whether a task may create a stream key. */
  public static boolean createsKey(PendingTask task) {
    return task instanceof RotateStreamKey || task instanceof RevokeStreamKey;
  }

  /** Returns the kind of a task's resource; a channel if the task concerns a stream key. */
  public static ResourceKind kind(PendingTask task) {
    if (task instanceof ChangeSettings change) {
      return change.kind();
    }
    if (task instanceof LabelResource label) {
      return label.kind();
    }
    return task instanceof RestoreSettings restore ? restore.kind() : ResourceKind.CHANNEL;
  }

  /**
   * Runs one task of a recorded resource.
   *
   * @return the result; only the loss of the lease is thrown
   * @throws LeaseLostException if another worker has taken the user over
   */
  public TaskResult run(LeasedUser user, PendingTask task) {
    ResourceKind kind = kind(task);
    AwsResource resource = user.record().resources().get(kind);
    if (resource == null && task instanceof RevokeStreamKey revoke) {
      // A channel that is recorded later requests the revocation of its key.
      return ended(revoke);
    }
    if (resource == null) {
      return TaskResult.failed(
          task, new ResourceNotProvisionedException(user.record().label(), kind.words(), true));
    }
    try {
      if (task instanceof ChangeSettings change) {
        return settings.change(user, resource, change, e -> failed(user, resource, task, e));
      }
      if (task instanceof RestoreSettings restore) {
        return settings.restore(user, resource, restore, e -> failed(user, resource, task, e));
      }
      if (task instanceof LabelResource label) {
        return label(user, resource, label);
      }
      if (task instanceof RevokeStreamKey revoke) {
        rotation.revoke(user, resource.arn());
        return revoked(revoke);
      }
      return task instanceof FetchStreamKey fetch
          ? fetchKey((Channel) resource, fetch)
          : rotateKey(user, (Channel) resource, (RotateStreamKey) task);
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      return failed(user, resource, task, e);
    }
  }

  private TaskResult failed(
      LeasedUser user, AwsResource resource, PendingTask task, RuntimeException failure) {
    ResourceKind kind = kind(task);
    boolean notFound = failure instanceof ResourceNotFoundException;
    if (notFound && isThere(kind, resource)) {
      return TaskResult.failed(task, failure);
    }
    if (notFound && task instanceof RevokeStreamKey revoke) {
      return ended(revoke);
    }
    if (notFound && task instanceof LabelResource label) {
      return diedAsSpare(label, resource);
    }
    context.steps().step(user.record(), Phase.FAILED, kind, resource.arn(), failure);
    if (notFound) {
      return TaskResult.refused(task, UnaryOperator.identity(), lost(resource, failure));
    }
    TaskResult failed = TaskResult.failed(task, failure);
    // The requests of a failed repetition may take effect late, too.
    return task.isRepetition() ? failed.and(context.postponed(task)) : failed;
  }

  /**
   * Returns whether a resource may exist after AWS has answered "not found": the answer may mean a
   * stream key, or the resource may be too new for every AWS server to find.
   */
  private boolean isThere(ResourceKind kind, AwsResource resource) {
    if (!context.isFoundEverywhere(resource)) {
      return true;
    }
    try {
      return context.type(kind).get().apply(resource.arn()).isPresent();
    } catch (StreamCatException e) {
      return true;
    }
  }

  /**
   * Labels a resource with its user. The tag and the name are the same for each attempt, so a late
   * request has no effect.
   */
  private TaskResult label(LeasedUser user, AwsResource resource, LabelResource task) {
    ResourceType type = context.type(task.kind());
    Map<String, String> tags = OwnershipTags.ofUser(user.record());
    String name = user.record().resourceName();
    type.tag().accept(resource.arn(), tags);
    try {
      type.rename().accept(resource.arn(), name);
    } catch (ResourceConflictException e) {
      return TaskResult.waiting(task, "the channel is renamed when its live stream has ended");
    }
    return TaskResult.ended(
        task,
        record ->
            record.with(
                record
                    .resources()
                    .withTags(task.kind(), Tags.merged(resource.tags(), tags))
                    .withName(task.kind(), name),
                context.now()));
  }

  /**
   * Requests another resource in place of one that was deleted outside of StreamCat while it was a
   * spare, because no registration asks AWS about its spare.
   */
  private TaskResult diedAsSpare(LabelResource task, AwsResource gone) {
    log.warn("A spare was gone from AWS; its user gets another {} arn={}", task.kind(), gone.arn());
    return TaskResult.ended(
        task, record -> record.lost(task.kind(), context.longAgo(), context.now()));
  }

  /**
   * Fetches the stream key from AWS. If no list shows the key although lists are sure to show it,
   * the key does not exist, and another is created.
   */
  private TaskResult fetchKey(Channel channel, FetchStreamKey task) {
    boolean isListable = context.calls().areListsCurrent(context.searchSince(task.since()));
    Optional<Channel> actual = context.channels().get(channel.arn());
    if (actual.isEmpty()) {
      return isListable
          ? TaskResult.refused(task, UnaryOperator.identity(), lost(channel, null))
          : TaskResult.waiting(task, "AWS does not find the channel yet");
    }
    StreamKey key = actual.get().streamKey();
    if (key != null) {
      return TaskResult.ended(task, record -> having(record, key));
    }
    if (isListable) {
      return TaskResult.ended(
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
    return TaskResult.ended(task, record -> having(record, key));
  }

  /**
   * Returns the result of a revocation. It is repeated once, because a request without an answer
   * may create a key after the revocation. No caller gets such a key.
   */
  private TaskResult revoked(RevokeStreamKey task) {
    if (task.isRepetition()) {
      return ended(task);
    }
    Progress later = Progress.ready(context.afterLateRequests());
    RevokeStreamKey again = new RevokeStreamKey(task.request(), true, later);
    return TaskResult.done(task, record -> replaced(record, task, tasks -> tasks.with(again)));
  }

  private TaskResult ended(RevokeStreamKey task) {
    return TaskResult.done(
        task, record -> replaced(record, task, tasks -> tasks.without(task.name())));
  }

  /** Returns the record after the end of a revocation, unchanged if another was requested. */
  private UserRecord replaced(
      UserRecord record, RevokeStreamKey task, UnaryOperator<PendingTasks> end) {
    return record
        .pending()
        .find(RevokeStreamKey.class)
        .filter(current -> current.request() == task.request())
        // AWS may still show the revoked key to the next user of the channel.
        .map(current -> record.with(end).with(record.resources(), context.now()))
        .orElse(record);
  }

  private UserRecord having(UserRecord record, StreamKey key) {
    return record.with(record.resources().with(key), context.now());
  }

  private static StreamCatException lost(AwsResource resource, @Nullable RuntimeException gone) {
    return new StreamCatException(
        resource.arn()
            + " is gone from AWS and cannot be changed; reconciliation creates another one",
        false,
        gone);
  }
}
