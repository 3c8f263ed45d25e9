package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallScope;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.ForwardingOperations;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.aws.QuotaTransport;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.OverlappingTime;
import io.streamcat.user.NewUser;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations at AWS's rates, on a clock on which waits overlap. */
@Guarantee({"AWS-11", "AWS-12"})
class AdmissionTest {

  private static final Duration PACE = Duration.ofMillis(200);
  private static final Duration LATENCY = Duration.ofMillis(200);

  private final OverlappingTime time = new OverlappingTime();
  private final QuotaTransport transport = new QuotaTransport(time, time, LATENCY);
  private final InMemoryAws aws =
      new InMemoryAws(() -> ChronoUnit.NANOS.between(Scheduler.START, time.instant()), 1);
  private final UserRepository users = UserRepository.inMemory();
  private final AtomicInteger hashed = new AtomicInteger();
  private UserProvisioner provisioner;

  @BeforeEach
  void start() {
    provisioner = provisioner(FailurePolicy.ROLL_BACK);
  }

  private UserProvisioner provisioner(FailurePolicy policy) {
    return provisioner(policy, false);
  }

  private static <R extends AwsResource, S> ResourceOperations<R, S> forwarding(
      ResourceOperations<R, S> operations) {
    return new ForwardingOperations<>(operations) {};
  }

  private UserProvisioner provisioner(FailurePolicy policy, boolean isReplaced) {
    AwsCalls calls =
        AwsCalls.create(
            new CallSettings(
                time, time, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5)),
            new CallListener() {},
            CallLimiter.standard(time));
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

