package io.streamcat.provisioning;

import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.StreamCatException;
import io.streamcat.repository.UserRecord;
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

  /** Fails if a task has failed: {@link ChannelLiveException} by itself, others in one exception. */
  WorkResult orThrow() {
    for (StreamCatException failure : failures()) {
      if (failure instanceof ChannelLiveException) {
        throw failure;
      }
    }
    if (failures().isEmpty()) {
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
      return "was not given what is missing and is gone; nothing was left behind";
    }
    return switch (record.state()) {
      case DEPROVISIONING -> "could not be removed completely; recovery will";
      case PROVISIONING, SPARE -> "is not complete yet; resume it, or let recovery do so";
      default ->
          record.pending().isEmpty()
              ? "stays as before; nothing was left behind"
              : "has tasks that failed; recovery tries them again";
    };
  }

  /** What may exist in AWS and is to be dealt with by recovery. */
  private List<String> leftBehind() {
    return isGone || record.pending().isEmpty()
        ? List.of()
        : results.stream().flatMap(result -> result.leftBehind().stream()).distinct().toList();
  }
}
