package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.provisioning.internal.reconciliation.DefaultReconciler;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.testing.Records;
import io.streamcat.testing.VirtualTime;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A context of provisioning on one thread, with AWS in memory and virtual time. */
abstract class ContextFixture {

  static final Duration LEASE = Duration.ofSeconds(125);
  static final UserId TODD = UserId.of("todd");
  static final Home HERE = Home.of("us-east-1", InMemoryAws.ACCOUNT);

  final VirtualTime time = new VirtualTime();
  final Instant start = time.instant();
  final InMemoryAws aws =
      new InMemoryAws(() -> ChronoUnit.NANOS.between(Scheduler.START, time.instant()), 1);
  final UserRepository users = UserRepository.inMemory();
  final List<ProvisioningStep> steps = new ArrayList<>();

  /** Runs before each pause between attempts, such as a stall of this server. */
  Runnable onPause = () -> {};

  final AwsCalls calls =
      SimulatedCalls.create(
          SimulatedCalls.settings(time),
          () -> {
            onPause.run();
            return 0;
          });
  private final AtomicInteger ids = new AtomicInteger();

  final FaultyTransport transport = new FaultyTransport();
  final ChannelService channels = ChannelService.create(aws.ivs(transport), calls);
  final ChatRoomService chatRooms = ChatRoomService.create(aws.ivschat(transport), calls);
  final RealTimeService stages = RealTimeService.create(aws.ivsRealTime(transport), calls);
  RemovalPolicy removalPolicy = RemovalPolicy.DELETE;
  RemovalHook removalHook = user -> {};

  final ProvisioningContext context = context(HERE, users);

  ProvisioningContext context(Home home, UserRepository store) {
    return context(home, store, null);
  }

  ProvisioningContext context(
      Home home, UserRepository store, @Nullable SpareSettings spareSettings) {
    ProvisioningSettings defaults = ProvisioningSettings.defaults("streamcat", home);
    return new ProvisioningContext(
        store,
        new UserResources(
            channels,
            ChannelSettings.defaults(),
            chatRooms,
            ChatRoomSettings.defaults(),
            stages,
            StageSettings.defaults()),
        calls,
        new TaskRunner() {
          @Override
          public <T> List<T> all(List<? extends Supplier<T>> tasks) {
            return tasks.stream().map(CallScope::carried).map(Supplier::get).toList();
          }
        },
        new ProvisioningSettings(
            "streamcat",
            home,
            defaults.failurePolicy(),
            removalPolicy,
            defaults.atRegistration(),
            defaults.naming(),
            defaults.usernames(),
            defaults.passwords(),
            defaults.hasher(),
            defaults.reconciliationGracePeriod(),
            user -> removalHook.beforeRemoval(user),
            steps::add,
            defaults.timeout(),
            spareSettings,
            defaults.quotas(),
            defaults.asyncLimit()),
        () -> "id-" + ids.incrementAndGet());
  }

  /** The store while a transaction of the caller is under way. */
  final UserRepository inTransaction() {
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) ->
                method.getName().equals("isTransactionActive")
                    ? true
                    : method.invoke(users, arguments));
  }

  /** The store, in which another write comes before or after the first update. */
  final UserRepository interrupted(Runnable beforeUpdate, Runnable afterUpdate) {
    AtomicInteger updates = new AtomicInteger();
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> {
              boolean isFirst = method.getName().equals("update") && updates.incrementAndGet() == 1;
              if (isFirst) {
                beforeUpdate.run();
              }
              Object result = method.invoke(users, arguments);
              if (isFirst) {
                afterUpdate.run();
              }
              return result;
            });
  }

  static UserRecord at(Home home, UserRecord record) {
    return copy(record.key(), home, record, record.resources());
  }

  static UserRecord copy(String key, Home home, UserRecord record, Resources resources) {
    return new UserRecord(
        key,
        home,
        record.identity(),
        record.state(),
        resources,
        record.resourceName(),
        record.own(),
        record.pending(),
        record.lease(),
        record.revision(),
        record.createdAt(),
        record.updatedAt());
  }

  UserRecord insert(UserRecord record) {
    users.insert(record);
    return record;
  }

  UserRecord todd() {
    return insert(at(HERE, active("todd", "todd")));
  }

  UserRecord stored() {
    return users.findById(TODD).orElseThrow();
  }

  /** Inserts a user whose registration begins. */
  UserRecord register(Set<ResourceKind> kinds) {
    UserRecord todd =
        UserRecord.intended(
            "key-1",
            HERE,
            identity("todd", "todd", null),
            "streamcat-todd",
            kinds,
            new Lease("registration", time.instant()),
            "writer",
            time.instant());
    users.insert(todd);
    return todd;
  }

  /** Registers a user who has resources of some kinds. */
  UserRecord registered(Set<ResourceKind> kinds) {
    UserRecord intended = register(kinds);
    LeasedUser claimed = context.tryClaim(intended, UnaryOperator.identity()).orElseThrow();
    assertThat(
            new ProvisioningWorkflow(context)
                .run(claimed, task -> true, FailurePolicy.RESUME)
                .failures())
        .isEmpty();
    steps.clear();
    return stored();
  }

  /** Returns the types of the resources in AWS, without stream keys. */
  List<String> existing() {
    return aws.resources().stream()
        .map(InMemoryAws.Existing::type)
        .filter(type -> !type.equals("stream-key"))
        .sorted()
        .toList();
  }

  /** Lets AWS deny an operation. */
  void deny(String operation) {
    answer(operation, 403, "AccessDeniedException");
  }

  /** Lets AWS answer each request of an operation with an error, without an effect. */
  void answer(String operation, int status, String code) {
    transport.before(
        operation,
        () -> {
          throw error(status, code);
        });
  }

  /** Returns an error of AWS. */
  static AwsServiceException error(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).errorMessage("on purpose").build())
        .build();
  }

  /** Returns the reconciliation of a server that uses a store. */
  DefaultReconciler reconciler(UserRepository store) {
    ProvisioningContext here = context(HERE, store);
    return new DefaultReconciler(here, new ProvisioningWorkflow(here));
  }

  boolean hasStep(Phase phase) {
    return steps.stream().map(ProvisioningStep::phase).anyMatch(phase::equals);
  }

  /** Another server claims the user, because this one has stalled, and its lease ends soon. */
  final void stallAt(String operation, UnaryOperator<UserRecord> change) {
    stallAt(operation, Duration.ofSeconds(1), change);
  }

  /** Another server claims the user for a time, because this one has stalled. */
  final void stallAt(String operation, Duration lease, UnaryOperator<UserRecord> change) {
    transport.before(
        operation,
        () -> {
          transport.clear();
          time.advance(LEASE);
          Records.claim(users, TODD, "other", time.instant().plus(lease));
          Records.change(users, TODD, change);
        });
  }
}