  private ProvisioningSettings settings(FailurePolicy policy) {
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
        defaults.asyncLimit());
  }

  private record CountingHasher(AtomicInteger hashed) implements PasswordHasher {

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
  private record Answer(int number, Duration took, @Nullable RuntimeException failure) {

    boolean isServed() {
      return failure == null;
    }
  }

  private List<Answer> arrive(int count, Duration within, IntFunction<Supplier<?>> call) {
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

  private Answer answer(int number, Supplier<?> call) {
    Instant began = time.instant();
    RuntimeException failure = null;
    try {
      var unused = call.get();
    } catch (RuntimeException e) {
      failure = e;
    }
    return new Answer(number, Duration.between(began, time.instant()), failure);
  }

  private void sleep(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Supplier<?> signUp(int i) {
    return () ->
        provisioner.provision(new NewUser(null, "user-" + number(i), EmulatedAws.PASSWORD, null));
  }

  private static String number(int i) {
    return String.valueOf(1_000 + i);
  }

  private List<String> created(String type) {
    return aws.resources().stream()
        .filter(resource -> resource.type().equals(type))
        .map(InMemoryAws.Existing::arn)
        .toList();
  }

  @Test
  void provision_burstWithForwardingOperations_beginsOnlyServableRegistrations() {
    provisioner = provisioner(FailurePolicy.ROLL_BACK, true);

    List<Answer> answers = arrive(300, Duration.ofSeconds(10), this::signUp);

    assertThat(answers)
        .filteredOn(answer -> !answer.isServed())
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.failure()).isInstanceOf(OverloadedException.class));
    assertThat(transport.calls("DeleteChannel")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 500})
  void provision_burstInTenSeconds_servesServableOnesInOrderAndBeginsNoOthers(int count) {
    List<Answer> answers = arrive(count, Duration.ofSeconds(10), this::signUp);

    List<Answer> served = answers.stream().filter(Answer::isServed).toList();
    // Three immediately, then five a second until 27 seconds after the last arrival.
    int most = Math.min(count, 3 + 5 * 37);
    assertThat(served).hasSizeBetween(Math.min(count, most - 3), most);
    assertThat(answers.get(0).isServed()).as("the first to arrive").isTrue();
    assertThat(served)
        .allSatisfy(answer -> assertThat(answer.took()).isLessThan(Duration.ofSeconds(30)));
    assertThat(ends(served, count)).as("first come, first served").isSorted();
    assertThat(answers)
        .filteredOn(answer -> !answer.isServed())
        .allSatisfy(
            answer -> {
              assertThat(answer.failure()).isInstanceOf(OverloadedException.class);
              assertThat(((StreamCatException) answer.failure()).retryable()).isTrue();
              assertThat(((OverloadedException) answer.failure()).expectedWait())
                  .isGreaterThan(Duration.ofSeconds(26));
              assertThat(answer.took()).isZero();
            });
    assertThat(transport.throttled()).isZero();
    assertThat(hashed)
        .as("passwords of rejected registrations are not hashed")
        .hasValue(served.size());
    assertThat(users.stream()).hasSize(served.size()).allMatch(r -> r.state() == UserState.ACTIVE);
    assertThat(created("channel")).hasSize(served.size());
    assertThat(created("room")).hasSize(served.size());
    assertThat(created("stage")).hasSize(served.size());
    assertThat(transport.calls("DeleteChannel")).isZero();
    assertThat(transport.calls("DeleteRoom")).isZero();
    assertThat(transport.calls("DeleteStage")).isZero();
  }

  private static List<Duration> ends(List<Answer> answers, int count) {
    return answers.stream()
        .map(
            answer ->
                Duration.ofSeconds(10)
                    .multipliedBy(answer.number())
                    .dividedBy(count)
                    .plus(answer.took()))
        .toList();
  }

  @Test
  void provision_shorterTimeout_isRejectedWhereALongerOneIsServed() {
    List<Answer> answers =
        arrive(
            50,
            Duration.ofMillis(500),
            i ->
                () ->
                    provisioner.provision(
                        NewUser.withId(number(i)), Duration.ofSeconds(i % 2 == 0 ? 5 : 20)));

    assertThat(answers).filteredOn(answer -> answer.number() % 2 == 1).allMatch(Answer::isServed);
    assertThat(answers)
        .filteredOn(answer -> !answer.isServed())
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.failure()).isInstanceOf(OverloadedException.class));
  }

  @Test
  void provision_createIsThrottled_isRepeatedWithoutQueueingAgain() {
    transport.fail("CreateStage", "ThrottlingException", 8);

    List<Answer> answers = arrive(120, Duration.ofSeconds(1), this::signUp);

    assertThat(answers).allMatch(Answer::isServed);
    assertThat(transport.throttled()).as("delayed by their own retries").isZero();
    assertThat(transport.calls("DeleteChannel")).isZero();
  }

  @Test
  void provision_usernameIsTakenWhileOthersWait_isRejectedImmediatelyAndTakesNoTurn() {
    provisioner.provision(new NewUser(null, "todd", null, null));

    List<Answer> answers =
        arrive(
            60,
            Duration.ofSeconds(6),
            i ->
                i % 2 == 0
                    ? () -> provisioner.provision(NewUser.withId(number(i)))
                    : () -> provisioner.provision(new NewUser(null, "todd", null, null)));

    assertThat(answers)
        .filteredOn(answer -> answer.number() % 2 == 1)
        .allSatisfy(
            answer -> {
              assertThat(answer.failure()).isInstanceOf(DuplicateUserException.class);
              assertThat(answer.took()).isZero();
            });
    // Thirty registrations at five a second in six seconds wait only for each other.
    assertThat(answers)
        .filteredOn(answer -> answer.number() % 2 == 0)
        .allSatisfy(
            answer ->
                assertThat(answer.took()).isLessThanOrEqualTo(LATENCY.plus(PACE.multipliedBy(2))));
  }

  @Test
  void provision_repeatedWhileTheQueueIsTooLong_returnsTheUserOrReportsTheDuplicate() {
    provisioner.provision(NewUser.withId("todd").withUsername("todd"));

    List<Answer> answers =
        arrive(
            900,
            Duration.ofSeconds(3),
            i ->
                switch (i % 3) {
                  case 0 -> () -> provisioner.provision(NewUser.withId("todd"));
                  case 1 -> () -> provisioner.provision(new NewUser(null, "todd", null, null));
                  default -> signUp(i);
                });

    assertThat(answers).filteredOn(answer -> answer.number() % 3 == 0).allMatch(Answer::isServed);
    assertThat(answers)
        .filteredOn(answer -> answer.number() % 3 == 1)
        .allSatisfy(
            answer -> assertThat(answer.failure()).isInstanceOf(DuplicateUserException.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 200})
  void provision_backgroundBulk_usesTheWholeRateAndIsNeverThrottled(int threads) {
    int count = 200;
    AtomicInteger next = new AtomicInteger();
    Instant began = time.instant();

    time.all(
        IntStream.range(0, threads)
            .<Supplier<Integer>>mapToObj(
                thread ->
                    () -> {
                      int done = 0;
                      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        int number = i;
                        CallScope.withPriority(
                            CallPriority.BACKGROUND,
                            () ->
                                provisioner.provision(
                                    NewUser.withId(number(number)), Duration.ofMinutes(5)));
                        done++;
                      }
                      return done;
                    })
            .toList());

    Duration taken = Duration.between(began, time.instant());
    // At least 0.99 of the rate, without the time of the last calls.
    assertThat(taken.minus(LATENCY))
        .isLessThanOrEqualTo(PACE.multipliedBy(count).multipliedBy(100).dividedBy(99));
    assertThat(transport.throttled()).isZero();
    assertThat(created("stage")).hasSize(count);
  }

  @Test
  void provision_whileABackfillRuns_isServedImmediately() {
    List<Answer> answers =
        arrive(
            120,
            Duration.ofSeconds(12),
            i ->
                i % 10 == 9
                    ? signUp(i)
                    : () ->
                        CallScope.withPriority(
                            CallPriority.BACKGROUND,
                            () ->
                                provisioner.provision(
                                    NewUser.withId(number(i)), Duration.ofMinutes(5))));

    assertThat(answers).allMatch(Answer::isServed);
    assertThat(answers)
        .filteredOn(answer -> answer.number() % 10 == 9)
        .allSatisfy(
            answer ->
                assertThat(answer.took()).isLessThanOrEqualTo(LATENCY.plus(PACE.multipliedBy(2))));
    assertThat(transport.throttled()).isZero();
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void provision_awsReturnsOnlyErrors_endsInTimeUnderEitherPolicy(FailurePolicy policy) {
    for (String create : List.of("CreateChannel", "CreateRoom", "CreateStage")) {
      transport.fail(create, "InternalServerException", 1_000);
    }

    UserProvisioner failing = provisioner(policy);
    Answer answer = answer(0, () -> failing.provision(NewUser.withId("todd")));

    // The in-memory AWS never cuts a call short.
    assertThat(answer.took()).isLessThanOrEqualTo(Duration.ofSeconds(30).plus(LATENCY));
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(
            () -> {
              throw answer.failure();
            })
        .withMessageContaining("recovery");
    for (String create : List.of("CreateChannel", "CreateRoom", "CreateStage")) {
      transport.fail(create, "InternalServerException", 0);
    }
    sleep(Duration.ofMinutes(10));
    RecoveryReport report = failing.recovery().run();
    assertThat(policy == FailurePolicy.RESUME ? report.completed() : report.removed()).hasSize(1);
    assertThat(created("channel")).hasSize(policy == FailurePolicy.RESUME ? 1 : 0);
  }
}
