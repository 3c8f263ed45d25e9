package io.streamcat.spring.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.Backlog;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.StageChange;
import io.streamcat.repository.Home;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user provisioner with observations of the duration and outcome of each change. */
final class ObservedUserProvisioner implements UserProvisioner {

  private final UserProvisioner users;
  private final ObservationRegistry registry;
  private final Suspensions suspensions;
  private final Recovery recovery;
  private final Reconciler reconciler;

  /**
   * Creates an observed provisioner.
   *
   * @param users the provisioner that does the work
   * @param registry the registry of the observations
   * @param plans receives each reconciliation plan
   */
  ObservedUserProvisioner(
      UserProvisioner users, ObservationRegistry registry, Consumer<ReconciliationPlan> plans) {
    this.users = users;
    this.registry = registry;
    this.suspensions = new ObservedSuspensions(users.suspensions(), this);
    this.recovery =
        (limit, time, progress) ->
            observe("recovery", () -> users.recovery().run(limit, time, progress));
    this.reconciler = new ObservedReconciler(users.reconciler(), this, plans);
  }

  <T> T observe(String name, Supplier<T> work) {
    Observation observation = start(name);
    try {
      T result = observation.scoped(work);
      end(observation, null);
      return result;
    } catch (RuntimeException e) {
      end(observation, e);
      throw e;
    }
  }

  private Observation start(String name) {
    return Observation.start("streamcat." + name, registry);
  }

  private static void end(Observation observation, @Nullable Throwable failure) {
    observation.lowCardinalityKeyValue("outcome", outcome(failure));
    if (failure != null) {
      observation.error(failure);
    }
    observation.stop();
  }

  private static String outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return "success";
    }
    if (failure instanceof InvalidInputException) {
      return "invalid";
    }
    if (failure instanceof DuplicateUserException) {
      return "duplicate";
    }
    if (failure instanceof UserBusyException) {
      return "busy";
    }
    if (failure instanceof OverloadedException) {
      return "overloaded";
    }
    return failure instanceof UserNotFoundException ? "not-found" : "failure";
  }

  @Override
  public User provision(NewUser newUser) {
    return observe("provision", () -> users.provision(newUser));
  }

  @Override
  public User provision(NewUser newUser, Duration timeout) {
    return observe("provision", () -> users.provision(newUser, timeout));
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return observeAsync(() -> users.provisionAsync(newUser));
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout) {
    return observeAsync(() -> users.provisionAsync(newUser, timeout));
  }

  @Override
  public EnqueueReport enqueue(Stream<NewUser> newUsers) {
    return observe("enqueue", () -> users.enqueue(newUsers));
  }

  @Override
  public Backlog backlog() {
    return users.backlog();
  }

  @Override
  public int cancelQueued() {
    return observe("cancel", users::cancelQueued);
  }

  private CompletableFuture<User> observeAsync(Supplier<CompletableFuture<User>> call) {
    Observation observation = start("provision");
    CompletableFuture<User> user;
    try {
      user = call.get();
    } catch (RuntimeException e) {
      end(observation, e);
      throw e;
    }
    return user.whenComplete(
        (result, failure) ->
            end(
                observation,
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure));
  }

  @Override
  public Optional<User> find(UserId id) {
    return users.find(id);
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return users.findByUsername(username);
  }

  @Override
  public Optional<User> findByResource(String arn) {
    return users.findByResource(arn);
  }

  @Override
  public List<User> findByChannels(Collection<String> channelArns) {
    return users.findByChannels(channelArns);
  }

  @Override
  public Stream<User> list() {
    return users.list();
  }

  @Override
  public Map<ResourceKind, Home.Capacity> capacity() {
    return users.capacity();
  }

  @Override
  public Optional<User> resume(UserId id) {
    return observe("resume", () -> users.resume(id));
  }

  @Override
  public User ensureChannel(UserId id) {
    return observe("ensure", () -> users.ensureChannel(id));
  }

  @Override
  public User ensureChatRoom(UserId id) {
    return observe("ensure", () -> users.ensureChatRoom(id));
  }

  @Override
  public User ensureStage(UserId id) {
    return observe("ensure", () -> users.ensureStage(id));
  }

  @Override
  public User forgo(UserId id, ResourceKind kind) {
    return observe("forgo", () -> users.forgo(id, kind));
  }

  @Override
  public User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    return observe("rotate", () -> users.rotateStreamKey(id, policy));
  }

  @Override
  public User changeChannel(
      UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    return observe("change", () -> users.changeChannel(id, change, policy));
  }

  @Override
  public User changeChatRoom(UserId id, UnaryOperator<ChatRoomChange> change) {
    return observe("change", () -> users.changeChatRoom(id, change));
  }

  @Override
  public User changeStage(UserId id, UnaryOperator<StageChange> change) {
    return observe("change", () -> users.changeStage(id, change));
  }

  @Override
  public User rename(UserId id, String username) {
    return observe("rename", () -> users.rename(id, username));
  }

  @Override
  public User adopt(NewUser newUser, Existing existing) {
    return observe("adopt", () -> users.adopt(newUser, existing));
  }

  @Override
  public Optional<User> checkAdoption(NewUser newUser, Existing existing) {
    return users.checkAdoption(newUser, existing);
  }

  @Override
  public void deprovision(UserId id, ResourcePolicy policy) {
    observe(
        "deprovision",
        () -> {
          users.deprovision(id, policy);
          return id;
        });
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
