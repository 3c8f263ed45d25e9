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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
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
  public RecoveryReport run(int limit, Duration time) {
    Check.range("limit", limit, 1, Integer.MAX_VALUE);
    Check.positiveTime("time", time);
    context.requireDurable();
    RecoveryRun run = new RecoveryRun(limit, context.now().plus(time));
    return CallScope.withPriority(
        CallPriority.BACKGROUND,
        () -> {
          Optional<String> problem = context.accountProblem();
          while (true) {
            // The first resource that the run creates shows the account.
            problem = problem.filter(unknown -> context.home().account() == null);
            if (problem.isEmpty()) {
              spares.run();
            }
            List<UserRecord> candidates = candidates(run);
            if (candidates.isEmpty() || run.isOver(context.now())) {
              return run.report(problem);
            }
            work(run, candidates);
          }
        });
  }

  /**
   * Shuffles the candidates, so that servers that run at the same time start with different users;
   * spares stay behind users, and queued users behind both.
   */
  private List<UserRecord> candidates(RecoveryRun run) {
    List<UserRecord> candidates = new ArrayList<>();
    for (UserRecord record : context.users().pending(context.home(), context.now(), PAGE)) {
      if (run.isNew(record.key())) {
        candidates.add(record);
      }
    }
    Collections.shuffle(candidates, new Random(context.ids().get().hashCode()));
    candidates.sort(Comparator.comparing(UserRecord::recoveryOrder));
    return candidates;
  }

  private void work(RecoveryRun run, List<UserRecord> candidates) {
    Queue<UserRecord> queue = new ConcurrentLinkedQueue<>(candidates);
    Supplier<Boolean> worker = () -> drain(run, queue);
    context.runner().all(Collections.nCopies(Math.min(PARALLELISM, candidates.size()), worker));
  }

  private boolean drain(RecoveryRun run, Queue<UserRecord> queue) {
    // The queue is checked first: a run that reaches its limit with the last user is complete.
    for (UserRecord next = queue.poll(); next != null; next = queue.poll()) {
      if (!run.begin(next.key(), context.now())) {
        return false;
      }
      recover(run, next);
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
}
