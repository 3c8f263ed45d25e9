package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.Failures;
import io.streamcat.provisioning.internal.LeasedUser;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.TaskResult;
import io.streamcat.provisioning.internal.reconciliation.Drift;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tasks that change or restore settings. Each task is recorded before AWS is called. */
public final class SettingsTasks {

  private final ProvisioningContext context;

  public SettingsTasks(ProvisioningContext context) {
    this.context = context;
  }

  /**
   * Applies the pending changes to a recorded resource; the loss of the lease is thrown.
   *
   * @param failed returns the result of changes that failed
   */
  TaskResult change(
      LeasedUser user,
      AwsResource resource,
      ChangeSettings task,
      Function<RuntimeException, TaskResult> failed) {
    AwsResource wanted;
    try {
      wanted = task.combined().appliedTo(resource);
    } catch (InvalidInputException e) {
      return TaskResult.refused(task, UnaryOperator.identity(), e);
    }
    step(user, Phase.CHANGING, resource, null);
    // The lease is renewed first, because another worker may have made a later change since.
    user.hold();
    boolean stops =
        task.changes().stream().anyMatch(change -> change.policy() == LiveChannelPolicy.STOP);
    SettingsUpdate update = new SettingsUpdate(context, wanted, stops);
    TaskResult result;
    try {
      result = made(user, resource, wanted, task, update);
    } catch (RuntimeException e) {
      result = failed.apply(e);
    }
    return restoringLate(task.kind(), update, result);
  }

  private TaskResult made(
      LeasedUser user,
      AwsResource recorded,
      AwsResource wanted,
      ChangeSettings task,
      SettingsUpdate update) {
    try {
      Optional<? extends AwsResource> made = update.make();
      return made.isEmpty()
          ? whileLive(user, recorded, wanted, task, update.mayComeLate())
          : TaskResult.ended(task, record -> having(record, made.get()));
    } catch (ResourceNotFoundException e) {
      // If AWS finds the resource, one of its settings refers to something that does not exist.
      Optional<? extends AwsResource> actual =
          context.isFoundEverywhere(wanted) ? actual(wanted) : Optional.empty();
      if (actual.isEmpty()) {
        throw e;
      }
      step(user, Phase.FAILED, wanted, e);
      // A Get may still show a resource that was deleted, so the change never counts as made.
      return restoring(recorded, actual, task, withdrawn(task, e));
    } catch (StreamCatException e) {
      step(user, Phase.FAILED, wanted, e);
      // It is unknown whether AWS rejected an earlier attempt.
      return Failures.isPermanent(e)
          ? unlessMade(user, recorded, wanted, task, withdrawn(task, e))
          : TaskResult.failed(task, e);
    }
  }

  private UserRecord having(UserRecord record, AwsResource settings) {
    return record.with(record.resources().withSettingsOf(settings), context.now());
  }

  private Optional<? extends AwsResource> actual(AwsResource resource) {
    return context.type(ResourceKind.of(resource)).get().apply(resource.arn());
  }

  /** Withdraws the latest change; earlier ones, requested by other callers, stay pending. */
  private TaskResult withdrawn(ChangeSettings task, StreamCatException reason) {
    List<PendingChange> earlier = task.changes().subList(0, task.changes().size() - 1);
    return TaskResult.refused(
        task,
        record -> keeping(record, task.kind(), earlier, Progress.ready(context.now())),
        reason);
  }

  /**
   * Returns the result of changes that AWS has rejected. A dead worker may have made them before:
   * they are recorded if a Get shows them that cannot be older than the recorded settings. Changes
   * to the recorded settings count as made unless the resource is gone.
   */
  private TaskResult unlessMade(
      LeasedUser user,
      AwsResource recorded,
      AwsResource wanted,
      ChangeSettings task,
      TaskResult refused) {
    Optional<? extends AwsResource> actual = actual(wanted);
    boolean isCurrent = user.record().updatedAt().isBefore(context.longAgo());
    boolean isMade =
        actual
            .filter(
                shown ->
                    Drift.between(wanted, recorded).isEmpty()
                        || (isCurrent && Drift.between(wanted, shown).isEmpty()))
            .isPresent();
    TaskResult made = TaskResult.ended(task, record -> having(record, wanted));
    return restoring(recorded, actual, task, isMade ? made : refused);
  }

