package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.suspended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@Guarantee("PROV-04")
class ProvisioningContextTest extends ContextFixture {

  private Optional<LeasedUser> claim() {
    return context.claim(TODD, UnaryOperator.identity());
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

  @Test
  void claim_serverStallsUntilTheLeaseHasEnded_triesOnceMore() {
    todd();
    Records.claim(users, TODD, "other", start.plusSeconds(40));
    onPause = () -> time.advance(Duration.ofSeconds(50));

    assertThat(claim()).isPresent();
  }

  @Test
  void claim_insideATransaction_isRejected() {
    todd();

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> context(HERE, inTransaction()).claim(TODD, UnaryOperator.identity()))
        .withMessageContaining("inside a database transaction");
  }

  /** The answer of the claim is lost, and a write without the lease follows it. */
  @Test
  void claim_ownLeaseIsFound_isUsed() {
    todd();
    UserRepository lossy =
        interrupted(
            () -> {},
            () -> {
              Records.change(users, TODD, record -> record.wanting(ResourceKind.STAGE, start));
              throw new StorageException("the answer is lost", true, null);
            });

    LeasedUser claimed = context(HERE, lossy).claim(TODD, UnaryOperator.identity()).orElseThrow();

    assertThat(claimed.record()).isEqualTo(stored());
    assertThat(stored().revision().version()).isEqualTo(3);
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  /** The answer of the claim is lost, and a worker with the next lease suspends the user. */
  @Test
  void claim_repetitionIsRefused_outcomeIsUnconfirmed() {
    todd();
    UserSuspendedException refusal = new UserSuspendedException("todd", "spam", null);
    UnaryOperator<UserRecord> asked =
        record -> {
          if (record.state() == UserState.SUSPENDED) {
            throw refusal;
          }
          return record.wanting(ResourceKind.STAGE, start);
        };
    UserRepository lossy =
        interrupted(
            () -> {},
            () -> {
              Records.change(users, TODD, this::suspendedByAnother);
              throw new StorageException("the answer is lost", true, null);
            });

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> context(HERE, lossy).claim(TODD, asked))
        .withMessageContaining("may or may not be in the requested state")
        .withCause(refusal);
    assertThatExceptionOfType(UserSuspendedException.class)
        .isThrownBy(() -> context.claim(TODD, asked));
  }

  private UserRecord suspendedByAnother(UserRecord record) {
    Suspension suspension = new Suspension("spam", start, null);
    return SuspensionTransitions.suspended(record, suspension, start).leased(null);
  }

  @Test
  void claim_idIsGivenToAnotherUserMeanwhile_isEmptyAndChangesNothing() {
    UserRecord todd = todd();
    UserRecord later = copy("another", HERE, todd, Resources.NONE);
    UserRepository store =
        interrupted(
            () -> {
              assertThat(users.delete(todd)).isTrue();
              insert(later);
            },
            () -> {});

    assertThat(context(HERE, store).claim(TODD, record -> record.deprovisioning(start))).isEmpty();
    assertThat(context.claimRecord(todd.key(), UnaryOperator.identity())).isEmpty();

    assertThat(stored()).isEqualTo(later);
  }

  /** A change is stored, its answer is lost, and another write follows; then the store is away. */
  @Test
  void change_repetitionFails_outcomeIsUnconfirmed() {
    UserRecord todd = todd();
    UserRepository lossy =
        interrupted(
            () -> {},
            () -> {
              Records.change(users, TODD, record -> record.with(tasks -> tasks));
              throw new StorageException("the answer is lost", true, null);
            });
    UnaryOperator<UserRecord> onlyOnce =
        record -> {
          if (record.pending().isEmpty()) {
            return record.wanting(ResourceKind.STAGE, start);
          }
          throw new StorageException("a value is rejected", false, null);
        };

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> context(HERE, lossy).change(todd.key(), onlyOnce))
        .withMessageContaining("may or may not be in the requested state");
  }

  @Test
  void tryClaim_storeIsAway_outcomeIsUnconfirmed() {
    UserRecord todd = todd();
    UserRepository away = new UnreliableStore(Failing.AWAY_BEFORE, 1).of(users);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> context(HERE, away).tryClaim(todd, UnaryOperator.identity()))
        .withMessageContaining("may or may not be in the requested state");
  }

  @Test
  void tryClaim_storeRejectsTheRecord_failsWithItsException() {
    UserRecord todd = todd();
    StorageException failure = new StorageException("a value is rejected", false, null);
    UserRepository rejecting =
        interrupted(
            () -> {
              throw failure;
            },
            () -> {});

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> context(HERE, rejecting).tryClaim(todd, UnaryOperator.identity()))
        .isSameAs(failure);
  }

  @Test
  void tryClaim_reinstatement_isReported() {
    UserRecord todd = insert(at(HERE, suspended("todd", null)));

    context.tryClaim(todd, record -> SuspensionTransitions.reinstated(record, start));

    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(ProvisioningStep.Phase.REINSTATED);
  }

  @Test
  void change_anotherWriteComesFirst_isRepeated() {
    UserRecord todd = todd();
    UserRepository store =
        interrupted(
            () -> Records.change(users, TODD, record -> record.wanting(ResourceKind.STAGE, start)),
            () -> {});

    context(HERE, store).change(todd.key(), record -> record.wanting(ResourceKind.CHANNEL, start));

    assertThat(stored().pending().missing())
        .containsExactlyInAnyOrder(ResourceKind.CHANNEL, ResourceKind.STAGE);
  }
}
