package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserBusyException;
import io.streamcat.error.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.Identity;
import io.streamcat.repository.PendingChannelChange;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.ChangeChannel;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

final class DefaultUserProvisioner implements UserProvisioner {

  private final ProvisioningContext context;
  private final Executor executor;
  private final Registration registration;
  private final ProvisioningWorkflow workflow;
  private final Recovery recovery;
  private final Reconciler reconciler;

  DefaultUserProvisioner(ProvisioningContext context, Executor executor) {
    this.context = context;
    this.executor = executor;
    this.registration = new Registration(context);
    this.workflow = new ProvisioningWorkflow(context);
    this.recovery = new DefaultRecovery(context, workflow);
    this.reconciler = new DefaultReconciler(context, workflow);
  }

  @Override
  public User provision(NewUser newUser) {
    registration.check(newUser);
    context.requireDurable();
    Identity person = registration.identity(newUser);
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      UserRecord intended = registration.intend(person);
      try {
        context.store().insert(intended);
      } catch (DuplicateUserException duplicate) {
        Optional<User> earlier =
            registration.repeated(newUser, duplicate).flatMap(this::registered);
        if (earlier.isPresent()) {
          return earlier.get();
        }
        // The user who was in the way is gone by now.
        if (!context.calls().pause(attempt, deadline)) {
          throw duplicate;
        }
        continue;
      }
      context.steps().step(intended, Phase.INTENDED);
      if (intended.isComplete()) {
        context.steps().step(intended, Phase.COMPLETED);
        return intended.user();
      }
      LeasedUser user =
          new LeasedUser(context, intended, Objects.requireNonNull(intended.lease()).owner());
      return orResumed(
          person.id(),
          () -> {
            WorkResult result =
                workflow.run(user, task -> true, context.settings().failurePolicy()).orThrow();
            return result.record().user();
          });
    }
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return CompletableFuture.supplyAsync(() -> provision(newUser), executor);
  }

  @Override
  public Optional<User> find(UserId id) {
    return context.users().findById(id).map(UserRecord::user);
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return context.users().findByUsername(username).map(UserRecord::user);
  }

  @Override
  public Optional<User> findByResource(String arn) {
    return context
        .users()
        .findByResource(arn)
        .filter(r -> r.identity() != null)
        .map(UserRecord::user);
  }

  @Override
  public Stream<User> list() {
    return context.users().stream()
        .filter(record -> record.identity() != null)
        .map(UserRecord::user);
  }

  @Override
  public Optional<User> resume(UserId id) {
    return context.users().findById(id).flatMap(this::finish);
  }

  /** What a registered user was to be given more since does not concern the registration. */
  private Optional<User> registered(UserRecord stored) {
    return stored.state() == UserState.ACTIVE ? Optional.of(stored.user()) : finish(stored);
  }

  /** Does everything that is pending for a user, whoever began it; empty if the user is gone. */
  private Optional<User> finish(UserRecord stored) {
    if (stored.isSettled()) {
      return Optional.of(stored).filter(r -> r.state() != UserState.REMOVED).map(UserRecord::user);
    }
    Optional<LeasedUser> claimed = context.claim(stored.id(), UnaryOperator.identity());
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    boolean removing = claimed.get().record().state() == UserState.DEPROVISIONING;
    try {
      WorkResult result =
          workflow.run(claimed.get(), task -> true, policy(claimed.get())).orThrow();
      return result.isGone() ? Optional.empty() : Optional.of(result.record().user());
    } catch (LeaseLostException e) {
      if (removing) {
        return Optional.empty();
      }
      throw busy(stored.id(), e);
    }
  }

  /**
   * The policy for work that another call began: of a user who was active before, nothing that was
   * asked for is given up.
   */
  private FailurePolicy policy(LeasedUser user) {
    return user.record().state() == UserState.PROVISIONING
        ? context.settings().failurePolicy()
        : FailurePolicy.RESUME;
  }

  /** After another worker has taken the user over, the outcome is decided there. */
  private User orResumed(UserId id, Supplier<User> work) {
    try {
      return work.get();
    } catch (LeaseLostException e) {
      return resume(id).orElseThrow(() -> removed(id, e));
    }
  }

  private static ProvisioningException removed(UserId id, LeaseLostException reason) {
    return new ProvisioningException(
        id.value(), "was removed by another worker", List.of(reason), List.of());
  }

  private static UserBusyException busy(UserId id, LeaseLostException reason) {
    UserBusyException busy = new UserBusyException(id.value());
    busy.addSuppressed(reason);
    return busy;
  }

  @Override
  public User ensureChannel(UserId id) {
    return ensure(id, ResourceKind.CHANNEL);
  }

  @Override
  public User ensureChatRoom(UserId id) {
    return ensure(id, ResourceKind.CHAT_ROOM);
  }

  @Override
  public User ensureStage(UserId id) {
    return ensure(id, ResourceKind.STAGE);
  }

  private User ensure(UserId id, ResourceKind kind) {
    UserRecord stored = active(id);
    if (stored.resources().get(kind) != null) {
      return stored.user();
    }
    return change(
        id,
        record -> record.wanting(kind, context.now()),
        task -> task instanceof PendingTask.CreateResource create && create.kind() == kind,
        context.settings().failurePolicy());
  }

  @Override
  public User forgo(UserId id, ResourceKind kind) {
    UserRecord stored = active(id);
    if (stored.pending().creation(kind).isEmpty()) {
      return stored.user();
    }
    return change(
        id,
        record -> record.with(record.pending().withdrawing(kind, context.now())),
        task -> false,
        FailurePolicy.RESUME);
  }

  @Override
  public User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    UserRecord stored = active(id);
    // A rotation that has begun is finished by this, and must not be refused half-way.
    boolean begun =
        stored
            .pending()
            .find(RotateStreamKey.class)
            .filter(task -> task.policy() != LiveChannelPolicy.WAIT)
            .isPresent();
    requireChangeable(stored, begun ? LiveChannelPolicy.WAIT : policy);
    User user =
        change(
            id,
            record -> withChannel(record).with(record.pending().rotating(policy, context.now())),
            RotateStreamKey.class::isInstance,
            FailurePolicy.RESUME);
    return withStreamKey(user);
  }

  @Override
  public User changeChannel(
      UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    ChannelChange patch = change.apply(ChannelChange.none());
    requireChangeable(active(id), policy);
    PendingChannelChange asked = new PendingChannelChange(patch, policy);
    try {
      return change(
          id,
          record -> {
            UserRecord changing =
                withChannel(record).with(record.pending().changing(asked, context.now()));
            checkSettings(changing);
            return changing;
          },
          ChangeChannel.class::isInstance,
          FailurePolicy.RESUME);
    } catch (ChannelLiveException e) {
      if (policy == LiveChannelPolicy.REFUSE) {
        throw e;
      }
      // The change that was refused is another caller's; this one waits for the end of the stream.
      return stored(id).user();
    }
  }

  /** Rejects changes that do not go together with what is recorded and pending. */
  private static void checkSettings(UserRecord record) {
    Channel channel = Objects.requireNonNull(record.resources().channel());
    record
        .pending()
        .find(ChangeChannel.class)
        .ifPresent(task -> task.combined().applyTo(channel.settings()));
  }

  /** Fails before anything is recorded if the channel is live and must not be. */
  private void requireChangeable(UserRecord record, LiveChannelPolicy policy) {
    Channel channel = Objects.requireNonNull(withChannel(record).resources().channel());
    if (policy == LiveChannelPolicy.REFUSE && isLive(record, channel)) {
      throw new ChannelLiveException(record.label());
    }
  }

  private boolean isLive(UserRecord record, Channel channel) {
    try {
      return context.channels().isLive(channel.arn());
    } catch (RuntimeException e) {
      throw new ProvisioningException(
          record.label(),
          "keeps the channel as it is; nothing was changed",
          List.of(Failures.own(e)),
          List.of());
    }
  }

  private static UserRecord withChannel(UserRecord record) {
    if (record.resources().channel() == null) {
      throw new StreamCatException("user '" + record.label() + "' has no channel yet", false, null);
    }
    return record;
  }

  /**
   * Returns a user who was given what the registration asked for, after finishing it if need be.
   */
  private UserRecord active(UserId id) {
    context.requireDurable();
    UserRecord stored = stored(id);
    if (stored.state() == UserState.ACTIVE) {
      return context.requireHome(stored);
    }
    if (resume(id).isEmpty()) {
      throw new UserNotFoundException(id.value());
    }
    return stored(id);
  }

  private UserRecord stored(UserId id) {
    return context
        .users()
        .findById(id)
        .filter(record -> record.state() != UserState.REMOVED)
        .orElseThrow(() -> new UserNotFoundException(id.value()));
  }

  /** Records what was asked for together with the lease, and does it. */
  private User change(
      UserId id,
      UnaryOperator<UserRecord> asked,
      Predicate<PendingTask> chosen,
      FailurePolicy policy) {
    LeasedUser user =
        context
            .claim(id, record -> asked.apply(requireActive(record)))
            .orElseThrow(() -> new UserNotFoundException(id.value()));
    return orResumed(id, () -> workflow.run(user, chosen, policy).orThrow().record().user());
  }

  private static UserRecord requireActive(UserRecord record) {
    if (record.state() != UserState.ACTIVE) {
      // Another call began a removal since.
      throw new UserBusyException(record.label());
    }
    return record;
  }

  /** Asks for the key if another worker has created it and the repository does not store it. */
  private User withStreamKey(User user) {
    Channel channel = user.channel();
    if (channel == null || channel.streamKey() != null) {
      return user;
    }
    return context
        .channels()
        .get(channel.arn())
        .map(Channel::streamKey)
        .map(key -> user.with(channel.with(key), user.updatedAt()))
        .orElse(user);
  }

  @Override
  public void deprovision(UserId id) {
    while (true) {
      Optional<LeasedUser> user = context.claim(id, record -> record.deprovisioning(context.now()));
      if (user.isEmpty()) {
        return;
      }
      try {
        workflow.run(user.get(), task -> true, FailurePolicy.RESUME).orThrow();
        return;
      } catch (LeaseLostException e) {
        // Another worker has taken the removal over; it is waited for.
        if (Thread.currentThread().isInterrupted()) {
          throw busy(id, e);
        }
      }
    }
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public Reconciler reconciler() {
    return reconciler;
  }
}
