package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.ForwardingOperations;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.aws.QuotaTransport;
import io.streamcat.testing.OverlappingTime;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A provisioner at AWS's rates, on a clock on which waits overlap. */
abstract class AdmissionFixture {

  static final Duration PACE = Duration.ofMillis(200);
  static final Duration LATENCY = Duration.ofMillis(200);

  final OverlappingTime time = new OverlappingTime();
  final QuotaTransport transport = new QuotaTransport(time, time, LATENCY);
  final InMemoryAws aws =
      new InMemoryAws(() -> ChronoUnit.NANOS.between(Scheduler.START, time.instant()), 1);
  final UserRepository users = UserRepository.inMemory();
  final AtomicInteger hashed = new AtomicInteger();
  UserProvisioner provisioner;

  @BeforeEach
  void start() {
    provisioner = provisioner(FailurePolicy.ROLL_BACK);
  }

  UserProvisioner provisioner(FailurePolicy policy) {
    return provisioner(policy, false);
  }

  static <R extends AwsResource, S> ResourceOperations<R, S> forwarding(
      ResourceOperations<R, S> operations) {
    return new ForwardingOperations<>(operations) {};
  }

  UserProvisioner provisioner(FailurePolicy policy, boolean isReplaced) {
    return provisioner(policy, isReplaced, CallLimiter.standard(time));
  }

  UserProvisioner provisioner(FailurePolicy policy, boolean isReplaced, CallLimiter limiter) {
    AwsCalls calls = AwsCalls.create(SimulatedCalls.settings(time), new CallListener() {}, limiter);
    ChannelService channels = ChannelService.create(aws.ivs(transport), calls);
    ChatRoomService rooms = ChatRoomService.create(aws.ivschat(transport), calls);
    RealTimeService stages = RealTimeService.create(aws.ivsRealTime(transport), calls);
    return new DefaultUserProvisioner(
        new ProvisioningContext(
            users,
            new UserResources(
                channels,
                isReplaced ? forwarding(channels) : channels,
                ChannelSettings.defaults(),
                isReplaced ? forwarding(rooms) : rooms,
                ChatRoomSettings.defaults(),
                isReplaced ? forwarding(stages) : stages,
                StageSettings.defaults()),
            calls,
            time::all,
            settings(policy),
            () -> UUID.randomUUID().toString()),
        Runnable::run);
  }

  ProvisioningSettings settings(FailurePolicy policy) {
    ProvisioningSettings defaults =
        ProvisioningSettings.defaults("streamcat", Home.of("us-east-1", null));
    return new ProvisioningSettings(
        "streamcat",
        defaults.home(),
        policy,
        defaults.removalPolicy(),
        EnumSet.allOf(ResourceKind.class),
        defaults.naming(),
        defaults.usernames(),
        defaults.passwords(),
        new CountingHasher(hashed),
        defaults.reconciliationGracePeriod(),
        defaults.removalHook(),
        defaults.listener(),
        defaults.timeout(),
        null,
        defaults.quotas(),
        defaults.asyncLimit());
  }

  record CountingHasher(AtomicInteger hashed) implements PasswordHasher {

    @Override
    public PasswordHash hash(String password) {
      hashed.incrementAndGet();
      return new PasswordHash("hash");
    }

    @Override
    public boolean verify(String password, PasswordHash hash) {
      return false;
    }

    @Override
    public boolean canVerify(PasswordHash hash) {
      return false;
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
      return false;
    }
  }

  /**
   * The outcome of one registration.
   *
   * @param number its place in the order of arrival
   * @param took the time that its caller waited
   * @param failure its exception, or null
   */
  record Answer(int number, Duration took, @Nullable RuntimeException failure) {

    boolean isServed() {
      return failure == null;
    }
  }

  List<Answer> arrive(int count, Duration within, IntFunction<Supplier<?>> call) {
    return time.all(
        IntStream.range(0, count)
            .<Supplier<Answer>>mapToObj(
                i ->
                    () -> {
                      sleep(within.multipliedBy(i).dividedBy(count));
                      return answer(i, call.apply(i));
                    })
            .toList());
  }

  Answer answer(int number, Supplier<?> call) {
    Instant began = time.instant();
    RuntimeException failure = null;
    try {
      var unused = call.get();
    } catch (RuntimeException e) {
      failure = e;
    }
    return new Answer(number, Duration.between(began, time.instant()), failure);
  }

  void sleep(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String number(int i) {
    return String.valueOf(1_000 + i);
  }

  List<String> created(String type) {
    return aws.resources().stream()
        .filter(resource -> resource.type().equals(type))
        .map(InMemoryAws.Existing::arn)
        .toList();
  }
}
