package io.streamcat.provisioning.internal;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.Check;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class DefaultRecovery implements Recovery {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  /** The number of candidates that are read at a time. */
  private static final int PAGE = 100;

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;
  private final SpareUpkeep spares;

  DefaultRecovery(ProvisioningContext context, ProvisioningWorkflow workflow) {
    this.context = context;
    this.workflow = workflow;
    this.spares = new SpareUpkeep(context);
  }

  @Override
  public RecoveryReport run(int limit, Duration time, Predicate<? super RecoveryReport> progress) {
    Check.range("limit", limit, 1, Integer.MAX_VALUE);
    Check.positiveTime("time", time);
    Check.given("progress", progress);
    context.requireDurable();
    RecoveryRun run = new RecoveryRun(limit, context.now().plus(time), progress);
    return CallScope.withPriority(
        CallPriority.BACKGROUND,
        () -> {
          Candidates candidates = new Candidates(run, context.accountProblem());
          while (candidates.read() && !run.isOver(context.now())) {
            context
                .runner()
                .all(
                    Collections.nCopies(
                        Math.min(PARALLELISM, candidates.size()), () -> drain(run, candidates)));
          }
          return run.report(candidates.problem);
        });
  }

  private boolean drain(RecoveryRun run, Candidates candidates) {
    // The candidate is taken first: a run that reaches its limit with the last user is complete.
    for (UserRecord next = candidates.next(); next != null; next = candidates.next()) {
      // A page that was read meanwhile may hold a user whom another worker has just begun.
      if (run.begin(next.key(), context.now())) {
        recover(run, next);
      } else if (run.isOver(context.now())) {
        return false;
      }
    }
    return true;
  }

  private void recover(RecoveryRun run, UserRecord stored) {
    try {
      Optional<LeasedUser> user = context.tryClaim(stored, this::begun);
      if (user.isPresent()) {
        // The claim may have added tasks, which are due at once.
        Instant now = context.now();
        run.add(
            workflow.run(
                user.get(),
                task -> !task.progress().nextAttempt().isAfter(now),
                FailurePolicy.RESUME));
      } else {
        run.withdraw(stored.key());
      }
    } catch (LeaseLostException e) {
      log.info("Another worker claimed user {}", stored.label());
    } catch (RuntimeException e) {
      run.fail(stored, Failures.own(e));
    } catch (Error e) {
      // An Error of the application's code concerns this user only; the run continues.
      run.fail(stored, Failures.own(e));
    }
  }

  /**
   * An unfinished registration is rolled back if that is the policy. Further resources of an active
   * user are created under any policy. A suspension ends in time.
   */
  private UserRecord begun(UserRecord record) {
    return record.state() == UserState.PROVISIONING
            && context.settings().failurePolicy() == FailurePolicy.ROLL_BACK
        ? record.deprovisioning(context.now())
        : SuspensionTransitions.reinstatedInTime(record, context.now());
  }

  /**
   * The users whom a run has not processed. Its workers share them and read further pages while
   * others still work: a user whose resources must be looked for takes many seconds, for which only
   * one worker may wait. The last page, which is not full, is followed by a new look in the
   * caller's thread.
   */
  private final class Candidates {

    private final RecoveryRun run;
    private final Queue<UserRecord> queue = new ArrayDeque<>();
    private Optional<String> problem;
    private boolean isLast;

    Candidates(RecoveryRun run, Optional<String> problem) {
      this.run = run;
      this.problem = problem;
    }

    /** Returns the next user, or null if the last page held no further ones. */
    synchronized @Nullable UserRecord next() {
      if (queue.isEmpty() && !isLast) {
        read();
      }
      return queue.poll();
    }

    synchronized int size() {
      return queue.size();
    }

    /**
     * Reads a page; returns false if it has no new users. They are shuffled, so that servers that
     * run at the same time start with different users; spares stay behind users, and queued users
     * behind both.
     */
    synchronized boolean read() {
      // If the store fails, the other workers end as well, and the caller gets the exception soon.
      isLast = true;
      // The first resource that the run creates shows the account.
      problem = problem.filter(unknown -> context.home().account() == null);
      if (problem.isEmpty()) {
        spares.run();
      }
      List<UserRecord> page = context.users().pending(context.home(), context.now(), PAGE);
      List<UserRecord> found = new ArrayList<>(page);
      found.removeIf(record -> !run.isNew(record.key()));
      Collections.shuffle(found, new Random(context.ids().get().hashCode()));
      found.sort(Comparator.comparing(UserRecord::recoveryOrder));
      queue.clear();
      queue.addAll(found);
      isLast = page.size() < PAGE || found.isEmpty();
      return !found.isEmpty();
    }
  }
}
