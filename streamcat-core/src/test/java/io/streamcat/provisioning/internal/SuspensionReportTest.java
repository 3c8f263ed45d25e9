package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.provisioning.internal.suspension.DefaultSuspensions;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller hears about a suspension that is recorded, but whose revocation has failed. */
@Timeout(20)
@Guarantee("SUSPEND-02")
class SuspensionReportTest extends ContextFixture {

  private static final String SUSPENDED =
      "user 'todd' is suspended, but the stream key may not be revoked yet; recovery will; ";

  private final RegisteredUsers registered =
      new RegisteredUsers(context, new ProvisioningWorkflow(context));
  private final DefaultSuspensions suspensions =
      new DefaultSuspensions(
          context,
          registered,
          new ChannelCalls(context, registered, new SettingsCalls(context, registered)));

  @BeforeEach
  void register() {
    var unused = registered(ALL);
  }

  private ProvisioningException failure() {
    ProvisioningException[] thrown = new ProvisioningException[1];
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> suspensions.suspend(TODD, "a film", null))
        .satisfies(e -> thrown[0] = e);
    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    return thrown[0];
  }

  @Test
  void suspend_revocationIsDenied_namesTheReasonOnce() {
    deny("DeleteStreamKey");

    assertThat(failure())
        .hasMessageStartingWith(SUSPENDED)
        .hasMessageNotContaining(SUSPENDED + "user 'todd' is suspended")
        .hasCauseInstanceOf(AccessDeniedException.class);
  }

  @Test
  void suspend_leaseIsLostToAWorkerThatStalls_saysThatTheUserIsSuspended() {
    stallAt("ListStreamKeys", LEASE, record -> record);

    assertThat(failure())
        .hasMessageStartingWith(SUSPENDED)
        .hasCauseInstanceOf(UserBusyException.class);
  }
}
