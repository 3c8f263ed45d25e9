package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.resource.LateRepairs;
import io.streamcat.provisioning.internal.resource.ResourceAdopter;
import io.streamcat.provisioning.internal.resource.ResourceCreator;
import io.streamcat.provisioning.internal.resource.ResourceDeleter;
import io.streamcat.provisioning.internal.resource.ResourceDeleter.Leftover;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on the pending tasks of a leased user, each independently, until the lease ends. All
 * created resources are recorded in one write; after a crash before that write, their tags show the
 * owner.
 */
public final class ProvisioningWorkflow {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final ProvisioningContext context;
  private final ResourceCreator creator;
  private final ResourceAdopter adopter;
  private final ResourceDeleter deleter;
  private final ResourceTasks tasks;
  private final LateRepairs repairs;

  ProvisioningWorkflow(ProvisioningContext context) {
    this.context = context;
    this.creator = new ResourceCreator(context);
    this.adopter = new ResourceAdopter(context);
    this.deleter = new ResourceDeleter(context);
    this.tasks = new ResourceTasks(context);
    this.repairs = new LateRepairs(context);
  }

  /**
   * Works on chosen tasks.
   *
   * @param chosen the tasks to do; the deletion of marked resources is always done
   * @param policy the policy if a resource cannot be created: the caller's work is undone or left
   *     to recovery
   * @return the result; the lease has ended
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if the store did not confirm the last write
   */
  public WorkResult run(LeasedUser user, Predicate<PendingTask> chosen, FailurePolicy policy) {
    try {
      return user.record().state() == UserState.DEPROVISIONING
          ? remove(user, List.of())
          : work(user, chosen, policy);
    } catch (LeaseLostException e) {
      CallScope.withoutDeadline(() -> adopter.restoreTags(user.record()));
      throw e;
    } catch (StreamCatException e) {
      throw unconfirmed(user.record(), e);
    }
  }

  private WorkResult work(LeasedUser user, Predicate<PendingTask> chosen, FailurePolicy policy) {
    boolean isRegistration = user.record().state() == UserState.PROVISIONING;
    if (!creations(user, chosen).isEmpty()) {
      // This may read the record again, and so find other creations.
      user.holdForCreates();
    }
    List<PendingTask> first = creations(user, chosen);
    List<TaskResult> created = creator.create(user.record(), first, policy);
    try {
      return policy == FailurePolicy.ROLL_BACK && created.stream().anyMatch(TaskResult::isFailure)
          ? rollBack(user, created, isRegistration)
          : finish(user, chosen, created);
    } catch (LeaseLostException e) {
      // The stall that cost the lease has also used up the caller's time.
      CallScope.withoutDeadline(() -> settle(user.record(), created));
      throw e;
    }
  }

  private static List<PendingTask> creations(LeasedUser user, Predicate<PendingTask> chosen) {
    return user.record().pending().list().stream()
        .filter(ResourceCreator::isOfRegistration)
        .filter(chosen)
        .toList();
  }

  private WorkResult finish(
      LeasedUser user, Predicate<PendingTask> chosen, List<TaskResult> created) {
    List<PendingTask> others =
        applied(created).apply(user.record()).pending().list().stream()
            .filter(task -> !ResourceCreator.isOfRegistration(task))
            .filter(task -> task instanceof DiscardResources || chosen.test(task))
            .filter(this::mayBegin)
            .toList();
    if (others.isEmpty()) {
      return end(user, created);
    }
    List<TaskResult> last = created;
    List<TaskResult> results = new ArrayList<>(created);
    List<PendingTask> begun = new ArrayList<>();
    try {
      for (PendingTask task : others) {
        // The previous task's changes are recorded first, because the next task relies on the
        // record.
        write(user, last);
        begun.add(task);
        last =
            List.of(
                task instanceof DiscardResources discard
                    ? deleter.discard(user, discard)
                    // A change that is cut short could take effect later and undo a newer change.
                    : CallScope.waitingForAnswers(() -> tasks.run(user, task)));
        results.addAll(last);
      }
      return end(user, last, results);
    } catch (LeaseLostException e) {
      // The stall that cost the lease has also used up the caller's time.
      CallScope.withoutDeadline(() -> repairLater(user.record(), begun));
      throw e;
    }
  }

