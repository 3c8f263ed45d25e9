package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.Check;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The common steps of calls about a stored user: read, claim, work, and finish pending tasks. */
public final class RegisteredUsers {

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;

  RegisteredUsers(ProvisioningContext context, ProvisioningWorkflow workflow) {
    this.context = context;
    this.workflow = workflow;
  }

  /** Returns a user who is not removed. */
  public UserRecord stored(UserId id) {
    return context
        .users()
        .findById(Check.given("userId", id))
        .filter(record -> record.state() != UserState.REMOVED)
        .orElseThrow(() -> new UserNotFoundException(id.value()));
  }

  /** Returns a user who is neither removed nor being removed. */
  public UserRecord kept(UserId id) {
    UserRecord record = stored(id);
    if (record.state() == UserState.DEPROVISIONING) {
      throw new UserNotFoundException(id.value());
    }
    return record;
  }

  /**
   * Returns a user whose registration is complete, after finishing the registration if necessary
   * and possible.
   *
   * @throws io.streamcat.exception.UserSuspendedException if the user is suspended
   */
  public UserRecord active(UserId id) {
    context.requireDurable();
    UserRecord stored = notSuspended(stored(id));
    if (stored.state() == UserState.ACTIVE) {
      return context.requireHome(stored);
    }
    try {
      if (resume(id).isEmpty()) {
        throw new UserNotFoundException(id.value());
      }
      return notSuspended(stored(id));
    } catch (ProvisioningException e) {
      // A resource that cannot be created now must not delay anything else.
      return context.users().findById(id).filter(this::mayChange).orElseThrow(() -> e);
    }
  }

  private static UserRecord notSuspended(UserRecord record) {
    if (record.state() == UserState.SUSPENDED) {
      record.user().requireNotSuspended();
    }
    return record;
  }

  /**
   * Returns whether a user can be changed. A user with an unfinished registration can, because the
   * registration will not be rolled back.
   */
  private boolean mayChange(UserRecord record) {
    return record.state() == UserState.ACTIVE
        || record.state() == UserState.QUEUED
        || (record.state() == UserState.PROVISIONING
            && context.settings().failurePolicy() == FailurePolicy.RESUME);
  }

  /** Returns a required resource of a user. */
  public static AwsResource resource(UserRecord record, ResourceKind kind) {
    AwsResource resource = record.resources().get(kind);
    if (resource == null) {
      throw new ResourceNotProvisionedException(record.label(), kind.words(), false);
    }
    return resource;
  }

  /**
   * Records a request together with the lease, and executes it. A worker that claims the user later
   * executes it, too, unless the request is withdrawn.
   *
   * @param isGranted whether a record shows that the request is done or pending
   * @throws UserBusyException if another worker has claimed the user and the request was withdrawn
   *     since
   */
  public User change(
      UserId id,
      UnaryOperator<UserRecord> asked,
      Predicate<PendingTask> chosen,
      FailurePolicy policy,
      Predicate<UserRecord> isGranted) {
    Optional<LeasedUser> claimed = context.claim(id, record -> asked.apply(requireActive(record)));
    return changed(id, claimed, chosen, policy, isGranted);
  }

  /**
   * Records and executes a request as {@link #change} does, for a user in any state.
   *
   * @throws UserNotFoundException if the user is gone or is being removed
   */
  public User changeAny(
      UserRecord known,
      UnaryOperator<UserRecord> asked,
      Predicate<PendingTask> chosen,
      Predicate<UserRecord> isGranted) {
    return changed(
        known.id(),
        context.claimRecord(known.key(), record -> asked.apply(requireKept(record))),
        chosen,
        FailurePolicy.RESUME,
        isGranted);
  }

  private static UserRecord requireKept(UserRecord record) {
    if (record.state().isEnding()) {
      throw new UserNotFoundException(record.label());
    }
    return record;
  }

