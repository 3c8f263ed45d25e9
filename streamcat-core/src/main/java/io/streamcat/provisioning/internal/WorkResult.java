package io.streamcat.provisioning.internal;

import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.resource.ResourceCreator;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The result of the work on one user.
 *
 * @param record the current record; the last one if the user is gone
 * @param isGone whether the user is gone, or removed
 * @param results the results of the tasks
 */
public record WorkResult(UserRecord record, boolean isGone, List<TaskResult> results) {

  /**
   * Returns this result without failures to create resources that the user has anyway, because a
   * late worker has recorded them.
   */
  public WorkResult {
    results = results.stream().filter(r -> !r.isFailure() || !isMade(r, record, isGone)).toList();
  }

  private static boolean isMade(TaskResult result, UserRecord record, boolean isGone) {
    return !isGone
        && result.task() instanceof CreateResource create
        && record.resources().get(create.kind()) != null;
  }

  static WorkResult of(UserRecord record, List<TaskResult> results) {
    return new WorkResult(record, false, results);
  }

  static WorkResult gone(UserRecord record) {
    return new WorkResult(record, true, List.of());
  }

  /** Returns this result combined with those of earlier tasks. */
  WorkResult after(List<TaskResult> earlier) {
    List<TaskResult> all = new ArrayList<>(earlier);
    all.addAll(results);
    return new WorkResult(record, isGone, all);
  }

  /**
   * Returns this result for a caller who did not request the channel's changes. Changes that were
   * rejected because the channel is live are withdrawn; only their own callers get an exception.
   */
  WorkResult withoutRefusals() {
    return new WorkResult(
        record,
        isGone,
        results.stream()
            .filter(result -> !(result.failure() instanceof ChannelLiveException))
            .toList());
  }

  public List<StreamCatException> failures() {
    List<StreamCatException> failures = new ArrayList<>();
    for (TaskResult result : results) {
      StreamCatException failure = result.failure();
      if (failure != null) {
        failures.add(failure);
      }
    }
    return failures;
  }

  public boolean isWaiting() {
    return results.stream().anyMatch(result -> result.waits() != null);
  }

  /**
   * Throws if a task has failed: a {@link ChannelLiveException} as it is, other failures in one
   * exception. The failed deletion of surplus resources is ignored if the request is fulfilled.
   */
  public WorkResult orThrow() {
    for (StreamCatException failure : failures()) {
      if (failure instanceof ChannelLiveException) {
        throw failure;
      }
    }
    boolean isRemovalWaiting = record.state() == UserState.DEPROVISIONING && isWaiting();
    if (!isRemovalWaiting
        && results.stream()
            .noneMatch(r -> r.isFailure() && !(r.task() instanceof DiscardResources))) {
      return this;
    }
    throw exception();
  }

  /** Returns all failures in one exception, whose message describes the current state. */
  ProvisioningException exception() {
    List<StreamCatException> reasons = new ArrayList<>(failures());
    for (TaskResult result : results) {
      if (reasons.isEmpty() && result.waits() != null) {
        reasons.add(new StreamCatException(result.waits(), true, null));
      }
    }
    return new ProvisioningException(record.label(), outcome(), reasons, leftBehind());
  }

  private String outcome() {
    if (isGone) {
      return "was rolled back; nothing was left behind";
    }
    boolean creating =
        results.stream().anyMatch(r -> r.isFailure() && ResourceCreator.isOfRegistration(r.task()));
    if (record.state() == UserState.DEPROVISIONING) {
      return creating
          ? "could not be rolled back; recovery will"
          : "could not be removed completely; recovery will";
    }
    if (ResourceTasks.isRevoking(record)) {
      return "is suspended, but the stream key may not be revoked yet; recovery will";
    }
    // A rejected change is withdrawn; earlier changes of the same settings may still be pending.
    boolean pending =
        results.stream()
            .filter(r -> r.isFailure() && r.isCounted())
            .filter(r -> !creating || ResourceCreator.isOfRegistration(r.task()))
            .anyMatch(this::isPending);
    String changed =
        results.stream()
            .filter(TaskResult::isFailure)
            .map(result -> ResourceTasks.kind(result.task()))
            .findFirst()
            .orElse(ResourceKind.CHANNEL)
            .words();
    if (creating && pending) {
      return "is not complete yet; call resume, or let recovery complete it";
    }
    if (creating) {
      // Recovery deletes what this call may have created, and creates what others have requested.
      return leftBehind().isEmpty() && record.pending().missing().isEmpty()
          ? "did not get the missing resources; nothing was left behind"
          : "did not get the requested resources; recovery finishes the rest";
    }
    return pending
        ? "has a " + changed + " whose change is pending; call resume, or let recovery complete it"
        : "keeps the recorded settings of the " + changed;
  }

  /** Returns whether a failed task is pending, perhaps as the creation of another resource. */
  private boolean isPending(TaskResult failed) {
    return record.pending().contains(failed.task().name())
        || (failed.task() instanceof AdoptResource adoption
            && record.pending().creation(adoption.kind()).isPresent());
  }

  private List<String> leftBehind() {
    return isGone ? List.of() : List.copyOf(leftBehind(record));
  }

  /**
   * Returns the resources that AWS has or may have, although the record does not keep them; another
   * call may have created them. Recovery deletes, releases or records them.
   */
  static Set<String> leftBehind(UserRecord record) {
    Set<String> all = new LinkedHashSet<>();
    if (record.state() == UserState.DEPROVISIONING) {
      record.resources().all().forEach(resource -> all.add(resource.arn()));
    }
    PendingTasks tasks = record.pending();
    all.addAll(tasks.discardedArns());
    tasks
        .find(DiscardResources.class)
        .ifPresent(task -> task.uncertain().keySet().forEach(kind -> all.add(unknown(kind))));
    tasks
        .creations()
        .filter(creation -> creation.uncertainSince() != null)
        .forEach(creation -> all.add(unknown(creation.kind())));
    return all;
  }

  private static String unknown(ResourceKind kind) {
    return ResourceCreator.unknown(kind);
  }
}
