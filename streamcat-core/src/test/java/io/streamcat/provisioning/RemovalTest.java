package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removal of users and of their resources. */
class RemovalTest extends LifecycleFixture {

  @Test
  void deprovision_liveChannel_removesEverything() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
      aws.emulator().startStream(todd.channel().arn());

      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id())).isEmpty();
      Invariants.nothingBeyond(aws, List.of(ann));
      streamcat.users().deprovision(todd.id());
    }
  }

  @Test
  void deprovision_resourcesAlreadyGone_succeeds() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.reset();

      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id())).isEmpty();
    }
  }

  @Test
  void deprovision_fails_isResumable() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .satisfies(e -> assertThat(e.leftBehind()).containsExactly(todd.channel().arn()));

      assertThat(streamcat.users().resume(todd.id())).isEmpty();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void deprovision_liveChannel_isDeletedFirst() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().startStream(todd.channel().arn());

      streamcat.users().deprovision(todd.id());

      assertThat(aws.emulator().requests())
          .extracting(RecordedRequest::operation)
          .containsSubsequence("DeleteStreamKey", "StopStream", "DeleteChannel", "DeleteRoom")
          .containsSubsequence("DeleteChannel", "DeleteStage");
    }
  }

  @Test
  void deprovision_anonymising_keepsTheIdPermanently() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE))
            .build()) {
      NewUser form = NewUser.withId("4711").withUsername("todd");
      UserId id = streamcat.users().provision(form).id();

      streamcat.users().deprovision(id);
      streamcat.users().deprovision(id);

      assertThat(aws.emulator().resources()).isEmpty();
      User removed = streamcat.users().find(id).orElseThrow();
      assertThat(removed.state()).isEqualTo(UserState.REMOVED);
      assertThat(removed.username()).isNull();
      assertThat(streamcat.users().resume(id)).isEmpty();
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(id));
      assertThatExceptionOfType(DuplicateUserException.class)
          .isThrownBy(() -> streamcat.users().provision(form))
          .satisfies(e -> assertThat(e.field()).isEqualTo(DuplicateUserException.Field.ID))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(streamcat.users().provision(NewUser.of("todd", PASSWORD)).state())
          .isEqualTo(UserState.ACTIVE);
    }
  }

  @Test
  void rollBack_anonymising_leavesNothing() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE))
            .build()) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      UserId id = failed(streamcat, NewUser.of("todd", PASSWORD));

      assertThat(streamcat.users().find(id)).isEmpty();
    }
  }
}
