package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.SettingsChange;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.ReservedTurns;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.exception.Check;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.AsyncRegistrations.Prepared;
import io.streamcat.provisioning.internal.reconciliation.DefaultReconciler;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.provisioning.internal.suspension.DefaultSuspensions;
import io.streamcat.realtime.StageChange;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

public final class DefaultUserProvisioner implements UserProvisioner {

  private final ProvisioningContext context;
  private final Registration registration;
  private final Admission admission;
  private final AsyncRegistrations async;
  private final ProvisioningWorkflow workflow;
  private final RegisteredUsers users;
  private final ResourceRequests requests;
  private final SettingsCalls settings;
  private final ChannelCalls channels;
  private final Renaming renaming;
  private final Suspensions suspensions;
  private final Recovery recovery;
  private final Reconciler reconciler;

  /**
   * Creates a provisioner.
   *
   * @param users the repository of users
   * @param resources the services and the settings of resources
   * @param calls the clock, the timeouts and the pauses
   * @param executor runs the work on several resources in parallel; it is never shut down
   * @param async runs {@link #provisionAsync}. Its threads wait for turns, so the executor should
   *     have more threads than registrations that AWS's rates allow in parallel
   * @param settings the rules
   */
  public static UserProvisioner create(
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      Executor executor,
      Executor async,
      ProvisioningSettings settings) {
    return new DefaultUserProvisioner(
        new ProvisioningContext(
            users,
            resources,
            calls,
            TaskRunner.on(executor),
            settings,
            () -> UserId.generate(calls.settings().clock().instant()).value()),
        async);
  }

  DefaultUserProvisioner(ProvisioningContext context, Executor executor) {
    this.context = context;
    this.registration = new Registration(context);
    this.admission = new Admission(context);
    this.async = new AsyncRegistrations(executor, context.settings().asyncLimit());
    this.workflow = new ProvisioningWorkflow(context);
    this.users = new RegisteredUsers(context, workflow);
    this.requests = new ResourceRequests(context, users, admission);
    this.settings = new SettingsCalls(context, users);
    this.channels = new ChannelCalls(context, users, settings);
    this.renaming = new Renaming(context, users);
    this.suspensions = new DefaultSuspensions(context, users, channels);
    this.recovery = new DefaultRecovery(context, workflow);
    this.reconciler = new DefaultReconciler(context, workflow);
  }

  @Override
  public User provision(NewUser newUser) {
    return provision(newUser, context.settings().timeout());
  }

  @Override
  public User provision(NewUser newUser, Duration timeout) {
    return withDeadline(
        timeout,
        deadline -> {
          registration.check(newUser);
          return admitted(newUser, deadline);
        });
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return provisionAsync(newUser, context.settings().timeout());
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout) {
    return withDeadline(
        timeout,
        deadline ->
            async.submit(
                () -> {
                  registration.check(newUser);
                  // A background registration waits for its turns, which must not block the caller.
                  return CallScope.priority() == CallPriority.BACKGROUND
                      ? new Prepared(null, () -> admitted(newUser, deadline))
                      : prepared(newUser, deadline);
                }));
  }

  private Prepared prepared(NewUser newUser, Instant deadline) {
    try {
      ReservedTurns turns = reserve(deadline);
      return new Prepared(turns, () -> register(newUser, turns, deadline));
    } catch (OverloadedException e) {
      User user = earlier(newUser).orElseThrow(() -> e);
      return new Prepared(null, () -> user);
    }
  }

  private <T> T withDeadline(Duration timeout, Function<Instant, T> work) {
    Check.positiveTime("timeout", timeout);
    return CallScope.withStrictDeadline(
        context.now().plus(timeout),
        () -> work.apply(Objects.requireNonNull(CallScope.deadline())));
  }

  private ReservedTurns reserve(Instant deadline) {
    return admission.reserve(context.settings().atRegistration(), deadline);
  }

  /** Registers a user unless the queues are too long; a repeated call needs no turn. */
  private User admitted(NewUser newUser, Instant deadline) {
    ReservedTurns turns;
    try {
      turns = reserve(deadline);
    } catch (OverloadedException e) {
      return earlier(newUser).orElseThrow(() -> e);
    }
    return register(newUser, turns, deadline);
  }

  /**
   * Returns the registered user if this call repeats an earlier one, which needs no turn.
   *
   * @throws DuplicateUserException if another user has the id or username
   */
  private Optional<User> earlier(NewUser newUser) {
    return registration
        .duplicate(newUser)
        .flatMap(duplicate -> registration.repeated(newUser, duplicate))
        .filter(record -> record.state().isRegistered())
        .map(UserRecord::user);
  }