  /**
   * Adds a task that applies the settings again that are recorded in the end, unless AWS shows the
   * recorded ones or finds nothing. A Get may show older settings, so its answer never replaces the
   * recorded settings.
   */
  private TaskResult restoring(
      AwsResource recorded,
      Optional<? extends AwsResource> actual,
      ChangeSettings task,
      TaskResult result) {
    return actual.map(shown -> Drift.between(recorded, shown).isEmpty()).orElse(true)
        ? result
        : result.and(record -> restoringLater(record, task.kind()));
  }

  /** Returns the record with the changes that stay pending; unchanged without changes. */
  private static UserRecord keeping(
      UserRecord record, ResourceKind kind, List<PendingChange> changes, Progress progress) {
    return changes.isEmpty()
        ? record
        : record.with(tasks -> tasks.with(new ChangeSettings(kind, changes, progress)));
  }

  /** Withdraws the changes that do not wait for the end of a stream; the others stay pending. */
  private TaskResult whileLive(
      LeasedUser user,
      AwsResource recorded,
      AwsResource wanted,
      ChangeSettings task,
      boolean mayBeMade) {
    List<PendingChange> waiting =
        task.changes().stream()
            .filter(change -> change.policy() == LiveChannelPolicy.WAIT)
            .toList();
    boolean allWait = waiting.size() == task.changes().size();
    String reason = "new settings of the channel wait for the live stream to end";
    TaskResult wait = TaskResult.waiting(task, reason);
    if (allWait && !mayBeMade) {
      return wait;
    }
    Progress later = task.progress().waiting(reason, context.now().plus(TaskResult.POLL));
    TaskResult refused =
        TaskResult.refused(
            task,
            record -> keeping(record, task.kind(), waiting, later),
            new ChannelLiveException(user.record().label()));
    return unlessMade(user, recorded, wanted, task, allWait ? wait : refused);
  }

  /**
   * Restores the recorded settings of a resource; the loss of the lease is thrown.
   *
   * @param failed returns the result of a restoration that failed
   */
  TaskResult restore(
      LeasedUser user,
      AwsResource resource,
      RestoreSettings task,
      Function<RuntimeException, TaskResult> failed) {
    user.hold();
    SettingsUpdate update = new SettingsUpdate(context, resource, false);
    TaskResult result;
    try {
      result = update.make().isEmpty() ? whileLive(task) : restored(user, resource, task);
    } catch (RuntimeException e) {
      boolean isRejected =
          Failures.isPermanent(Failures.own(e)) && !(e instanceof ResourceNotFoundException);
      if (!isRejected) {
        TaskResult left = failed.apply(e);
        // A request without an answer may still undo the next attempt.
        return update.mayComeLate() ? left.and(context.postponed(task)) : left;
      }
      step(user, Phase.FAILED, resource, Failures.own(e));
      result = TaskResult.withdrawn(task, record -> ended(record, task), e);
    }
    return restoringLate(task.kind(), update, result);
  }

  private static TaskResult whileLive(RestoreSettings task) {
    return TaskResult.waiting(
        task, "the recorded settings will be restored when the live stream has ended");
  }

  private TaskResult restored(LeasedUser user, AwsResource resource, RestoreSettings task) {
    step(user, Phase.RESTORED, resource, null);
    return TaskResult.done(task, record -> restored(record, task));
  }

  /** Adds a restoration if a request of an update got no answer. */
  private TaskResult restoringLate(ResourceKind kind, SettingsUpdate update, TaskResult result) {
    return update.mayComeLate() ? result.and(record -> restoringLater(record, kind)) : result;
  }

  /**
   * Returns the record with a task that restores the settings, to run when a request without an
   * answer can no longer take effect.
   */
  private UserRecord restoringLater(UserRecord record, ResourceKind kind) {
    return record.with(context.restoration(kind, context.afterLateRequests()));
  }

  /** A restoration changes AWS, so that a Get may show other settings until then. */
  private UserRecord restored(UserRecord record, RestoreSettings task) {
    return ended(record.with(record.resources(), context.now()), task);
  }

  private static UserRecord ended(UserRecord record, RestoreSettings task) {
    return record
        .pending()
        .restoration(task.kind())
        .filter(current -> current.mark().equals(task.mark()))
        .map(current -> record.with(tasks -> tasks.without(task.name())))
        .orElse(record);
  }

  private void step(
      LeasedUser user, Phase phase, AwsResource resource, @Nullable StreamCatException failure) {
    context.steps().step(user.record(), phase, ResourceKind.of(resource), resource.arn(), failure);
  }
}