  /** Requests what may be necessary after a worker without the lease has worked on tasks. */
  private void repairLater(UserRecord stale, List<PendingTask> begun) {
    Set<ResourceKind> changed = EnumSet.noneOf(ResourceKind.class);
    begun.forEach(task -> ResourceTasks.configured(task).ifPresent(changed::add));
    repairs.request(stale, changed, begun.stream().anyMatch(ResourceTasks::createsKey));
    adopter.releaseLabels(stale, begun);
  }

  /**
   * Returns whether a task may run now. One that waits for uncertain requests does not run before
   * its time, even if the call does all other tasks immediately.
   */
  private boolean mayBegin(PendingTask task) {
    return !ResourceTasks.awaitsLateRequests(task)
        || !task.progress().nextAttempt().isAfter(context.now());
  }

  /**
   * Records late resources without the lease, and removes late tags. The first recorded resource of
   * a kind belongs to the user; any other one is marked for deletion. No other registration gets
   * the key of a deleted record, so a resource with this key can be deleted; one that the removal
   * retained has no key any more.
   */
  private void settle(UserRecord stale, List<TaskResult> created) {
    adopter.releaseLate(stale, created);
    List<AwsResource> resources =
        created.stream().flatMap(result -> result.resources().stream()).toList();
    List<TaskResult> uncertain =
        created.stream().filter(result -> !result.leftBehind().isEmpty()).toList();
    if (resources.isEmpty() && uncertain.isEmpty()) {
      return;
    }
    try {
      boolean isRecorded =
          context
              .change(
                  stale.key(),
                  record ->
                      record.state() == UserState.REMOVED
                          ? record
                          : recordedLate(record, resources, uncertain))
              .filter(record -> record.state() != UserState.REMOVED)
              .isPresent();
      if (!isRecorded) {
        resources.stream()
            .filter(late -> adopter.isTagged(stale, late))
            .forEach(late -> context.type(ResourceKind.of(late)).delete().accept(late.arn()));
      }
    } catch (RuntimeException e) {
      log.warn(
          "Resources of user {} were created too late and are left to reconciliation",
          stale.label(),
          e);
    }
  }

  /**
   * Returns the record with late resources. The kinds stay uncertain, because the worker that took
   * over may have created resources of the same kinds without getting answers.
   *
   * @param uncertain the late creates without answers; their resources are searched for
   */
  private UserRecord recordedLate(
      UserRecord record, List<AwsResource> resources, List<TaskResult> uncertain) {
    UserRecord after = creator.recorded(record, resources);
    for (TaskResult result : uncertain) {
      after = result.facts().apply(after);
    }
    for (CreateResource creation : record.pending().creations().toList()) {
      Instant since = creation.uncertainSince();
      if (since != null) {
        after = after.with(tasks -> tasks.uncertain(creation.kind(), since));
      }
    }
    return after;
  }

  private void write(LeasedUser user, List<TaskResult> results) {
    if (!results.isEmpty()) {
      UserRecord before = user.record();
      user.write(applied(results));
      context.steps().recorded(before, user.record());
    }
  }

  private WorkResult end(LeasedUser user, List<TaskResult> results) {
    return end(user, results, results);
  }

  /** Records the last results and ends the lease. */
  private WorkResult end(LeasedUser user, List<TaskResult> last, List<TaskResult> results) {
    UserRecord before = user.record();
    user.end(applied(last));
    UserRecord after = user.record();
    context.steps().recorded(before, after);
    WorkResult result = WorkResult.of(after, results);
    if (result.failures().isEmpty()) {
      if (after.pending().list().stream().allMatch(ProvisioningWorkflow::followsUp)
          && (results.isEmpty() || !results.stream().allMatch(done -> followsUp(done.task())))) {
        context.steps().step(after, Phase.COMPLETED);
      }
    } else if (!after.pending().isEmpty()) {
      context.steps().step(after, Phase.LEFT_FOR_RECOVERY, null, null, result.failures().get(0));
    }
    return result;
  }

  /** Returns whether a user was complete before a task, such as one whose spare is labelled. */
  private static boolean followsUp(PendingTask task) {
    return task instanceof LabelResource || task.isRepetition();
  }

