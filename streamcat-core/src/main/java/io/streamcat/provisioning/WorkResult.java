package io.streamcat.provisioning;

import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of the work on one user.
 *
 * @param record the record as it is now; as it was last if the user is gone
 * @param isGone whether the user is gone, or removed
 * @param results the results of the tasks
 */
record WorkResult(UserRecord record, boolean isGone, List<TaskResult> results) {

  /**
   * Leaves out the failure to create what the user has all the same: a worker that came too late
   * has recorded it.
   */
  WorkResult {
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

  /** This result after those of earlier tasks. */
  WorkResult after(List<TaskResult> earlier) {
    List<TaskResult> all = new ArrayList<>(earlier);
    all.addAll(results);
    return new WorkResult(record, isGone, all);
  }

  /**
   * This result for a caller who did not ask for the channel's changes. Those that were refused
   * because the channel is live are withdrawn; that is the answer to the callers who asked for
   * them.
   */
  WorkResult withoutRefusals() {
    return new WorkResult(
        record,
        isGone,
        results.stream()
            .filter(result -> !(result.failure() instanceof ChannelLiveException))
            .toList());
  }

  List<StreamCatException> failures() {
    List<StreamCatException> failures = new ArrayList<>();
    for (TaskResult result : results) {
      StreamCatException failure = result.failure();
      if (failure != null) {
        failures.add(failure);
      }
    }
    return failures;
  }

  boolean isWaiting() {
    return results.stream().anyMatch(result -> result.waits() != null);
  }

  /**
   * Fails if a task has failed: {@link ChannelLiveException} by itself, others in one exception. A
   * user who has what was asked for does not fail because surplus resources could not be deleted.
   */
  WorkResult orThrow() {
    for (StreamCatException failure : failures()) {
      if (failure instanceof ChannelLiveException) {
        throw failure;
      }
    }
    if (results.stream().noneMatch(r -> r.isFailure() && !(r.task() instanceof DiscardResources))) {
      return this;
    }
    throw exception();
  }

  /** All failures in one exception, which says what holds now. */
  ProvisioningException exception() {
    return new ProvisioningException(record.label(), outcome(), failures(), leftBehind());
  }

  private String outcome() {
    if (isGone) {
      return "was rolled back; nothing was left behind";
    }
    boolean creating =
        results.stream().anyMatch(r -> r.isFailure() && r.task() instanceof CreateResource);
    if (record.state() == UserState.DEPROVISIONING) {
      return creating
          ? "could not be rolled back; recovery will"
          : "could not be removed completely; recovery will";
    }
    // What was rejected is withdrawn; earlier changes of the same settings may be pending still.
    boolean pending =
        results.stream()
            .filter(r -> r.isFailure() && r.isCounted())
            .anyMatch(r -> record.pending().contains(r.task().name()));
    String changed =
        results.stream()
            .filter(TaskResult::isFailure)
            .map(result -> ResourceTasks.kind(result.task()))
            .findFirst()
            .orElse(ResourceKind.CHANNEL)
            .words();
    if (creating) {
      return pending
          ? "is not complete yet; resume it, or let recovery do so"
          : "did not get what is missing; nothing was left behind";
    }
    return pending
        ? "has a " + changed + " that is not changed yet; resume it, or let recovery do so"
        : "keeps the recorded settings of the " + changed;
  }

  /** Returns what may exist in AWS; recovery deletes or records it. */
  private List<String> leftBehind() {
    return isGone || record.pending().isEmpty()
        ? List.of()
        : results.stream().flatMap(result -> result.leftBehind().stream()).distinct().toList();
  }
}