  private User changed(
      UserId id,
      Optional<LeasedUser> claimed,
      Predicate<PendingTask> chosen,
      FailurePolicy policy,
      Predicate<UserRecord> isGranted) {
    LeasedUser user = claimed.orElseThrow(() -> new UserNotFoundException(id.value()));
    try {
      return workflow.run(user, chosen, policy).orThrow().record().user();
    } catch (LeaseLostException e) {
      UserRecord stale = user.record();
      User now =
          recorded(stale, () -> finish(storedNow(stale), chosen)).orElseThrow(() -> removed(id, e));
      if (!isGranted.test(recorded(stale, () -> storedNow(stale)))) {
        throw busy(id, e);
      }
      return now;
    }
  }

  /**
   * Runs an access after another worker has taken a recorded request over. A failure then does not
   * show that nothing was changed.
   */
  private static <T> T recorded(UserRecord record, Supplier<T> access) {
    try {
      return access.get();
    } catch (UserNotFoundException | ProvisioningException e) {
      throw e;
    } catch (StreamCatException e) {
      throw new ProvisioningException(
          record.label(),
          "may or may not be in the requested state, because another worker has taken the request"
              + " over: find or resume shows the state, and recovery finishes the rest",
          List.of(e),
          List.of());
    }
  }

  private UserRecord storedNow(UserRecord earlier) {
    return context
        .store()
        .read(earlier.key())
        .filter(record -> record.state() != UserState.REMOVED)
        .orElseThrow(() -> new UserNotFoundException(earlier.label()));
  }

  private UserRecord requireActive(UserRecord record) {
    if (!mayChange(notSuspended(record))) {
      // Another call has begun a removal meanwhile.
      throw new UserBusyException(record.label());
    }
    return record;
  }

  /** Runs all pending tasks of a user; empty if the user is gone. */
  Optional<User> resume(UserId id) {
    return context.users().findById(Check.given("userId", id)).flatMap(this::finish);
  }

  /**
   * Returns the user of a registration whose record another worker has claimed; that worker now
   * decides. The id or username may belong to the record of another registration since.
   */
  User takenOver(UserRecord intended, LeaseLostException reason) {
    return recorded(intended, () -> context.store().read(intended.key()).flatMap(this::registered))
        .orElseThrow(() -> removed(intended.id(), reason));
  }

  private static ProvisioningException removed(UserId id, LeaseLostException reason) {
    return new ProvisioningException(
        id.value(), "was removed by another worker", List.of(reason), List.of());
  }

  /**
   * Returns the user of an earlier registration, after finishing it unless the user is suspended;
   * empty if the user is gone. Resources requested after the registration do not delay the answer.
   */
  Optional<User> registered(UserRecord stored) {
    return stored.state().isRegistered() ? Optional.of(stored.user()) : finish(stored);
  }

  /**
   * Runs all pending tasks of a user, including those of other calls; empty if the user is gone.
   */
  Optional<User> finish(UserRecord stored) {
    return finish(stored, task -> true);
  }

  private Optional<User> finish(UserRecord stored, Predicate<PendingTask> chosen) {
    if (stored.isSettled()) {
      return Optional.of(stored).filter(r -> r.state() != UserState.REMOVED).map(UserRecord::user);
    }
    Optional<LeasedUser> claimed = context.claimRecord(stored.key(), UnaryOperator.identity());
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    LeasedUser user = claimed.get();
    boolean removing = user.record().state() == UserState.DEPROVISIONING;
    try {
      WorkResult result = workflow.run(user, chosen, policy(user)).withoutRefusals().orThrow();
      return result.isGone() ? Optional.empty() : Optional.of(result.record().user());
    } catch (LeaseLostException e) {
      if (removing) {
        return Optional.empty();
      }
      throw busy(stored.id(), e);
    }
  }

  /**
   * Returns the policy for work that another call began: requests of a user who was active before
   * are never withdrawn.
   */
  private FailurePolicy policy(LeasedUser user) {
    return user.record().state() == UserState.PROVISIONING
        ? context.settings().failurePolicy()
        : FailurePolicy.RESUME;
  }

  static UserBusyException busy(UserId id, LeaseLostException reason) {
    UserBusyException busy = new UserBusyException(id.value());
    busy.addSuppressed(reason);
    return busy;
  }
}