  private UnaryOperator<UserRecord> applied(List<TaskResult> results) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    return record -> {
      UserRecord after = record;
      for (TaskResult result : results) {
        after = result.apply(after, context.now(), interrupted);
      }
      return after;
    };
  }

  /**
   * Undoes a failed completion: removes a user whose registration failed; for a registered user,
   * withdraws only the requests that failed.
   */
  private WorkResult rollBack(LeasedUser user, List<TaskResult> created, boolean isRegistration) {
    if (isRegistration) {
      user.write(
          record -> {
            UserRecord after = applied(created).apply(record);
            return after.state() == UserState.PROVISIONING
                ? after.deprovisioning(context.now())
                : after;
          });
      // The user may be complete, queued or suspended since: a late worker may have recorded the
      // resource whose creation failed here, and other calls need no lease.
      return user.record().state() == UserState.DEPROVISIONING
          ? remove(user, created)
          : end(user, List.of(), created);
    }
    user.write(
        record -> {
          UserRecord after = applied(created).apply(record);
          for (TaskResult result : created) {
            if (result.isFailure() && result.task() instanceof CreateResource create) {
              after = after.with(tasks -> tasks.withdrawing(create.kind(), context.now()));
            }
          }
          return after;
        });
    Optional<DiscardResources> discard = user.record().pending().find(DiscardResources.class);
    List<TaskResult> results =
        discard.map(task -> List.of(deleter.discard(user, task))).orElse(List.of());
    return end(user, results).after(created);
  }

  /** Deletes the user's resources, then the user. */
  private WorkResult remove(LeasedUser user, List<TaskResult> reasons) {
    context.steps().step(user.record(), Phase.REMOVING);
    UserRecord record;
    boolean forgotten;
    do {
      List<Leftover> leftovers = deleter.deleteAll(user);
      record = user.record();
      RemoveUser task = record.pending().find(RemoveUser.class).orElseThrow();
      if (!leftovers.isEmpty()) {
        return end(user, unfinished(task, leftovers)).after(reasons);
      }
      try {
        // Resources that a late worker has marked are deleted first.
        forgotten = ResourceDeleter.isDone(user) && callHook(record) && forget(user, task);
      } catch (LeaseLostException e) {
        throw e;
      } catch (RuntimeException e) {
        // The last deletions are recorded here, because a record that is deleted needs no such
        // write.
        UnaryOperator<UserRecord> gone = after -> after.with(Resources.NONE, context.now());
        return end(user, List.of(TaskResult.failed(task, gone, e, List.of()))).after(reasons);
      }
    } while (!forgotten);
    context.steps().step(record, Phase.REMOVED);
    return WorkResult.gone(record).after(reasons);
  }

  /** Returns the results of a removal that waits for late requests, or that has failed. */
  private List<TaskResult> unfinished(RemoveUser task, List<Leftover> leftovers) {
    boolean onlyWaits =
        task.until().isAfter(context.now())
            && leftovers.stream()
                .allMatch(left -> left.isWaiting() && task.retained().contains(left.what()));
    return onlyWaits
        ? List.of(
            TaskResult.waiting(task, "earlier requests may still change the retained resources"))
        : leftovers.stream().map(left -> TaskResult.failed(task, left.failure())).toList();
  }

  /**
   * Calls the removal hook, unless the record is a spare; any throwable of the application,
   * including an Error, fails only this removal.
   */
  private boolean callHook(UserRecord record) {
    if (record.identity() == null) {
      return true;
    }
    try {
      context.settings().removalHook().beforeRemoval(record.user());
      return true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new StreamCatException("the removal hook threw " + e.getClass().getName(), true, e);
    }
  }

  /** Returns false if the record has changed and must be evaluated again. */
  private boolean forget(LeasedUser user, RemoveUser task) {
    boolean keepsId = context.settings().removalPolicy() == RemovalPolicy.ANONYMISE;
    return (keepsId && task.wasActive())
        ? user.tryWrite(record -> record.anonymised(context.now()))
        : user.tryDelete();
  }

  /** Returns the exception for a write that the store did not confirm. */
  static ProvisioningException unconfirmed(UserRecord record, StreamCatException reason) {
    Set<String> leftBehind = WorkResult.leftBehind(record);
    record.pending().missing().forEach(kind -> leftBehind.add(ResourceCreator.unknown(kind)));
    return new ProvisioningException(
        record.label(),
        "may or may not be in the requested state, because the store did not confirm the last write: find or"
            + " resume shows the state, and recovery finishes the rest",
        List.of(reason),
        leftBehind);
  }
}
