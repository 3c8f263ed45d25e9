package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
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
 * All failures of the three creates in every combination: afterwards each user is complete with
 * exactly one resource of each kind, or gone with none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Guarantee("PROV-01")
abstract class FaultMatrix {

  private static final List<String> CREATES = List.of("CreateChannel", "CreateRoom", "CreateStage");
  private static final List<String> LISTS = List.of("ListChannels", "ListRooms", "ListStages");
  private static final List<String> GETS = List.of("GetChannel", "GetRoom", "GetStage");
  private static final Duration STALE = Duration.ofSeconds(2);

  /** A delay below the consistency window, within which an effect must become visible. */
  private static final Duration LATE_BY = Duration.ofSeconds(2);

  private static final boolean CAMPAIGN = Boolean.getBoolean("streamcat.campaign");

  private final EmulatedAws aws = new EmulatedAws();
  private final FailurePolicy policy;
  private final Map<Budget, Subject> subjects = new EnumMap<>(Budget.class);

  /** A StreamCat with its users. */
  record Subject(StreamCat streamcat, UserRepository users) {}

  /** The fault that strikes a create. */
  enum Failing {
    LOST,
    ERROR,
    DROPPED,
    THROTTLED,
    ERROR_AFTER,
    CUT_OFF,
    LATE,
    LATE_ERROR;

    /** The faults of all combinations; the others strike one create at a time. */
    static final List<Failing> BASIC = List.of(LOST, ERROR, DROPPED, THROTTLED);

    FaultRule of(String create) {
      return switch (this) {
        case LOST -> FaultRule.responseLost(create);
        case ERROR -> FaultRule.error(create, "InternalServerException");
        case DROPPED -> FaultRule.dropBefore(create);
        case THROTTLED -> FaultRule.throttle(create);
        case ERROR_AFTER -> FaultRule.errorAfter(create, "InternalServerException");
        case CUT_OFF -> FaultRule.bodyCutOff(create);
        case LATE -> FaultRule.lateEffect(create, LATE_BY);
        case LATE_ERROR -> FaultRule.lateEffect(create, LATE_BY, "InternalServerException");
      };
    }
  }

  /**
   * The time available: enough to survive the faults, or so little that every second fault leads to
   * the failure policy.
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
                  .storage(s -> s.users(users))
                  .users(u -> u.failurePolicy(policy))
                  .aws(a -> a.operationTimeout(budget.operationTimeout))
                  .build(),
              users));
    }
  }

  @AfterAll
  void close() {
    subjects.values().forEach(subject -> subject.streamcat().close());
    aws.close();
  }

  /** The visibility of a new resource in AWS. */
  enum Showing {
    ALL,
    STALE_LISTS,
    LATE_GETS_AND_TAGS
  }

  static Stream<Arguments> settings() {
    return Stream.of(Budget.values())
        .flatMap(
            budget -> Stream.of(Showing.values()).map(showing -> Arguments.of(budget, showing)));
  }

  /** Outside the campaign, lists are stale in all combinations: then the most can go wrong. */
  Stream<Arguments> settingsOfCombinations() {
    return settings()
        .filter(
            setting ->
                CAMPAIGN
                    ? setting.get()[1] != Showing.LATE_GETS_AND_TAGS
                    : setting.get()[1] == Showing.STALE_LISTS);
  }

  /**
   * One fault of any kind on each create alone, or with little time, stale lists and roll-back up
   * to two in sequence: 72 sequences; in the campaign up to three.
   */
  @ParameterizedTest(name = "{0} time, showing {1}")
  @MethodSource("settings")
  void provision_everyFaultSequenceOnOneCreate_leavesOneOfEachOrNothing(
      Budget budget, Showing showing) {
    // Outside the campaign, pairs where most can go wrong.
    boolean pairs =
        budget == Budget.TIGHT
            && showing == Showing.STALE_LISTS
            && policy == FailurePolicy.ROLL_BACK;
    List<List<Failing>> sequences = sequences(CAMPAIGN ? 3 : pairs ? 2 : 1);
    for (String create : CREATES) {
      for (List<Failing> sequence : sequences) {
        provision(budget, showing, List.of(new Faults(create, sequence)));
      }
    }
  }

  /**
   * No fault, or one to three faults of one kind, on each of the three creates together: 13 × 13 ×
   * 13 in the campaign. Otherwise 5 × 5 × 5 with two faults and little time. With ample time each
   * create is repeated until it succeeds, so that every pair of two creates is enough: 25, with one
   * fault in one test class and three in the other.
   */
  @ParameterizedTest(name = "{0} time, showing {1}")
  @MethodSource("settingsOfCombinations")
  void provision_everyFaultCombinationOnAllCreates_leavesOneOfEachOrNothing(
      Budget budget, Showing showing) {
    List<List<Failing>> runs = runs(budget);
    int n = runs.size();
    for (int channel = 0; channel < n; channel++) {
      for (int room = 0; room < n; room++) {
        for (int stage = 0; stage < n; stage++) {
          // A Latin square, which has each pair of any two creates once.
          if (CAMPAIGN || budget == Budget.TIGHT || stage == (channel + room) % n) {
            provision(
                budget,
                showing,
                List.of(
                    new Faults("CreateChannel", runs.get(channel)),
                    new Faults("CreateRoom", runs.get(room)),
                    new Faults("CreateStage", runs.get(stage))));
          }
        }
      }
    }
  }

  /** The faults of one create. */
  record Faults(String create, List<Failing> sequence) {}

  private void provision(Budget budget, Showing showing, List<Faults> faults) {
    aws.reset();
    Subject subject = subjects.get(budget);
    for (Faults each : faults) {
      for (Failing failing : each.sequence()) {
        aws.emulator().faults().add(failing.of(each.create()));
      }
    }
    if (showing == Showing.STALE_LISTS) {
      LISTS.forEach(list -> aws.emulator().faults().add(FaultRule.staleList(list, STALE)));
    } else if (showing == Showing.LATE_GETS_AND_TAGS) {
      GETS.forEach(get -> aws.emulator().faults().add(FaultRule.newNotFound(get, STALE)));
      aws.emulator().faults().add(FaultRule.lateTags("*", STALE));
    }
    String description = budget + " " + policy + " " + showing + " " + faults;
    try {
      User user = subject.streamcat().users().provision(NewUser.of("todd", PASSWORD));
      assertThat(user.resourceKinds()).as(description).hasSize(3);
    } catch (ProvisioningException e) {
      assertThat(budget).as("failed despite ample time: %s", e).isEqualTo(Budget.TIGHT);
      finish(subject, new UserId(e.userId()));
    }
    aws.time().advance(LATE_BY);
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
   * Follows the policy after a failure: resumes until the call succeeds, or runs recovery to undo
   * the rest.
   */
  private void finish(Subject subject, UserId id) {
    for (int i = 0; i < 5; i++) {
      if (policy == FailurePolicy.ROLL_BACK) {
        aws.recover(subject.streamcat());
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

  private List<List<Failing>> runs(Budget budget) {
    List<List<Failing>> runs = new ArrayList<>(List.of(List.of()));
    for (Failing failing : Failing.BASIC) {
      for (int times : howOften(budget)) {
        runs.add(Collections.nCopies(times, failing));
      }
    }
    return runs;
  }

  private int[] howOften(Budget budget) {
    if (CAMPAIGN) {
      return new int[] {1, 2, 3};
    }
    if (budget == Budget.TIGHT) {
      return new int[] {2};
    }
    return policy == FailurePolicy.RESUME ? new int[] {1} : new int[] {3};
  }
}
