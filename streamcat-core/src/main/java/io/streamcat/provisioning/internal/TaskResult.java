package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pending task.
 *
 * @param task the task
 * @param facts the transition that records the new facts, even after a failure
 * @param resources the resources that were created or found; the transition records them
 * @param failure the reason why the task is not done; null if it is done or waits
 * @param isCounted whether the failure counts as an attempt; a failure that withdraws the task does
 *     not
 * @param waits the reason why the task waits, or null
 * @param leftBehind descriptions of unrecorded resources that may exist in AWS
 */
public record TaskResult(
    PendingTask task,
    UnaryOperator<UserRecord> facts,
    List<AwsResource> resources,
    @Nullable StreamCatException failure,
    boolean isCounted,
    @Nullable String waits,
    List<String> leftBehind) {

  /** The interval at which a live channel is checked. */
  public static final Duration POLL = Duration.ofSeconds(15);

  public static TaskResult done(PendingTask task, UnaryOperator<UserRecord> facts) {
    return created(task, facts, List.of());
  }

  /** Returns the result of a completed task, which is no longer pending. */
  public static TaskResult ended(PendingTask task, UnaryOperator<UserRecord> facts) {
    return done(task, record -> facts.apply(without(record, task)));
  }

  /** Returns a permanent failure, after which the task is no longer pending. */
  public static TaskResult refused(
      PendingTask task, UnaryOperator<UserRecord> facts, RuntimeException failure) {
    return withdrawn(task, record -> facts.apply(without(record, task)), failure);
  }

  private static UserRecord without(UserRecord record, PendingTask task) {
    return record.with(tasks -> tasks.without(task.name()));
  }

  public static TaskResult created(
      PendingTask task, UnaryOperator<UserRecord> facts, List<? extends AwsResource> resources) {
    return new TaskResult(task, facts, List.copyOf(resources), null, false, null, List.of());
  }

  public static TaskResult failed(
      PendingTask task,
      UnaryOperator<UserRecord> facts,
      RuntimeException failure,
      List<String> leftBehind) {
    return new TaskResult(task, facts, List.of(), Failures.own(failure), true, null, leftBehind);
  }

  public static TaskResult failed(PendingTask task, RuntimeException failure) {
    return failed(task, UnaryOperator.identity(), failure, List.of());
  }

  /** Returns a permanent failure, which ends the task. */
  public static TaskResult withdrawn(
      PendingTask task, UnaryOperator<UserRecord> facts, RuntimeException failure) {
    return new TaskResult(task, facts, List.of(), Failures.own(failure), false, null, List.of());
  }

  public static TaskResult waiting(PendingTask task, String reason) {
    return new TaskResult(
        task, UnaryOperator.identity(), List.of(), null, false, reason, List.of());
  }

  /** Returns this result with one more fact. */
  public TaskResult and(UnaryOperator<UserRecord> fact) {
    return new TaskResult(
        task,
        record -> fact.apply(facts.apply(record)),
        resources,
        failure,
        isCounted,
        waits,
        leftBehind);
  }

  boolean isFailure() {
    return failure != null;
  }

  /**
   * Returns the record after the task. The new facts may postpone the next attempt.
   *
   * @param interrupted whether the worker was interrupted; then the task keeps its progress
   */
  UserRecord apply(UserRecord record, Instant now, boolean interrupted) {
    return facts.apply(progressed(record, now, interrupted));
  }

  private UserRecord progressed(UserRecord record, Instant now, boolean interrupted) {
    String reason = waits;
    if (reason != null) {
      return progressed(record, progress -> progress.waiting(reason, now.plus(POLL)));
    }
    if (failure == null || !isCounted || interrupted) {
      return record;
    }
    String problem = Failures.describe(failure);
    return progressed(record, progress -> progress.failed(problem, now));
  }

  private UserRecord progressed(UserRecord record, UnaryOperator<Progress> change) {
    return record.with(tasks -> tasks.progressed(task.name(), change));
  }
}
