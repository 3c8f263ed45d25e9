package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The isolation of calls and users from failures of others, and from lost answers of writes. */
class FailureIsolationTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private StreamCat streamcat;
  private User todd;

  @BeforeEach
  void provision() {
    streamcat = builder().build();
    todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  }

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat().storage(s -> s.users(users));
  }

  private UserRecord stored(UserId id) {
    return users.findById(id).orElseThrow();
  }

  @Test
  void claim_answerLostBeforeAWriteWithoutTheLease_isRecognised() {
    AtomicBoolean lost = new AtomicBoolean();
    UserRepository store =
        InterceptingProxy.calls(
            UserRepository.class,
            users,
            (method, arguments) -> {
              if (method.equals("update") && lost.compareAndSet(false, true)) {
                users.update((UserRecord) arguments[0], (UserRecord) arguments[1]);
                Records.change(users, todd.id(), record -> record);
                throw new StorageException("the answer is lost", true, null);
              }
            });
    try (StreamCat other = builder().storage(s -> s.users(store)).build()) {
      User rotated = other.users().rotateStreamKey(todd.id());

      assertThat(rotated.channel().streamKey()).isNotEqualTo(todd.channel().streamKey());
    }
    assertThat(stored(todd.id()).isSettled()).isTrue();
  }

  @Test
  void ensureStage_failsAfterAReconciliationRequestedTheStage_requestIsKept() {
    Records.forget(users, todd, ResourceKind.STAGE);
    aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
    try (StreamCat other = builder().users(u -> u.failurePolicy(FailurePolicy.ROLL_BACK)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> other.users().ensureStage(todd.id()));
    }

    assertThat(stored(todd.id()).pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void recovery_workOnOneUserThrowsAnError_reportsAllUsers() {
    User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
    Records.forget(users, todd, ResourceKind.STAGE);
    Records.forget(users, ann, ResourceKind.CHAT_ROOM);
    RealTimeService stages =
        InterceptingProxy.before(
            RealTimeService.class,
            streamcat.realTimeService(),
            "create",
            () -> {
              throw new NoClassDefFoundError("com/example/Stages");
            });
    try (StreamCat other = builder().services(s -> s.realTimeService(stages)).build()) {
      RecoveryReport report = aws.recover(other);

      assertThat(report.failed()).containsOnlyKeys(todd.id());
      assertThat(report.completed()).containsExactly(ann.id());
    }
  }

  /** The calls before the first write check for a transaction and read the user's record. */
  @ParameterizedTest
  @EnumSource(
      value = Failing.class,
      names = {"AWAY_AFTER", "AWAY_BEFORE"})
  void anyCall_firstWriteIsNotConfirmed_exceptionReportsThat(Failing failing) {
    try (StreamCat other =
        builder().storage(s -> s.users(new UnreliableStore(failing, 2).of(users))).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> other.users().provision(NewUser.of("ann", PASSWORD)))
          .withMessageContaining("did not confirm")
          .withCauseInstanceOf(StorageException.class);
    }
    try (StreamCat other =
        builder().storage(s -> s.users(new UnreliableStore(failing, 3).of(users))).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> other.users().deprovision(todd.id()))
          .withMessageContaining("did not confirm");
    }
  }
}
