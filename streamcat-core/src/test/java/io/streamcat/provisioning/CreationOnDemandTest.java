package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.ProcessEnded;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resources created on demand, also after failures. */
@Guarantee("PROV-06")
class CreationOnDemandTest extends LifecycleFixture {

  private static final EnumSet<ResourceKind> NO_STAGE =
      EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM);

  @Test
  void ensureStage_twice_createsOneStage() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.stage()).isNull();
      assertThat(aws.calls("CreateStage")).isZero();

      User withStage = streamcat.users().ensureStage(todd.id());

      Invariants.exactlyOneOfEach(aws, withStage);
      assertThat(streamcat.users().ensureStage(todd.id()))
          .isEqualTo(streamcat.users().find(todd.id()).orElseThrow());
      assertThat(aws.calls("CreateStage")).isEqualTo(1);
    }
  }

  @Test
  void ensure_nothingCreatedAtRegistration_createsEveryKindOnDemand() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.createAtRegistration(EnumSet.noneOf(ResourceKind.class)))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(aws.emulator().requests()).isEmpty();

      streamcat.users().ensureChannel(todd.id());
      streamcat.users().ensureChatRoom(todd.id());
      Invariants.exactlyOneOfEach(aws, streamcat.users().ensureStage(todd.id()));
    }
  }

  @Test
  void ensureStage_fails_userKeepsOtherResourcesAndNothingIsLeft() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(todd.id()));

      assertThat(streamcat.users().find(todd.id()).orElseThrow().resourceKinds())
          .isEqualTo(NO_STAGE);
      assertThat(users.findById(todd.id()).orElseThrow().isComplete()).isTrue();
      assertThat(aws.recover(streamcat).isEmpty()).isTrue();
      Invariants.exactlyOneOfEach(aws, streamcat.users().ensureStage(todd.id()));
    }
  }

  @Test
  void ensureStage_serverDies_isCreatedByRecoveryUnderEitherPolicy() {
    User todd;
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
    }
    UserRepository dying =
        InterceptingProxy.after(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new ProcessEnded();
            });
    try (StreamCat server = builder(FailurePolicy.ROLL_BACK).storage(s -> s.users(dying)).build()) {
      assertThatExceptionOfType(ProcessEnded.class)
          .isThrownBy(() -> server.users().ensureStage(todd.id()));
    }
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      // A failed creation does not withdraw the request.
      aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException"));
      assertThat(aws.recover(streamcat).failed()).containsOnlyKeys(todd.id());

      assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());

      Invariants.exactlyOneOfEach(aws, streamcat.users().find(todd.id()).orElseThrow());
      assertThat(aws.calls("CreateStage")).isEqualTo(1);
    }
  }

  @Test
  void ensureStage_failsWhileAnotherCreateIsUncertain_namesWhatMayExist() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      NewUser todd = NewUser.withId("todd");
      streamcat.users().enqueue(Stream.of(todd));
      aws.emulator().faults().add(FaultRule.responseLost("CreateRoom"));
      aws.emulator().faults().add(FaultRule.error("ListRooms", "AccessDeniedException"));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(UserId.of("todd")))
          .withMessageContaining("recovery finishes the rest")
          .satisfies(e -> assertThat(e.leftBehind()).containsExactly("possibly a chat room"));

      assertThat(aws.recover(streamcat).completed()).containsExactly(UserId.of("todd"));
      assertThat(aws.calls("CreateRoom")).isEqualTo(1);
    }
  }

  @Test
  void ensureStage_failsAndMayExist_saysThatRecoveryDeletesIt() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
      aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException").times(2));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(todd.id()))
          .withMessageContaining("did not get the requested resources; recovery finishes the rest")
          .satisfies(e -> assertThat(e.leftBehind()).containsExactly("possibly a stage"));

      assertThat(aws.existing("stage")).hasSize(1);
      assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());
      assertThat(aws.existing("stage")).isEmpty();
    }
  }

  @Test
  void ensureStage_unknownUser_isNotFound() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(UserId.of("nobody")));
    }
  }
}
