package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.error.ProvisioningException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which the three creates can fail, in every combination: afterwards each user is
 * complete with exactly one of each, or gone with none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultMatrix {

  private static final List<String> CREATES = List.of("CreateChannel", "CreateRoom", "CreateStage");
  private static final List<String> LISTS = List.of("ListChannels", "ListRooms", "ListStages");
  private static final Duration STALE = Duration.ofSeconds(2);
  private static final boolean CAMPAIGN = Boolean.getBoolean("streamcat.campaign");

  private final EmulatedAws aws = new EmulatedAws();
  private final FailurePolicy policy;
  private final Map<Budget, Subject> subjects = new EnumMap<>(Budget.class);

  /** A StreamCat and its users. */
  record Subject(StreamCat streamcat, UserRepository users) {}

  /** What a create meets with. */
  enum Failing {
    LOST,
    ERROR,
    DROPPED,
    THROTTLED;

    FaultRule of(String create) {
      return switch (this) {
        case LOST -> FaultRule.responseLost(create);
        case ERROR -> FaultRule.error(create, "InternalServerException");
        case DROPPED -> FaultRule.dropBefore(create);
        case THROTTLED -> FaultRule.throttle(create);
      };
    }
  }

  /**
   * Whether there is time to get over the faults, or every second one ends in the failure policy.
   */
  enum Budget {
    AMPLE(Duration.ofMinutes(10)),
    TIGHT(Duration.ofSeconds(11));

    private final Duration operationTimeout;

    Budget(Duration operationTimeout) {
      this.operationTimeout = operationTimeout;
    }
  }

  FaultMatrix(FailurePolicy policy) {
    this.policy = policy;
    for (Budget budget : Budget.values()) {
      UserRepository users = UserRepository.inMemory();
      subjects.put(
          budget,
          new Subject(
              aws.streamCat()
                  .users(users)
                  .failurePolicy(policy)
                  .operationTimeout(budget.operationTimeout)
                  .build(),
              users));
    }
  }

  @AfterAll
  void close() {
    subjects.values().forEach(subject -> subject.streamcat().close());
    aws.close();
  }

  static Stream<Arguments> settings() {
    return Stream.of(Budget.values())
        .flatMap(budget -> Stream.of(false, true).map(stale -> Arguments.of(budget, stale)));
  }

  /**
   * With ample time nothing fails in the end and the policy makes no difference: there each of the
   * two test classes plays one half.
   */
  Stream<Arguments> settingsOfCombinations() {
    return settings()
        .filter(
            setting ->
                CAMPAIGN
                    || setting.get()[0] == Budget.TIGHT
                    || setting.get()[1].equals(policy == FailurePolicy.RESUME));
  }

  /** Up to three faults of any kind, one after the other, on each create alone: 84 sequences. */
  @ParameterizedTest(name = "{0} time, stale lists: {1}")
  @MethodSource("settings")
  void everySequenceOnOneCreate_leavesOneOfEachOrNothing(Budget budget, boolean stale) {
    for (String create : CREATES) {
      for (List<Failing> sequence : sequences(3)) {
        provision(budget, stale, List.of(new Faults(create, sequence)));
      }
    }
  }

  /**
   * None, or one to three faults of one kind, on each of the three creates at once: 13 × 13 × 13;
   * fewer where only the campaign has the time.
   */
  @ParameterizedTest(name = "{0} time, stale lists: {1}")
  @MethodSource("settingsOfCombinations")
  void everyCombinationOnAllCreates_leavesOneOfEachOrNothing(Budget budget, boolean stale) {
    List<List<Failing>> runs = runs(budget, stale);
    for (List<Failing> channel : runs) {
      for (List<Failing> room : runs) {
        for (List<Failing> stage : runs) {
          provision(
              budget,
              stale,
              List.of(
                  new Faults("CreateChannel", channel),
                  new Faults("CreateRoom", room),
                  new Faults("CreateStage", stage)));
        }
      }
    }
  }

  /** What one create meets with. */
  record Faults(String create, List<Failing> sequence) {}

  private void provision(Budget budget, boolean stale, List<Faults> faults) {
    aws.reset();
    Subject subject = subjects.get(budget);
    for (Faults each : faults) {
      for (Failing failing : each.sequence()) {
        aws.emulator().faults().add(failing.of(each.create()));
      }
    }
    if (stale) {
      LISTS.forEach(list -> aws.emulator().faults().add(FaultRule.staleList(list, STALE)));
    }
    String description = budget + " " + policy + (stale ? " stale " : " ") + faults;
    try {
      User user = subject.streamcat().users().provision(NewUser.of("todd", PASSWORD));
      assertThat(user.resourceKinds()).as(description).hasSize(3);
    } catch (ProvisioningException e) {
      assertThat(budget).as("failed in spite of time: %s", e).isEqualTo(Budget.TIGHT);
      finish(subject, new UserId(e.userId()));
    }
    try {
      Invariants.completeOrGone(aws, subject.users(), "todd");
    } catch (AssertionError e) {
      throw new AssertionError(description, e);
    }
    subject
        .users()
        .findByUsername("todd")
        .ifPresent(
            todd -> {
              aws.emulator().faults().clear();
              subject.streamcat().users().deprovision(todd.user().id());
            });
    assertThat(aws.emulator().resources()).as(description).isEmpty();
  }

  /**
   * Does what the policy says is to be done after a failure: resume until it succeeds, or let
   * recovery undo the rest.
   */
  private void finish(Subject subject, UserId id) {
    for (int i = 0; i < 5; i++) {
      if (policy == FailurePolicy.ROLL_BACK) {
        subject.streamcat().recovery().run();
      } else {
        try {
          subject.streamcat().users().resume(id);
          return;
        } catch (ProvisioningException e) {
          assertThat(e.retryable()).isTrue();
        }
      }
    }
  }

  private static List<List<Failing>> sequences(int longest) {
    List<List<Failing>> all = new ArrayList<>();
    List<List<Failing>> last = List.of(List.of());
    for (int length = 1; length <= longest; length++) {
      List<List<Failing>> longer = new ArrayList<>();
      for (List<Failing> sequence : last) {
        for (Failing failing : Failing.values()) {
          List<Failing> extended = new ArrayList<>(sequence);
          extended.add(failing);
          longer.add(extended);
        }
      }
      all.addAll(longer);
      last = longer;
    }
    return all;
  }

  private static List<List<Failing>> runs(Budget budget, boolean stale) {
    List<List<Failing>> runs = new ArrayList<>(List.of(List.of()));
    for (Failing failing : Failing.values()) {
      for (int times : howOften(budget, stale)) {
        runs.add(Collections.nCopies(times, failing));
      }
    }
    return runs;
  }

  private static int[] howOften(Budget budget, boolean stale) {
    if (CAMPAIGN || (budget == Budget.AMPLE && !stale)) {
      return new int[] {1, 2, 3};
    }
    return budget == Budget.AMPLE ? new int[] {1, 3} : new int[] {2};
  }
}
