package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.provisioning.internal.suspension.DefaultSuspensions;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Suspensions while another server, the store or AWS comes in between. */
@Timeout(20)
@Guarantee("SUSPEND-02")
class DefaultSuspensionsTest extends ContextFixture {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final DefaultSuspensions suspensions = in(context);
  private Channel channel;

  @BeforeEach
  void register() {
    channel = registered(ALL).resources().channel();
  }

  private static DefaultSuspensions in(ProvisioningContext context) {
    RegisteredUsers users = new RegisteredUsers(context, new ProvisioningWorkflow(context));
    return new DefaultSuspensions(
        context, users, new ChannelCalls(context, users, new SettingsCalls(context, users)));
  }

  private DefaultSuspensions in(UserRepository store) {
    return in(context(HERE, store));
  }

  private DefaultSuspensions elsewhere() {
    return in(context(Home.of("eu-west-1", "999999999999"), users));
  }

  private User suspend(DefaultSuspensions calls) {
    return calls.suspend(TODD, "a film", null);
  }

  private void goLive() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
  }

  private UserRecord claimedByAnother() {
    return Records.claim(users, TODD, "other", time.instant().plusSeconds(60));
  }

  /** A suspended user whose channel is live, because another server has created a key. */
  private void goLiveWhileSuspended() {
    suspend(suspensions);
    aws.connect(
        Objects.requireNonNull(
                channels.createStreamKey(channel.arn(), context.tags().identity(stored())))
            .value()
            .reveal());
    steps.clear();
  }

  @Test
  void suspend_activeUser_revokesTheKey() {
    User after = suspend(suspensions);

    assertThat(after).isEqualTo(stored().user());
    assertThat(after.state()).isEqualTo(UserState.SUSPENDED);
    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
    assertThat(ResourceTasks.isRevoking(stored())).isFalse();
    assertThat(hasStep(Phase.SUSPENDED)).isTrue();
  }

  @Test
  void suspend_reasonOfAnInvalidLength_isRejected() {
    for (String reason : List.of("", "  ", "a".repeat(501), "\u0000")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> suspensions.suspend(TODD, reason, null))
          .satisfies(e -> assertThat(e.field()).isEqualTo("reason"));
    }
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
  }

  @Test
  void suspend_endInThePastOrTooLate_isRejected() {
    for (Instant until : List.of(context.now(), context.now().plus(LONGEST))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> suspensions.suspend(TODD, "a film", until))
          .satisfies(e -> assertThat(e.field()).isEqualTo("until"));
    }
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
  }

  @Test
  void suspend_earliestAndLatestEnd_areStoredInMicroseconds() {
    Instant soon = context.now().plusNanos(1_500);
    Instant late = context.now().plus(LONGEST).minusNanos(1);

    assertThat(suspensions.suspend(TODD, "a", soon).suspension().until())
        .isEqualTo(soon.minusNanos(500));
    assertThat(suspensions.suspend(TODD, "a".repeat(500), late).suspension().until())
        .isEqualTo(late.minusNanos(999));
  }

  private void assertRejectedAndUnchanged(Runnable call) {
    UserRecord before = stored();
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(call::run)
        .withMessageContaining("inside a database transaction");
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void suspendReinstateAndEnforce_insideATransaction_changeNothing() {
    DefaultSuspensions inside = in(inTransaction());
    assertRejectedAndUnchanged(() -> suspend(inside));
    assertRejectedAndUnchanged(() -> inside.reinstate(TODD));
    suspend(suspensions);

    assertRejectedAndUnchanged(() -> inside.reinstate(TODD));
    assertRejectedAndUnchanged(() -> inside.enforce(channel.arn()));
  }

  @Test
  void suspend_leaseIsLost_isGranted() {
    stallAt("ListStreamKeys", record -> record);

    assertThat(suspend(suspensions).state()).isEqualTo(UserState.SUSPENDED);

    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
  }

  @Test
  void suspend_leaseIsLostAndAnotherRequestFails_isGranted() {
    stallAt(
        "ListStreamKeys",
        record -> {
          deny("CreateStage");
          return record.lost(ResourceKind.STAGE, context.longAgo(), context.now());
        });

    assertThat(suspend(suspensions).state()).isEqualTo(UserState.SUSPENDED);

    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void reinstate_leaseIsLost_isGranted() {
    suspend(suspensions);
    stallAt("ListStreamKeys", record -> record);

    assertThat(suspensions.reinstate(TODD).state()).isEqualTo(UserState.ACTIVE);
  }

  @Test
  void reinstate_leaseIsLostAndUserIsSuspendedAgain_isBusy() {
    suspend(suspensions);
    stallAt("ListStreamKeys", this::suspendedAgain);

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> suspensions.reinstate(TODD));

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
  }

  private UserRecord suspendedAgain(UserRecord record) {
    return SuspensionTransitions.suspended(
        record, new User.Suspension("again", time.instant(), null), time.instant());
  }

  @Test
  void suspendReinstateAndEnforce_userOfAnotherHome_areRejected() {
    assertThatExceptionOfType(WrongHomeException.class).isThrownBy(() -> suspend(elsewhere()));
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    suspend(suspensions);

    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> elsewhere().reinstate(TODD));
    assertThatExceptionOfType(WrongHomeException.class)
        .isThrownBy(() -> elsewhere().enforce(channel.arn()));
  }

  @Test
  void suspend_removalBeginsMeanwhile_isNotFound() {
    UserRepository store =
        interrupted(
            () -> Records.change(users, TODD, record -> record.deprovisioning(time.instant())),
            () -> {});

    assertThatExceptionOfType(UserNotFoundException.class).isThrownBy(() -> suspend(in(store)));

    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(hasStep(Phase.SUSPENDED)).isFalse();
  }

  @Test
  void suspend_userIsRemovedMeanwhile_isNotFound() {
    UserRepository store = interrupted(() -> users.delete(stored()), () -> {});

    assertThatExceptionOfType(UserNotFoundException.class).isThrownBy(() -> suspend(in(store)));
  }

  @Test
  void suspend_storeDoesNotConfirm_outcomeIsUnknown() {
    UserRepository away = new UnreliableStore(Failing.AWAY_BEFORE, 4).of(users);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> suspend(in(away)))
        .withMessageContaining("may or may not be in the requested state");
  }

  /** The suspension is stored, its answer is lost, and then the store accepts no writes. */
  @Test
  void suspend_storeFailsOverAfterALostAnswer_outcomeIsUnknown() {
    AtomicBoolean isLost = new AtomicBoolean();
    UserRepository failedOver =
        interrupted(
            () -> {},
            () -> {
              Records.change(users, TODD, record -> record.with(tasks -> tasks));
              isLost.set(true);
              throw new StorageException("the answer is lost", true, null);
            });
    UserRepository readOnly =
        InterceptingProxy.before(
            UserRepository.class,
            failedOver,
            "findByKey",
            () -> {
              if (isLost.get()) {
                throw new StorageException("this server is read-only", false, null);
              }
            });

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> suspend(in(readOnly)))
        .withMessageContaining("may or may not be in the requested state");

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
  }

  @Test
  void suspend_storeRejectsTheRecord_failsWithItsException() {
    StorageException failure = new StorageException("a value is rejected", false, null);
    UserRepository rejecting =
        interrupted(
            () -> {
              throw failure;
            },
            () -> {});

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> suspend(in(rejecting)))
        .isSameAs(failure);
  }

  @Test
  void suspend_anotherServerHasTheLease_stopsTheStreamAndLeavesTheKeyToRecovery() {
    goLive();
    claimedByAnother();

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> suspend(suspensions))
        .withMessageContaining("is suspended, but the stream key may not be revoked yet");

    assertThat(aws.isLive(channel.arn())).isFalse();
    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    assertThat(ResourceTasks.isRevoking(stored())).isTrue();
  }

  @Test
  void suspend_streamCannotBeStoppedYet_isSuspendedAnyway() {
    goLive();
    claimedByAnother();
    deny("StopStream");

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> suspend(suspensions))
        .withMessageContaining("is suspended");

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
  }

  @Test
  void suspend_freeUser_deletesTheKeyBeforeItStopsTheStream() {
    goLive();
    transport.before("StopStream", () -> assertThat(aws.streamKeysOf(channel.arn())).isEmpty());

    suspend(suspensions);

    assertThat(aws.isLive(channel.arn())).isFalse();
  }

  @Test
  void reinstate_suspendedUser_getsANewKey() {
    suspend(suspensions);

    User after = suspensions.reinstate(TODD);

    assertThat(after).isEqualTo(stored().user());
    assertThat(after.state()).isEqualTo(UserState.ACTIVE);
    assertThat(after.channel().streamKey()).isNotNull();
    assertThat(aws.streamKeysOf(channel.arn())).hasSize(1);
  }

  @Test
  void reinstate_activeUser_changesNothing() {
    UserRecord before = stored();

    assertThat(suspensions.reinstate(TODD)).isEqualTo(before.user());

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void reinstate_suspendedAgainMeanwhile_isNotGranted() {
    suspend(suspensions);
    UserRepository store =
        interrupted(() -> {}, () -> Records.change(users, TODD, this::suspendedAgain));

    assertThatExceptionOfType(StreamCatException.class).isThrownBy(() -> in(store).reinstate(TODD));

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
  }

  @Test
  void enforce_suspendedUser_stopsTheStreamAndRevokesTheKey() {
    goLiveWhileSuspended();

    assertThat(suspensions.enforce(channel.arn())).isTrue();

    assertThat(aws.isLive(channel.arn())).isFalse();
    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
    assertThat(ResourceTasks.isRevoking(stored())).isFalse();
  }

  @Test
  void enforce_activeUserOrUnknownChannel_isFalse() {
    goLive();

    assertThat(suspensions.enforce(channel.arn())).isFalse();
    assertThat(suspensions.enforce(channel.arn() + "x")).isFalse();

    assertThat(aws.isLive(channel.arn())).isTrue();
  }

  @Test
  void enforce_reinstatedMeanwhile_isFalse() {
    goLiveWhileSuspended();
    UserRepository store =
        interrupted(
            () ->
                Records.change(
                    users,
                    TODD,
                    record -> SuspensionTransitions.reinstated(record, time.instant())),
            () -> {});

    assertThat(in(store).enforce(channel.arn())).isFalse();

    assertThat(aws.isLive(channel.arn())).isTrue();
  }
}
