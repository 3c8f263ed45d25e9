package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

/** Two regions or two accounts with users in one store. */
@Guarantee("RECON-04")
class ReconcilerHomesTest {

  private static final String ACCOUNT = "123456789012";
  private static final String OTHER_ACCOUNT = "999999999999";

  private final UserRepository users = UserRepository.inMemory();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final EmulatedAws here = aws("us-east-1", ACCOUNT);
  private final StreamCat ours = streamCat(here);

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private EmulatedAws aws(String region, String account) {
    EmulatedAws aws = new EmulatedAws(IvsEmulator.builder().region(region).accountId(account));
    open.add(aws);
    return aws;
  }

  private StreamCatBuilder builder(EmulatedAws aws) {
    return aws.streamCat()
        .aws(a -> a.region(Region.of(aws.emulator().region())))
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME));
  }

  private StreamCat streamCat(EmulatedAws aws) {
    StreamCat streamcat = builder(aws).build();
    open.add(streamcat);
    return streamcat;
  }

  private static void passALongTime(EmulatedAws... all) {
    for (EmulatedAws aws : all) {
      aws.time().advance(Duration.ofHours(2));
    }
  }

  private UserRecord stored(String id) {
    return users.findById(UserId.of(id)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999", "eu-west-1, 999999999999"})
  void plan_twoHomes_coversOnlyItsOwn(String region, String account) {
    EmulatedAws there = aws(region, account);
    User todd = ours.users().provision(NewUser.withId("todd"));
    User ann = streamCat(there).users().provision(NewUser.withId("ann"));
    ours.realTimeService().delete(todd.stage().arn());
    passALongTime(here, there);

    // A server that has just started knows no ARN yet.
    StreamCat theirs = streamCat(there);
    ReconciliationPlan plan = theirs.reconciler().planWithDrift();
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.users()).isEqualTo(1);
    assertThat(plan.resources()).isEqualTo(3);

    StreamCat restarted = streamCat(here);
    ReconciliationPlan own = restarted.reconciler().planWithDrift();
    assertThat(own.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.MISSING))
        .satisfies(finding -> assertThat(finding.userId()).isEqualTo(todd.id()));
    assertThat(restarted.reconciler().apply(own).done()).hasSize(1);
    Invariants.exactlyOneOfEach(here, stored("todd").user());
    Invariants.nothingBeyond(there, List.of(ann));
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999"})
  void apply_planOfAnotherHome_changesNothing(String region, String account) {
    EmulatedAws there = aws(region, account);
    User todd = ours.users().provision(NewUser.withId("todd"));
    streamCat(there).users().provision(NewUser.withId("ann"));
    ours.realTimeService().delete(todd.stage().arn());
    passALongTime(here, there);
    ReconciliationPlan plan = ours.reconciler().plan();
    UserRecord before = stored("todd");
    List<EmulatedResource> resources = there.emulator().resources();

    ReconciliationReport report = streamCat(there).reconciler().apply(plan);

    assertThat(report.failed().values()).singleElement().isInstanceOf(WrongHomeException.class);
    assertThat(stored("todd")).isEqualTo(before);
    assertThat(there.emulator().resources()).isEqualTo(resources);
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999"})
  void deprovision_inAnotherHome_isRejectedAndChangesNothing(String region, String account) {
    EmulatedAws there = aws(region, account);
    User todd = ours.users().provision(NewUser.withId("todd"));
    streamCat(there).users().provision(NewUser.withId("ann"));
    UserRecord before = stored("todd");
    StreamCat theirs = streamCat(there);
    List<EmulatedResource> resources = there.emulator().resources();

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> theirs.users().deprovision(todd.id()))
        .withMessageContaining("us-east-1 of account " + ACCOUNT);

    assertThat(stored("todd")).isEqualTo(before);
    assertThat(there.emulator().resources()).isEqualTo(resources);
    Invariants.exactlyOneOfEach(here, todd);
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999"})
  void recovery_usersOfAnotherHome_areSkipped(String region, String account) {
    EmulatedAws there = aws(region, account);
    StreamCat first = streamCat(there);
    first.users().provision(NewUser.withId("ann"));
    User todd = ours.users().provision(NewUser.withId("todd"));
    here.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> ours.users().deprovision(todd.id()));
    passALongTime(here, there);
    UserRecord before = stored("todd");
    List<EmulatedResource> resources = there.emulator().resources();

    assertThat(streamCat(there).recovery().run().isEmpty()).isTrue();

    assertThat(stored("todd")).isEqualTo(before);
    assertThat(there.emulator().resources()).isEqualTo(resources);
    assertThat(ours.recovery().run().removed()).containsExactly(todd.id());
    assertThat(here.emulator().resources()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, 123456789012", "us-east-1, 999999999999"})
  void plan_resourceOfAUserOfAnotherHome_isForeign(String region, String account) {
    EmulatedAws there = aws(region, account);
    User todd = ours.users().provision(NewUser.withId("todd"));
    StreamCat theirs = streamCat(there);
    String stray = theirs.chatRoomService().create("stray", todd.chatRoom().settings()).arn();
    passALongTime(here, there);

    ReconciliationPlan plan = theirs.reconciler().plan();

    assertThat(plan.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.FOREIGN))
        .satisfies(finding -> assertThat(finding.arn()).isEqualTo(stray))
        .satisfies(
            finding ->
                assertThat(finding.detail())
                    .isEqualTo("the user belongs to us-east-1 of account " + ACCOUNT));
    assertThat(theirs.reconciler().apply(plan).skipped().values())
        .containsExactly("it does not belong to a user of this store and home");
    assertThat(theirs.chatRoomService().get(stray)).isPresent();
  }

  @Test
  void plan_accountUnknown_isRejectedUntilItIsSet() {
    ours.users().provision(NewUser.withId("todd"));
    EmulatedAws empty = aws("us-east-1", OTHER_ACCOUNT);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamCat(empty).reconciler().planWithDrift())
        .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamCat(empty).reconciler().planWithDefaults())
        .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
    try (StreamCat there = builder(empty).aws(a -> a.account(OTHER_ACCOUNT)).build()) {
      ReconciliationPlan plan = there.reconciler().planWithDrift();
      assertThat(plan.findings()).isEmpty();
      assertThat(plan.users()).isZero();
    }
    // In their own account, too, the findings are trusted: everything is gone there.
    here.reset();
    try (StreamCat there = builder(here).aws(a -> a.account(ACCOUNT)).build()) {
      assertThat(there.reconciler().plan().count(Finding.Type.MISSING)).isEqualTo(3);
    }
  }

  @Test
  void plan_accountDiffersFromTheCredentials_isRejected() {
    ours.users().provision(NewUser.withId("todd"));
    EmulatedAws there = aws("us-east-1", OTHER_ACCOUNT);
    streamCat(there).users().provision(NewUser.withId("ann"));

    try (StreamCat mistaken = builder(there).aws(a -> a.account(ACCOUNT)).build()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> mistaken.reconciler().plan())
          .withMessageContaining(OTHER_ACCOUNT)
          .satisfies(e -> assertThat(e.field()).isEqualTo("account"));
    }
  }

  @Test
  void apply_accountIsUnknown_failsAndChangesNothing() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    ours.realTimeService().delete(todd.stage().arn());
    passALongTime(here);
    ReconciliationPlan plan = ours.reconciler().plan();
    EmulatedAws empty = aws("us-east-1", OTHER_ACCOUNT);
    passALongTime(empty);
    UserRecord before = stored("todd");

    ReconciliationReport report = streamCat(empty).reconciler().apply(plan);

    assertThat(report.failed().values())
        .singleElement()
        .isInstanceOf(WrongHomeException.class)
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .hasMessageContaining("set 'account'");
    assertThat(stored("todd")).isEqualTo(before);
    assertThat(empty.emulator().resources()).isEmpty();
  }
}
