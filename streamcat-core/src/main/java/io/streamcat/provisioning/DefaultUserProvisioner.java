package io.streamcat.provisioning;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.DuplicateUserException.Field;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.UserBusyException;
import io.streamcat.error.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.Attempt;
import io.streamcat.user.ChannelChange;
import io.streamcat.repository.Lease;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

final class DefaultUserProvisioner implements UserProvisioner {

  private final Engine engine;
  private final Registration registration;
  private final UserWork work;
  private final ChannelChanges changes;
  private final Recovery recovery;
  private final Reconciler reconciler;

  DefaultUserProvisioner(Engine engine) {
    this.engine = engine;
    this.registration = new Registration(engine);
    this.changes = new ChannelChanges(engine);
    this.work = new UserWork(engine, changes);
    this.recovery = new DefaultRecovery(engine, work);
    this.reconciler = new DefaultReconciler(engine, work);
  }

  @Override
  public User provision(NewUser newUser) {
    registration.check(newUser);
    engine.requireDurable();
    Instant deadline = engine.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      Lease lease = engine.newLease();
      StoredUser intended = registration.intend(newUser, lease);
      try {
        engine.users().insert(intended);
      } catch (DuplicateUserException duplicate) {
        Optional<User> earlier = repeated(newUser, duplicate).flatMap(this::finish);
        if (earlier.isPresent()) {
          return earlier.get();
        }
        // Whoever was in the way is gone by now.
        if (!engine.calls().pause(attempt, deadline)) {
          throw duplicate;
        }
        continue;
      }
      engine.steps().step(intended.user().id(), Phase.INTENDED);
      if (intended.isComplete()) {
        engine.steps().step(intended.user().id(), Phase.COMPLETED);
        return intended.user();
      }
      return ended(new Claim(intended, lease.owner(), null), work::complete);
    }
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return CompletableFuture.supplyAsync(() -> provision(newUser), engine.executor());
  }

  /**
   * Finds the user of an earlier call that this one repeats.
   *
   * @return that user, or empty if there is none any more
   * @throws DuplicateUserException if the user in the way is another
   */
  private Optional<StoredUser> repeated(NewUser newUser, DuplicateUserException duplicate) {
    Optional<StoredUser> earlier = earlier(newUser);
    if (earlier.isPresent()) {
      return earlier;
    }
    Optional<StoredUser> holder = holder(newUser, duplicate.field());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    // An id once given to a removed user is never given again.
    throw holder.get().user().state() == UserState.DEPROVISIONING
        ? new DuplicateUserException(duplicate.field(), value(newUser, duplicate.field()), true)
        : duplicate;
  }

  private Optional<StoredUser> earlier(NewUser newUser) {
    String key = newUser.idempotencyKey();
    if (key == null) {
      return Optional.ofNullable(newUser.id())
          .flatMap(engine.users()::findById)
          .filter(stored -> stored.user().state() != UserState.REMOVED)
          .filter(stored -> isSame(newUser, stored));
    }
    Optional<StoredUser> earlier = engine.users().findByIdempotencyKey(key);
    if (earlier.isPresent() && !isSame(newUser, earlier.get())) {
      throw new InvalidInputException(
          "idempotencyKey", "new for every registration", "was used for another user");
    }
    return earlier;
  }

  private static boolean isSame(NewUser newUser, StoredUser stored) {
    String username = stored.user().username();
    boolean sameName =
        newUser.username() == null
            ? username == null
            : username != null
                && User.usernameKey(username).equals(User.usernameKey(newUser.username()));
    return sameName && (newUser.id() == null || newUser.id().equals(stored.user().id()));
  }

  private Optional<StoredUser> holder(NewUser newUser, Field field) {
    String value = value(newUser, field);
    return switch (field) {
      case USERNAME -> engine.users().findByUsername(value);
      case ID -> engine.users().findById(UserId.of(value));
      case IDEMPOTENCY_KEY -> engine.users().findByIdempotencyKey(value);
    };
  }

  private static String value(NewUser newUser, Field field) {
    return switch (field) {
      case USERNAME -> String.valueOf(newUser.username());
      case ID -> String.valueOf(newUser.id());
      case IDEMPOTENCY_KEY -> String.valueOf(newUser.idempotencyKey());
    };
  }

  @Override
  public Optional<User> find(UserId id) {
    return engine.users().findById(id).map(StoredUser::user);
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return engine.users().findByUsername(username).map(StoredUser::user);
  }

  @Override
  public Optional<User> findByResource(String arn) {
    return engine.users().findByResource(arn).map(StoredUser::user);
  }

  @Override
  public Stream<User> list() {
    return engine.users().stream().map(StoredUser::user);
  }

  @Override
  public Optional<User> resume(UserId id) {
    return engine.users().findById(id).flatMap(this::finish);
  }

  /** Brings a user to an end, whoever began it; empty if the user is gone. */
  private Optional<User> finish(StoredUser stored) {
    if (stored.isComplete() && stored.lease() == null) {
      return Optional.of(stored.user());
    }
    return engine
        .claim(stored.user().id())
        .flatMap(claim -> work.finish(claim, begun -> Optional.of(ended(begun, work::complete))));
  }

  private User ended(Claim claim, Function<Claim, User> end) {
    try {
      return end.apply(claim);
    } catch (LeaseLostException e) {
      // Another worker took the user over; what becomes of the user is decided there.
      return resume(claim.id()).orElseThrow(() -> e);
    }
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
    User user = resume(id).orElseThrow(() -> new UserNotFoundException(id.value()));
    if (user.resource(kind) != null) {
      return user;
    }
    Claim claim = claim(id, DefaultUserProvisioner::hasEverything);
    if (claim.user().resource(kind) != null) {
      engine.release(claim, null);
      return claim.user();
    }
    Attempt before = claim.stored().attempt();
    Set<ResourceKind> wanted = EnumSet.of(kind);
    wanted.addAll(before.wanted());
    Attempt attempt = new Attempt(before.id(), before.resourceName(), wanted);
    engine.users().changeAttempt(id, claim.owner(), attempt, engine.now());
    return ended(claim.with(claim.stored().with(attempt)), work::extend);
  }

  /** Takes the lease on a user of whom nothing is left to do first. */
  private Claim claim(UserId id, Predicate<StoredUser> ready) {
    Claim claim = engine.claim(id).orElseThrow(() -> new UserNotFoundException(id.value()));
    if (!ready.test(claim.stored())) {
      // Someone else began something in between, and it comes first.
      engine.users().release(id, claim.owner(), engine.now(), claim.stored().problem());
      throw new UserBusyException(id.value());
    }
    return claim;
  }

  @Override
  public User rotateStreamKey(UserId id, WhenLive whenLive) {
    return withStreamKey(change(id, ChannelChange.STREAM_KEY, whenLive));
  }

  @Override
  public User changeChannel(UserId id, ChannelSettings settings, WhenLive whenLive) {
    return change(id, new ChannelChange.Settings(settings, whenLive == WhenLive.WAIT), whenLive);
  }

  private User change(UserId id, ChannelChange change, WhenLive whenLive) {
    StoredUser stored =
        engine.users().findById(id).orElseThrow(() -> new UserNotFoundException(id.value()));
    if (!hasEverything(stored) && resume(id).isEmpty()) {
      throw new UserNotFoundException(id.value());
    }
    Set<ChannelChange> due =
        whenLive == WhenLive.STOP ? Set.of(change, ChannelChange.STREAM_STOP) : Set.of(change);
    Claim claim = claim(id, DefaultUserProvisioner::hasEverything);
    return ended(changes.begin(claim, due, whenLive != WhenLive.REFUSE), work::complete);
  }

  /** Tells whether all resources are there; one of them may have to be changed yet. */
  private static boolean hasEverything(StoredUser stored) {
    return stored.withDue(Set.of()).isComplete();
  }

  /** Asks for the key if another worker has created it and the repository does not store it. */
  private User withStreamKey(User user) {
    Channel channel = user.channel();
    if (channel == null || channel.streamKey() != null) {
      return user;
    }
    return engine
        .channels()
        .get(channel.arn())
        .map(Channel::streamKey)
        .map(key -> user.with(channel.with(key), user.updatedAt()))
        .orElse(user);
  }

  @Override
  public void deprovision(UserId id) {
    engine.claim(id).ifPresent(work::remove);
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
