package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server without the setting {@code account} in an empty account of AWS, on a shared store. */
@Guarantee({"RECON-04", "SPARE-05"})
class UnknownAccountTest {

  private static final String EMPTY = "999999999999";

  private final UserRepository users = UserRepository.inMemory();
  private final EmulatedAws here = new EmulatedAws(IvsEmulator.builder());
  private final EmulatedAws empty = new EmulatedAws(IvsEmulator.builder().accountId(EMPTY));
  private final StreamCat ours = builder(here).users(u -> u.spares(1, 1)).build();
  private final StreamCat theirs = builder(empty).users(u -> u.spares(1, 1)).build();

  @AfterEach
  void close() {
    ours.close();
    theirs.close();
    here.close();
    empty.close();
  }

  private StreamCatBuilder builder(EmulatedAws aws) {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME));
  }

  private List<UserRecord> records() {
    try (Stream<UserRecord> all = users.stream()) {
      return all.toList();
    }
  }

  private User removalThatWaits(String name) {
    User user = ours.users().provision(NewUser.withId(name));
    here.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> ours.users().deprovision(user.id()));
    return user;
  }

  @Test
  void recovery_dueUserOfAnotherAccount_waitsAndTheReportNamesTheSetting() {
    User todd = removalThatWaits("todd");
    empty.time().advance(Duration.ofHours(2));
    List<UserRecord> before = records();

    RecoveryReport report = theirs.recovery().run();

    assertThat(report.stopped()).contains("set 'account'", "AWS lists no resource");
    assertThat(records()).isEqualTo(before);
    here.time().advance(Duration.ofHours(2));
    assertThat(ours.recovery().run().removed()).containsExactly(todd.id());
  }

  @Test
  void recovery_sparesOfAnotherAccount_areLeftAlone() {
    ours.recovery().run();
    empty.time().advance(Duration.ofHours(2));
    List<UserRecord> before = records();
    assertThat(before).hasSize(1);

    theirs.recovery().run();

    assertThat(records()).isEqualTo(before);
    User ann = theirs.users().provision(NewUser.withId("ann"));
    assertThat(theirs.recovery().run().stopped()).isNull();
    assertThat(users.counts(empty.time().instant()).byState()).containsEntry(UserState.SPARE, 2L);
    Invariants.exactlyOneOfEach(empty, ann);
  }

  @Test
  void recovery_ownUsersWithoutResources_areCompletedAndShowTheAccount() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    theirs.users().enqueue(Stream.of(NewUser.withId("ann")));

    assertThat(theirs.recovery().run().completed()).hasSize(1);

    assertThat(theirs.recovery().run().stopped()).isNull();
    Invariants.exactlyOneOfEach(here, todd);
  }

  @Test
  void calls_userOfAnotherAccount_areRejectedAndChangeNothing() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    List<UserRecord> before = records();

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> theirs.users().deprovision(todd.id()))
        .withMessageContaining("set 'account'");

    assertThat(records()).isEqualTo(before);
  }

  @Test
  void cancel_queueOfAnotherAccount_isRejectedAndChangesNothing() {
    ours.users().provision(NewUser.withId("todd"));
    ours.users().enqueue(Stream.of(NewUser.withId("ann")));
    List<UserRecord> before = records();

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> theirs.users().cancelQueued())
        .withMessageContaining("set 'account'");

    assertThat(records()).isEqualTo(before);
    assertThat(ours.users().cancelQueued()).isEqualTo(1);
  }

  @Test
  void recovery_everythingIsGone_finishesOnceTheAccountIsSet() {
    User todd = removalThatWaits("todd");
    here.reset();
    here.time().advance(Duration.ofHours(2));

    try (StreamCat restarted = builder(here).build()) {
      assertThat(restarted.recovery().run().stopped()).contains("set 'account'");
      assertThat(users.findById(todd.id())).isPresent();
    }
    try (StreamCat restarted = builder(here).aws(a -> a.account("123456789012")).build()) {
      assertThat(restarted.recovery().run().removed()).containsExactly(todd.id());
    }
  }
}
