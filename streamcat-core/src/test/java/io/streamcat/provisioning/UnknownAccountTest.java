package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server without the setting {@code account} in an empty account of AWS, on a shared store. */
@Guarantee({"RECON-04", "SPARE-05"})
class UnknownAccountTest {

  private static final String ACCOUNT = "123456789012";
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

    assertThat(report.leftOut()).contains("set 'account'", "AWS lists no resource");
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
    assertThat(theirs.recovery().run().leftOut()).isNull();
    assertThat(users.counts(empty.time().instant()).byState()).containsEntry(UserState.SPARE, 2L);
    Invariants.exactlyOneOfEach(empty, ann);
  }

  @Test
  void recovery_ownUsersWithoutResources_areCompletedAndShowTheAccount() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    theirs.users().enqueue(Stream.of(NewUser.withId("ann")));

    RecoveryReport report = theirs.recovery().run();

    assertThat(report.completed()).containsExactly(UserId.of("ann"));
    assertThat(report.leftOut()).as("the account is known since").isNull();
    assertThat(users.counts(empty.time().instant()).byState()).containsEntry(UserState.SPARE, 1L);
    Invariants.exactlyOneOfEach(here, todd);
  }

  @Test
  void recovery_queueOfAnotherAccountWithoutResources_reportNamesTheSetting() {
    try (StreamCat set = builder(here).aws(a -> a.account(ACCOUNT)).build()) {
      set.users().enqueue(Stream.of(NewUser.withId("ann")));
      List<UserRecord> before = records();

      assertThat(theirs.recovery().run().leftOut()).contains("set 'account'");

      assertThat(records()).isEqualTo(before);
      assertThat(set.recovery().run().completed()).hasSize(1);
      assertThat(theirs.recovery().run().leftOut()).contains("set 'account'");
    }
  }

  private StreamCat withoutListOfStages() {
    RealTimeService stages =
        InterceptingProxy.before(
            RealTimeService.class,
            theirs.realTimeService(),
            "list",
            () -> {
              throw new IllegalStateException("a list is missing");
            });
    return builder(empty)
        .services(s -> s.realTimeService(stages))
        .users(u -> u.spares(1, 1))
        .build();
  }

  @Test
  void recovery_replacedServiceThrows_reportsThatUsersWait() {
    ours.users().provision(NewUser.withId("todd"));

    try (StreamCat replaced = withoutListOfStages()) {
      assertThat(replaced.recovery().run().leftOut())
          .contains("reason=java.lang.IllegalStateException");
    }
  }

  @Test
  void provision_replacedServiceThrows_createsResources() {
    ours.recovery().run();

    try (StreamCat replaced = withoutListOfStages()) {
      Invariants.exactlyOneOfEach(empty, replaced.users().provision(NewUser.withId("ann")));
    }
  }

  @Test
  void recovery_aListIsForbidden_learnsTheAccountFromAnother() {
    ours.users().provision(NewUser.withId("todd"));
    here.emulator().faults().add(FaultRule.error("ListChannels", "AccessDeniedException").times(0));

    try (StreamCat restarted = builder(here).build()) {
      assertThat(restarted.recovery().run().leftOut()).isNull();
    }
  }

  /** A worker of another account stalls past its lease, and then records what it has created. */
  @Test
  void recovery_recordNamesAnotherAccountMeanwhile_doesNotShowTheOwnAccount() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    Channel late = ours.channelService().create("late", ChannelSettings.defaults());
    UserId ann = UserId.of("ann");
    theirs.users().enqueue(Stream.of(NewUser.withId("ann")));
    try (StreamCat failing =
        builder(empty)
            .users(u -> u.listener(step -> recordLate(step, users.findById(ann), late)))
            .build()) {
      empty
          .emulator()
          .faults()
          .add(FaultRule.error(FaultRule.ANY_OPERATION, "AccessDeniedException").times(0));
      failing.recovery().run();
      empty.emulator().faults().clear();
      assertThat(users.findById(ann).orElseThrow().home().account()).isEqualTo(ACCOUNT);
      List<UserRecord> before = records();

      assertThatExceptionOfType(WrongHomeException.class)
          .isThrownBy(() -> failing.users().deprovision(todd.id()));

      assertThat(records()).isEqualTo(before);
    }
  }

  private void recordLate(ProvisioningStep step, Optional<UserRecord> stored, Channel late) {
    if (step.phase() == Phase.CREATING && step.kind() == ResourceKind.CHANNEL) {
      UserRecord record = stored.orElseThrow();
      users.update(record, record.recorded(late, record.updatedAt()).written("late"));
    }
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
  void suspend_awsDoesNotShowTheAccount_takesEffectAndRecoveryRevokesTheKey() {
    User todd = ours.users().provision(NewUser.withId("todd"));
    here.emulator()
        .faults()
        .add(FaultRule.error(FaultRule.ANY_OPERATION, "AccessDeniedException").times(0));
    try (StreamCat restarted = builder(here).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> restarted.suspensions().suspend(todd.id(), "a film", null))
          .withMessageContaining("is suspended, but the stream key may not be revoked yet");

      assertThat(users.findById(todd.id()).orElseThrow().state()).isEqualTo(UserState.SUSPENDED);
      here.emulator().faults().clear();
      restarted.recovery().run();
      assertThat(here.existing("stream-key")).isEmpty();
    }
  }

  @Test
  void cancel_queueOfAnotherAccount_isRejectedAndChangesNothing() {
    theirs.users().enqueue(Stream.of(NewUser.withId("bob")));
    here.time().advance(Duration.ofMinutes(1));
    ours.users().provision(NewUser.withId("todd"));
    ours.users().enqueue(Stream.of(NewUser.withId("ann")));
    List<UserRecord> before = records();

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> theirs.users().cancelQueued())
        .withMessageContaining("set 'account'");

    assertThat(records()).isEqualTo(before);
    assertThat(ours.users().cancelQueued()).isEqualTo(2);
  }

  @Test
  void recovery_everythingIsGone_finishesOnceTheAccountIsSet() {
    User todd = removalThatWaits("todd");
    here.reset();
    here.time().advance(Duration.ofHours(2));

    try (StreamCat restarted = builder(here).build()) {
      assertThat(restarted.recovery().run().leftOut()).contains("set 'account'");
      assertThat(users.findById(todd.id())).isPresent();
    }
    try (StreamCat restarted = builder(here).aws(a -> a.account(ACCOUNT)).build()) {
      assertThat(restarted.recovery().run().removed()).containsExactly(todd.id());
    }
  }
}
