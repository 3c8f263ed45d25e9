package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending changes of settings, and their restoration. Each is recorded before AWS is called.
 */
final class SettingsTasks {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final ProvisioningContext context;

  SettingsTasks(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Makes the changes of a recorded resource; the loss of the lease and AWS's errors are thrown.
   */
  TaskResult change(LeasedUser user, AwsResource resource, ChangeSettings task) {
    AwsResource wanted;
    try {
      wanted = task.combined().appliedTo(resource);
    } catch (InvalidInputException e) {
      return TaskResult.refused(task, UnaryOperator.identity(), e);
    }
    step(user, Phase.CHANGING, resource, null);
    // Nothing is sent on an old belief: another worker may have made a later change since.
    user.hold();
    boolean stops =
        task.changes().stream().anyMatch(change -> change.policy() == LiveChannelPolicy.STOP);
    SettingsUpdate update = new SettingsUpdate(context, wanted, stops);
    TaskResult result = made(user, wanted, task, update);
    return update.mayComeLate()
        ? result.and(record -> restoringLater(record, task.kind()))
        : result;
  }

  private TaskResult made(
      LeasedUser user, AwsResource wanted, ChangeSettings task, SettingsUpdate update) {
    try {
      Optional<? extends AwsResource> made = update.make();
      return made.isEmpty()
          ? whileLive(user, wanted, task)
          : TaskResult.ended(task, record -> record.settingsAre(made.get(), context.now()));
    } catch (ResourceNotFoundException e) {
      // A resource of long ago is found by every server, so a setting names what does not exist.
      Optional<? extends AwsResource> actual =
          isOld(wanted) ? context.type(task.kind()).get().apply(wanted.arn()) : Optional.empty();
      if (actual.isEmpty()) {
        throw e;
      }
      step(user, Phase.FAILED, wanted, e);
      return withdrawn(task, actual, e);
    } catch (StreamCatException e) {
      step(user, Phase.FAILED, wanted, e);
      // Of an attempt before this one nothing tells whether AWS refused it.
      return Failures.isPermanent(e)
          ? withdrawn(task, context.type(task.kind()).get().apply(wanted.arn()), e)
          : TaskResult.failed(task, e);
    }
  }

  private boolean isOld(AwsResource resource) {
    Instant createdAt = OwnershipTags.createdAt(resource.tags());
    return createdAt != null && createdAt.isBefore(context.longAgo());
  }

  /** The latest change is withdrawn; earlier ones, which other callers asked for, stay pending. */
  private TaskResult withdrawn(
      ChangeSettings task, Optional<? extends AwsResource> actual, StreamCatException reason) {
    List<PendingChange> earlier = task.changes().subList(0, task.changes().size() - 1);
    return TaskResult.refused(
        task,
        record ->
            keeping(
                actual.map(a -> record.settingsAre(a, context.now())).orElse(record),
                task.kind(),
                earlier,
                Progress.ready(context.now())),
        reason);
  }

  /** The record with the changes that stay pending, if there are any. */
  private static UserRecord keeping(
      UserRecord record, ResourceKind kind, List<PendingChange> changes, Progress progress) {
    return changes.isEmpty()
        ? record
        : record.with(tasks -> tasks.with(new ChangeSettings(kind, changes, progress)));
  }

  /** Changes that do not wait for the end of a stream are withdrawn; the others stay pending. */
  private TaskResult whileLive(LeasedUser user, AwsResource wanted, ChangeSettings task) {
    List<PendingChange> waiting =
        task.changes().stream()
            .filter(change -> change.policy() == LiveChannelPolicy.WAIT)
            .toList();
    String reason = "new settings of the channel wait for the live stream to end";
    if (waiting.size() == task.changes().size()) {
      return TaskResult.waiting(task, reason);
    }
    // A worker that died may have made the changes before the stream began.
    Optional<? extends AwsResource> actual = context.type(task.kind()).get().apply(wanted.arn());
    if (actual.isPresent() && Drift.between(wanted, actual.get()).isEmpty()) {
      return TaskResult.ended(task, record -> record.settingsAre(actual.get(), context.now()));
    }
    Progress later = task.progress().waiting(reason, context.now().plus(TaskResult.POLL));
    return TaskResult.refused(
        task,
        record ->
            keeping(
                actual.map(a -> record.settingsAre(a, context.now())).orElse(record),
                task.kind(),
                waiting,
                later),
        new ChannelLiveException(user.record().label()));
  }

  /** Gives a resource the recorded settings again; the loss of the lease is thrown. */
  TaskResult restore(LeasedUser user, AwsResource resource, RestoreSettings task) {
    user.hold();
    SettingsUpdate update = new SettingsUpdate(context, resource, false);
    try {
      if (update.make().isEmpty()) {
        return TaskResult.waiting(
            task, "the recorded settings are given again when the live stream has ended");
      }
    } catch (StreamCatException e) {
      if (e instanceof ResourceNotFoundException || !Failures.isPermanent(e)) {
        throw e;
      }
      step(user, Phase.FAILED, resource, e);
      return TaskResult.withdrawn(task, record -> restored(record, task), e);
    }
    step(user, Phase.RESTORED, resource, null);
    TaskResult result = TaskResult.done(task, record -> restored(record, task));
    return update.mayComeLate()
        ? result.and(record -> restoringLater(record, task.kind()))
        : result;
  }

  /**
   * The record with the repetition of its settings, for when a request whose answer was lost can no
   * longer take effect.
   */
  private UserRecord restoringLater(UserRecord record, ResourceKind kind) {
    Instant then = context.now().plus(context.calls().settings().callTimeout().multipliedBy(2));
    return record.with(context.restoration(kind, then));
  }

  private static UserRecord restored(UserRecord record, RestoreSettings task) {
    return record
        .pending()
        .restoration(task.kind())
        .filter(current -> current.mark().equals(task.mark()))
        .map(current -> record.with(tasks -> tasks.without(task.name())))
        .orElse(record);
  }

  /**
   * Adds the tasks that give resources their recorded settings again. A worker that lost its lease
   * after it had changed a resource may have undone the change of the worker that took over.
   */
  void restoreLater(UserRecord stale, Set<ResourceKind> kinds) {
    try {
      for (ResourceKind kind : kinds) {
        UnaryOperator<PendingTasks> restoration = context.restoration(kind, context.now());
        context.change(
            stale.key(),
            record -> record.resources().get(kind) == null ? record : record.with(restoration));
      }
    } catch (RuntimeException e) {
      log.warn(
          "Resources of user {} may have settings that are not recorded; a plan with drift finds"
              + " and repairs them",
          stale.label(),
          e);
    }
  }

  private void step(
      LeasedUser user, Phase phase, AwsResource resource, @Nullable StreamCatException failure) {
    context.steps().step(user.record(), phase, ResourceKind.of(resource), resource.arn(), failure);
  }
}
