package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.testing.VirtualTime;
import io.streamcat.user.UserId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
            ChannelService.create(aws.ivs(transport), calls),
            ChannelSettings.defaults(),
            ChatRoomService.create(aws.ivschat(transport), calls),
            ChatRoomSettings.defaults(),
            RealTimeService.create(aws.ivsRealTime(transport), calls),
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
    return new UserRecord(
        record.key(),
        home,
        record.identity(),
        record.state(),
        record.resources(),
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
}
