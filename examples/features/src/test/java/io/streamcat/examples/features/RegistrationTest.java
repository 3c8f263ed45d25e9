package io.streamcat.examples.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.junit.IvsEmulatorExtension;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of an application: the emulator takes the place of AWS, and fails on request. */
@ExtendWith(IvsEmulatorExtension.class) // one emulator, which is reset before each test
class RegistrationTest {

  private StreamCat streamcat;

  @BeforeEach
  void connect(IvsEmulator emulator) {
    streamcat = EmulatorSetup.connect(emulator).build();
  }

  @AfterEach
  void close() {
    streamcat.close();
  }

  @Test
  void provision_callIsThrottledTwice_succeeds(IvsEmulator emulator) {
    emulator.faults().add(FaultRule.throttle("CreateRoom").times(2));

    User todd = streamcat.users().provision(NewUser.withId("todd"));

    assertThat(emulator.resources()).anyMatch(r -> r.arn().equals(todd.chatRoom().arn()));
  }

  @Test
  void provision_callIsRefused_leavesNothingBehind(IvsEmulator emulator) {
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));

    assertThatThrownBy(() -> streamcat.users().provision(NewUser.withId("todd")))
        .isInstanceOfSatisfying(
            ProvisioningException.class,
            e -> assertThat(e.causedBy(AccountPendingVerificationException.class)).isPresent());
    assertThat(emulator.resources()).isEmpty();
    assertThat(streamcat.users().list()).isEmpty();
  }
}
