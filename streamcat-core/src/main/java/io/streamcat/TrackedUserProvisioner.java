package io.streamcat;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.provisioning.Backlog;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.Reconciler;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A provisioner that registers its calls, so that {@link StreamCat#close} waits for them and later
 * calls are rejected.
 *
 * @param users the provisioner that does the work
 * @param work the calls under way
 */
record TrackedUserProvisioner(UserProvisioner users, WorkInProgress work)
    implements UserProvisioner {

  @Override
  public User provision(NewUser newUser) {
    return work.run(() -> users.provision(newUser));
  }

  @Override
  public User provision(NewUser newUser, Duration timeout) {
    return work.run(() -> users.provision(newUser, timeout));
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return work.start(() -> users.provisionAsync(newUser));
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout) {
    return work.start(() -> users.provisionAsync(newUser, timeout));
  }

  @Override
  public EnqueueReport enqueue(Stream<NewUser> newUsers) {
    return work.run(() -> users.enqueue(newUsers));
  }

  @Override
  public Backlog backlog() {
    return work.run(users::backlog);
  }

  @Override
  public int cancelQueued() {
    return work.run(users::cancelQueued);
  }

  @Override
  public Optional<User> find(UserId id) {
    return work.run(() -> users.find(id));
  }

  @Override
  public Optional<User> findByUsername(String username) {
    return work.run(() -> users.findByUsername(username));
  }

  @Override
  public Optional<User> findByResource(String arn) {
    return work.run(() -> users.findByResource(arn));
  }

  @Override
  public List<User> findByChannels(Collection<String> channelArns) {
    return work.run(() -> users.findByChannels(channelArns));
  }

  @Override
  public Stream<User> list() {
    return work.run(users::list);
  }

  @Override
  public Map<ResourceKind, Home.Capacity> capacity() {
    return work.run(users::capacity);
  }

  @Override
  public Optional<User> resume(UserId id) {
    return work.run(() -> users.resume(id));
  }

  @Override
  public User ensureChannel(UserId id) {
    return work.run(() -> users.ensureChannel(id));
  }

  @Override
  public User ensureChatRoom(UserId id) {
    return work.run(() -> users.ensureChatRoom(id));
  }

  @Override
  public User ensureStage(UserId id) {
    return work.run(() -> users.ensureStage(id));
  }

  @Override
  public User forgo(UserId id, ResourceKind kind) {
    return work.run(() -> users.forgo(id, kind));
  }

  @Override
  public User rotateStreamKey(UserId id, LiveChannelPolicy policy) {
    return work.run(() -> users.rotateStreamKey(id, policy));
  }

  @Override
  public User changeChannel(
      UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy) {
    return work.run(() -> users.changeChannel(id, change, policy));
  }

  @Override
  public User changeChatRoom(UserId id, UnaryOperator<ChatRoomChange> change) {
    return work.run(() -> users.changeChatRoom(id, change));
  }

  @Override
  public User changeStage(UserId id, UnaryOperator<StageChange> change) {
    return work.run(() -> users.changeStage(id, change));
  }

  @Override
  public User rename(UserId id, String username) {
    return work.run(() -> users.rename(id, username));
  }

  @Override
  public User adopt(NewUser newUser, Existing existing) {
    return work.run(() -> users.adopt(newUser, existing));
  }

  @Override
  public Optional<User> checkAdoption(NewUser newUser, Existing existing) {
    return work.run(() -> users.checkAdoption(newUser, existing));
  }

  @Override
  public void deprovision(UserId id, ResourcePolicy policy) {
    var unused =
        work.run(
            () -> {
              users.deprovision(id, policy);
              return id;
            });
  }

  @Override
  public Suspensions suspensions() {
    return new TrackedSuspensions(users.suspensions(), work);
  }

  @Override
  public Recovery recovery() {
    return (limit, time, progress) -> work.run(() -> users.recovery().run(limit, time, progress));
  }

  @Override
  public Reconciler reconciler() {
    return new TrackedReconciler(users.reconciler(), work);
  }
}
