package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.Backlog;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.reconciliation.DefaultReconciler;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.provisioning.internal.suspension.DefaultSuspensions;
import io.streamcat.realtime.StageChange;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
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
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

public final class DefaultUserProvisioner implements UserProvisioner {

  private final ProvisioningContext context;
  private final SignUps signUps;
  private final Admission admission;
  private final BulkRegistrations bulk;
  private final ProvisioningWorkflow workflow;
  private final RegisteredUsers users;
  private final ResourceRequests requests;
  private final SettingsCalls settings;
  private final ChannelCalls channels;
  private final Renaming renaming;
  private final AdoptionCalls adoptions;
  private final RemovalCalls removals;
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
    Registration registration = new Registration(context);
    this.admission = new Admission(context);
    this.bulk = new BulkRegistrations(context, registration);
    this.workflow = new ProvisioningWorkflow(context);
    this.users = new RegisteredUsers(context, workflow);
    this.signUps = new SignUps(context, registration, admission, executor, workflow, users);
    this.requests = new ResourceRequests(context, users, admission);
    this.settings = new SettingsCalls(context, users);
    this.channels = new ChannelCalls(context, users, settings);
    this.renaming = new Renaming(context, users);
    this.adoptions = new AdoptionCalls(context, registration, admission, workflow, users);
    this.removals = new RemovalCalls(context, workflow);
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
    return signUps.provision(newUser, timeout);
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser) {
    return provisionAsync(newUser, context.settings().timeout());
  }

  @Override
  public CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout) {
    return signUps.provisionAsync(newUser, timeout);
  }

  @Override
  public EnqueueReport enqueue(Stream<NewUser> newUsers) {
    return bulk.enqueue(Check.given("newUsers", newUsers));
  }

  @Override
  public Backlog backlog() {
    return bulk.backlog();
  }

  @Override
  public int cancelQueued() {
    return bulk.cancel();
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
  public Map<ResourceKind, Home.Capacity> capacity() {
    return context.capacity();
  }

  @Override
  public Optional<User> resume(UserId id) {
    return users.resume(id);
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
  public void deprovision(UserId id, ResourcePolicy policy) {
    removals.deprovision(id, policy);
  }

  @Override
  public User adopt(NewUser newUser, Existing existing) {
    return adoptions.adopt(newUser, existing);
  }

  @Override
  public Optional<User> checkAdoption(NewUser newUser, Existing existing) {
    return adoptions.check(newUser, existing);
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
