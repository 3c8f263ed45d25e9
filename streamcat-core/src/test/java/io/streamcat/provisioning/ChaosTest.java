package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Users are registered and removed while every call of every operation may fail in any way; in the
 * end, records and AWS agree.
 */
@Tag("slow")
@Guarantee("PROV-03")
class ChaosTest {

  private static final int NAMES = 12;
  private static final int EVENTS = 60;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("streamcat.chaos.seeds", 4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyCalls_anyFailures_recordsMatchAwsAfterRecovery(long seed) {
    Random random = new Random(seed);
    FailurePolicy policy = random.nextBoolean() ? FailurePolicy.ROLL_BACK : FailurePolicy.RESUME;
    EnumSet<ResourceKind> atRegistration = EnumSet.allOf(ResourceKind.class);
    if (random.nextBoolean()) {
      atRegistration.remove(ResourceKind.STAGE);
    }
    UserRepository users = UserRepository.inMemory();
    // Sequentially, so that a seed always leads to the same run.
    try (EmulatedAws aws = new EmulatedAws(IvsEmulator.builder().seed(seed));
        StreamCat streamcat =
            aws.streamCat()
                .storage(s -> s.users(users))
                .users(u -> u.failurePolicy(policy).createAtRegistration(atRegistration))
                .executor(Runnable::run)
                .aws(a -> a.operationTimeout(Duration.ofSeconds(12)))
                .build()) {
      List.of(
              FaultRule.error(FaultRule.ANY_OPERATION, "InternalServerException").probability(0.08),
              FaultRule.responseLost(FaultRule.ANY_OPERATION).probability(0.08),
              FaultRule.dropBefore(FaultRule.ANY_OPERATION).probability(0.08),
              FaultRule.error(FaultRule.ANY_OPERATION, "ThrottlingException").probability(0.08),
              FaultRule.error(FaultRule.ANY_OPERATION, "AccessDeniedException").probability(0.04))
          .forEach(rule -> aws.emulator().faults().add(rule.times(0)));
      aws.emulator()
          .faults()
          .add(FaultRule.staleList(FaultRule.ANY_OPERATION, Duration.ofSeconds(2)));

      for (int i = 0; i < EVENTS; i++) {
        live(random, aws, streamcat, users);
      }
      aws.emulator().faults().clear();
      aws.time().advance(Duration.ofHours(1));
      assertThat(streamcat.recovery().run().failed()).isEmpty();

      List<User> alive =
          names()
              .map(users::findByUsername)
              .flatMap(Optional::stream)
              .map(UserRecord::user)
              .toList();
      for (User user : alive) {
        User whole = streamcat.users().ensureStage(user.id());
        Invariants.exactlyOneOfEach(aws, whole);
      }
      List<User> complete =
          names()
              .map(users::findByUsername)
              .flatMap(Optional::stream)
              .map(UserRecord::user)
              .toList();
      Invariants.nothingBeyond(aws, complete);
      Invariants.oneStreamKeyEach(aws, complete);
      assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    }
  }

  private static Stream<String> names() {
    return IntStream.range(0, NAMES).mapToObj(i -> "viewer" + i);
  }

  /** Performs a random operation on a random user; most operations fail. */
  private static void live(
      Random random, EmulatedAws aws, StreamCat streamcat, UserRepository users) {
    String name = "viewer" + random.nextInt(NAMES);
    Optional<UserRecord> known = users.findByUsername(name);
    try {
      if (known.isEmpty()) {
        streamcat.users().provision(NewUser.of(name, PASSWORD));
        return;
      }
      User user = known.get().user();
      switch (random.nextInt(6)) {
        case 0 -> streamcat.users().deprovision(user.id());
        case 1 -> streamcat.users().resume(user.id());
        case 2 -> streamcat.users().ensureStage(user.id());
        case 3 ->
            streamcat
                .users()
                .rotateStreamKey(
                    user.id(),
                    random.nextBoolean() ? LiveChannelPolicy.STOP : LiveChannelPolicy.REFUSE);
        case 4 -> streamcat.recovery().run();
        default -> {
          if (user.channel() != null && exists(aws, Objects.requireNonNull(user.channel()).arn())) {
            aws.emulator().startStream(user.channel().arn());
          }
        }
      }
    } catch (StreamCatException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static boolean exists(EmulatedAws aws, String arn) {
    return aws.emulator().resources().stream().anyMatch(resource -> resource.arn().equals(arn));
  }
}