  /** Registers a user after waiting for the turns of the creates. */
  private User register(NewUser newUser, ReservedTurns turns, Instant deadline) {
    try {
      context.requireDurable();
      if (admission.isWaiting(turns)) {
        Optional<User> earlier = earlier(newUser);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
      Identity person = registration.identity(newUser);
      admission.await(turns, deadline);
      return turns.use(() -> register(newUser, person, deadline));
    } finally {
      turns.giveBack();
    }
  }

  private User register(NewUser newUser, Identity person, Instant deadline) {
    for (int attempt = 0; ; attempt++) {
      UserRecord intended = registration.intend(person, newUser.settings());
      try {
        context.store().insert(intended);
      } catch (DuplicateUserException duplicate) {
        Optional<User> earlier =
            registration.repeated(newUser, duplicate).flatMap(this::registered);
        if (earlier.isPresent()) {
          return earlier.get();
        }
        // The other user has been removed meanwhile.
        if (!context.calls().pause(attempt, deadline)) {
          throw duplicate;
        }
        continue;
      } catch (StreamCatException e) {
        throw e.retryable() ? ProvisioningWorkflow.unconfirmed(intended, e) : e;
      }
      context.steps().step(intended, Phase.INTENDED);
      if (intended.isComplete()) {
        context.steps().step(intended, Phase.COMPLETED);
        return intended.user();
      }
      LeasedUser user =
          new LeasedUser(context, intended, Objects.requireNonNull(intended.lease()).owner());
      try {
        WorkResult result =
            workflow.run(user, task -> true, context.settings().failurePolicy()).orThrow();
        return result.record().user();
      } catch (LeaseLostException e) {
        return users.takenOver(person.id(), e);
      }
    }
  }

  @Override
  public Optional<User> find(UserId id) {
    return context.users().findById(Check.given("userId", id)).map(UserRecord::user);
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return context.users().findByUsername(Check.given("username", username)).map(UserRecord::user);
  }

  @Override
  public Optional<User> findByResource(String arn) {
    return context
        .users()
        .findByResource(Check.given("arn", arn))
        .filter(r -> r.identity() != null)
        .map(UserRecord::user);
  }

  @Override
  public List<User> findByChannels(Collection<String> channelArns) {
    return context.users().findByChannels(Check.given("channelArns", channelArns)).stream()
        .filter(record -> record.identity() != null)
        .map(UserRecord::user)
        .toList();
  }

  @Override
  public Stream<User> list() {
    return context.users().stream()
        .filter(record -> record.identity() != null)
        .map(UserRecord::user);
  }

  @Override
  public Optional<User> resume(UserId id) {
    return users.resume(id);
  }

  /**
   * Returns the registered user. Resources requested after the registration do not delay the
   * answer.
   */
  private Optional<User> registered(UserRecord stored) {
    return stored.state().isRegistered() ? Optional.of(stored.user()) : users.finish(stored);
  }

  @Override
  public User ensureChannel(UserId id) {
    return requests.ensure(id, ResourceKind.CHANNEL);
  }

  @Override
  public User ensureChatRoom(UserId id) {
    return requests.ensure(id, ResourceKind.CHAT_ROOM);
  }

  @Override
  public User ensureStage(UserId id) {
    return requests.ensure(id, ResourceKind.STAGE);
  }

  @Override
  public User forgo(UserId id, ResourceKind kind) {
    return requests.forgo(id, Check.given("kind", kind));
  }

  @Override
  public User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    return channels.rotateStreamKey(id, policy);
  }

  @Override
  public User changeChannel(
      UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    return channels.change(id, change, policy);
  }

  @Override
  public User changeChatRoom(UserId id, UnaryOperator<ChatRoomChange> change) {
    return change(
        id, ResourceKind.CHAT_ROOM, Check.given("change", change).apply(ChatRoomChange.none()));
  }

  @Override
  public User changeStage(UserId id, UnaryOperator<StageChange> change) {
    return change(id, ResourceKind.STAGE, Check.given("change", change).apply(StageChange.none()));
  }

  private User change(UserId id, ResourceKind kind, SettingsChange<?, ?> change) {
    Check.given("change", change);
    RegisteredUsers.resource(users.active(id), kind);
    return settings.change(id, kind, change, LiveChannelPolicy.WAIT);
  }

  @Override
  public User rename(UserId id, String username) {
    return renaming.rename(Check.given("userId", id), Check.given("username", username));
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
        // Another worker has claimed the removal; wait for it.
        if (Thread.currentThread().isInterrupted()) {
          throw RegisteredUsers.busy(id, e);
        }
      }
    }
  }

  @Override
  public Suspensions suspensions() {
    return suspensions;
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
