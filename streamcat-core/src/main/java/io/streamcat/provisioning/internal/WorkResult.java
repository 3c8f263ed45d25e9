package io.streamcat.provisioning.internal;

import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.resource.ResourceCreator;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        results.stream().filter(r -> r.isFailure() && r.isCounted()).anyMatch(this::isPending);
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
      // Other calls may have requested more resources, whose creation may be uncertain.
      return record.pending().missing().isEmpty()
          ? "did not get the missing resources; nothing was left behind"
          : "did not get the requested resources; recovery creates the others that are missing";
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

  /**
   * Returns the resources that may exist in AWS unrecorded, also because of earlier calls; recovery
   * deletes or records them.
   */
  private List<String> leftBehind() {
    if (isGone || record.pending().isEmpty()) {
      return List.of();
    }
    Stream<String> uncertain =
        record
            .pending()
            .creations()
            .filter(creation -> creation.uncertainSince() != null)
            .map(creation -> ResourceCreator.unknown(creation.kind()));
    return Stream.concat(
            results.stream().flatMap(result -> result.leftBehind().stream()), uncertain)
        .distinct()
        .toList();
  }
}
