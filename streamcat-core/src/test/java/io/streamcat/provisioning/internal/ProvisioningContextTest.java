package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.repository.Home;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@Guarantee({"PROV-04", "PROV-05"})
class ProvisioningContextTest extends ContextFixture {

  private static final UserId TODD = UserId.of("todd");
  private static final Home HERE = Home.of("us-east-1", InMemoryAws.ACCOUNT);
  private static final Home UNKNOWN = Home.of("us-east-1", null);

  private static UserRecord at(Home home, UserRecord record) {
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

  private UserRecord insert(UserRecord record) {
    users.insert(record);
    return record;
  }

  private UserRecord todd() {
    return insert(at(HERE, active("todd", "todd")));
  }

  private Optional<LeasedUser> claim() {
    return context.claim(TODD, UnaryOperator.identity());
  }

  private UserRecord stored() {
    return users.findById(TODD).orElseThrow();
  }

  @Test
  void claim_freeUser_storesTransitionAndLease() {
    todd();

    LeasedUser claimed =
        context.claim(TODD, r -> r.wanting(ResourceKind.STAGE, time.instant())).orElseThrow();

    assertThat(claimed.record()).isEqualTo(stored());
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
    assertThat(stored().lease()).isNotNull().extracting(Lease::until).isEqualTo(start.plus(LEASE));
  }

  @Test
  void claim_nobodyOrARemovedUser_isEmpty() {
    assertThat(claim()).isEmpty();
    insert(at(HERE, complete("todd", null).deprovisioning(start).anonymised(start)));

    assertThat(claim()).isEmpty();
  }

  @Test
  void claim_leaseEndsInTime_waitsForIt() {
    todd();
    Records.claim(users, TODD, "other", start.plusSeconds(10));

    assertThat(claim()).isPresent();
    assertThat(time.instant()).isBetween(start.plusSeconds(10), start.plusSeconds(16));
  }

  @Test
  void claim_leaseIsHeldTooLong_isBusyAfterTheOperationTimeout() {
    todd();
    UserRecord held = Records.claim(users, TODD, "other", start.plusSeconds(60));

    assertThatExceptionOfType(UserBusyException.class).isThrownBy(this::claim);

    assertThat(time.instant()).isBetween(start.plusSeconds(20), start.plusSeconds(30));
    assertThat(stored()).isEqualTo(held);
  }

  @Test
  void claim_interruptedWhileBusy_fails() {
    todd();
    Records.claim(users, TODD, "other", start.plusSeconds(60));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(UserBusyException.class).isThrownBy(this::claim);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(time.instant()).isEqualTo(start);
  }

  @Test
  void claim_answersLost_neverHasTwoLeases() {
    for (int call = 1; call <= 4; call++) {
      UserRepository lossy = new UnreliableStore(Failing.ONCE_AFTER, call).of(users);
      UserId id = UserId.of("user-" + call);
      insert(at(HERE, active(id.value(), null)));
      try {
        assertThat(context(HERE, lossy).claim(id, UnaryOperator.identity())).isPresent();
      } catch (StreamCatException e) {
        assertThat(e.retryable()).isTrue();
      }
      assertThat(users.findById(id).orElseThrow().revision().version()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void tryClaim_leaseOfAnother_isEmptyUntilItsEnd() {
    todd();
    UserRecord held = Records.claim(users, TODD, "other", start.plusSeconds(10));

    assertThat(context.tryClaim(held, UnaryOperator.identity())).isEmpty();
    time.advance(Duration.ofSeconds(10));
    assertThat(context.tryClaim(held, UnaryOperator.identity())).isPresent();
  }

  @Test
  void tryClaim_anotherWriteCameFirst_isEmpty() {
    UserRecord stale = todd();
    Records.change(users, TODD, record -> record.with(tasks -> tasks));

    assertThat(context.tryClaim(stale, UnaryOperator.identity())).isEmpty();
  }

  @Test
  void change_recordIsUnchanged_writesNothing() {
    UserRecord todd = todd();

    assertThat(context.change(todd.key(), UnaryOperator.identity())).contains(todd);
    assertThat(stored()).isEqualTo(todd);
    assertThat(context.change("no key", UnaryOperator.identity())).isEmpty();
  }

  @Test
  void change_otherRecord_isStored() {
    UserRecord todd = todd();

    context.change(todd.key(), record -> record.wanting(ResourceKind.STAGE, start));

    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void searchSince_recentTime_isTheWholeWindowOnThisClock() {
    assertThat(context.clockSkew()).isEqualTo(Duration.ofSeconds(55));
    assertThat(context.longAgo()).isEqualTo(start.minusSeconds(60));

    assertThat(context.searchSince(start)).isEqualTo(start);
    assertThat(context.searchSince(start.minusMillis(59_999))).isEqualTo(start);
    assertThat(context.searchSince(start.minusSeconds(60))).isEqualTo(start.minusSeconds(60));
    assertThat(context.searchSince(start.plusMillis(1))).isEqualTo(start.plusMillis(1));
  }

  @Test
  void requireCurrentLists_windowHasNotPassed_fails() {
    context.requireCurrentLists(start.minusSeconds(5), context.type(ResourceKind.STAGE));

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(
            () ->
                context.requireCurrentLists(
                    start.minusMillis(4_999), context.type(ResourceKind.STAGE)))
        .withMessageContaining("stage");
  }

  @Test
  void requireHome_otherRegionOrAccount_fails() {
    UserRecord todd = active("todd", null);

    for (Home home : List.of(Home.of("eu-west-1", null), Home.of("us-east-1", "999999999999"))) {
      assertThatExceptionOfType(WrongHomeException.class)
          .isThrownBy(() -> context.requireHome(at(home, todd)));
    }
    assertThat(context.requireHome(at(HERE, todd))).isEqualTo(at(HERE, todd));
    assertThat(context.requireHome(at(UNKNOWN, todd))).isEqualTo(at(UNKNOWN, todd));
  }

  @Test
  void requireHome_awsShowsNoAccount_fails() {
    ProvisioningContext unknown = context(UNKNOWN, users);

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> unknown.requireHome(todd()))
        .withMessageContaining("of an unknown account");
    assertThat(unknown.accountProblem()).get().asString().contains("AWS lists no resource");
  }

  @Test
  void requireHome_awsListsAResource_learnsTheAccount() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());

    assertThat(unknown.requireHome(todd())).isEqualTo(stored());

    assertThat(unknown.home()).isEqualTo(HERE);
    assertThat(unknown.accountProblem()).isEmpty();
  }

  @Test
  void accountProblem_noRecordNamesAnAccount_doesNotAskAws() {
    ProvisioningContext unknown = context(UNKNOWN, users);
    unknown.channels().create("other", ChannelSettings.defaults());
    insert(at(UNKNOWN, active("todd", null)));

    assertThat(unknown.accountProblem()).isEmpty();
    assertThat(unknown.home()).isEqualTo(UNKNOWN);

    insert(at(HERE, active("ann", null)));
    assertThat(unknown.accountProblem()).isEmpty();
    assertThat(unknown.home()).isEqualTo(HERE);
  }

  @Test
  void learnAccount_otherRegionOrAccount_keepsTheKnownOne() {
    context.learnAccount(complete("todd", null).resources().all().findFirst().orElseThrow());

    assertThat(context.home()).isEqualTo(HERE);
  }

  @Test
  void isFoundEverywhere_resourceOfAnyAge_isTrueAfterAMinute() {
    var channel =
        context
            .channels()
            .create(
                "todd",
                ChannelSettings.builder()
                    .tags(Map.of("streamcat:created-at", start.minusSeconds(60).toString()))
                    .build());

    assertThat(context.isFoundEverywhere(channel)).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(context.isFoundEverywhere(channel)).isTrue();
    assertThat(context.isFoundEverywhere(complete("ann", null).resources().channel())).isFalse();
  }
}
