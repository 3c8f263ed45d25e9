package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.suspended;
import static io.streamcat.repository.SampleRecords.suspension;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.secret.Secret;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.Test;

/** The transitions into and out of a suspension, and those of a suspended user. */
@Guarantee("SUSPEND-01")
class SuspensionTransitionsTest {

  private static final StreamKey LATE = new StreamKey("arn:late", Secret.of("sk_late"));

  private static UserRecord suspend(UserRecord record) {
    return SuspensionTransitions.suspended(record, suspension(MUCH_LATER), LATER);
  }

  @Test
  void suspended_completeUser_hasNoKeyAndNextSessionVersion() {
    UserRecord todd = suspend(complete("1", "todd"));

    assertThat(todd.state()).isEqualTo(UserState.SUSPENDED);
    assertThat(todd.resources().channel()).isEqualTo(channel(todd.key()).with((StreamKey) null));
    assertThat(todd.pending().list()).hasExactlyElementsOfTypes(RevokeStreamKey.class);
    assertThat(todd.user().suspension()).isEqualTo(suspension(MUCH_LATER));
    assertThat(todd.user().sessionVersion()).isEqualTo(1);
    assertThat(todd.updatedAt()).isEqualTo(LATER);
    assertThat(todd.dueAt()).contains(LATER);
  }

  @Test
  void suspended_rotationPending_isReplacedByTheRevocation() {
    UserRecord rotating =
        complete("1", "todd").with(tasks -> tasks.rotating(LiveChannelPolicy.WAIT, NOW));

    assertThat(suspend(rotating).pending().list()).hasExactlyElementsOfTypes(RevokeStreamKey.class);
  }

  @Test
  void suspended_suspendedUser_getsTheOtherReasonAndAnotherRequest() {
    UserRecord again = suspend(suspended("1", null));

    assertThat(again.user().suspension().until()).isEqualTo(MUCH_LATER);
    assertThat(again.pending().list()).hasExactlyElementsOfTypes(RevokeStreamKey.class);
  }

  @Test
  void suspended_userBeingRemovedOrSpare_isUnchanged() {
    UserRecord removed = complete("1", "todd").deprovisioning(NOW);

    assertThat(suspend(removed)).isEqualTo(removed);
    UserRecord spare = spare("1");
    assertThat(suspend(spare)).isEqualTo(spare);
  }

  @Test
  void suspended_unfinishedRegistration_isActiveWhenReinstated() {
    UserRecord todd = suspend(provisioning("1", "todd", null));
    assertThat(todd.state()).isEqualTo(UserState.SUSPENDED);

    UserRecord after = SuspensionTransitions.reinstated(todd, MUCH_LATER);

    assertThat(after.state()).isEqualTo(UserState.ACTIVE);
    assertThat(after.pending().missing()).isEqualTo(todd.pending().missing());
    assertThat(after.pending().find(RotateStreamKey.class)).isEmpty();
  }

  @Test
  void recorded_channelOfASuspendedUser_isRecordedWithoutItsKey() {
    UserRecord todd = suspend(provisioning("1", "todd", null)).with(tasks -> without(tasks));

    UserRecord after = todd.recorded(channel(), LATER);

    assertThat(after.state()).isEqualTo(UserState.SUSPENDED);
    assertThat(after.resources().channel().streamKey()).isNull();
    assertThat(after.pending().find(RevokeStreamKey.class)).isPresent();
  }

  private static PendingTasks without(PendingTasks tasks) {
    return tasks.without(RevokeStreamKey.class);
  }

  @Test
  void lateKey_ofASuspendedUser_isRequestedToBeRevokedAgain() {
    UserRecord todd = suspend(complete("1", "todd"));
    int before = request(todd);

    UserRecord after = todd.with(todd.resources().with(LATE), MUCH_LATER);

    assertThat(after.resources().channel().streamKey()).isNull();
    assertThat(request(after)).isEqualTo(before + 1);
    assertThat(request(SuspensionTransitions.revokingAgain(after, MUCH_LATER)))
        .isEqualTo(before + 2);
  }

  private static int request(UserRecord record) {
    return record.pending().find(RevokeStreamKey.class).orElseThrow().request();
  }

  @Test
  void otherTransitions_ofASuspendedUser_keepTheSuspension() {
    UserRecord todd = suspend(complete("1", "todd"));

    for (UserRecord after :
        new UserRecord[] {
          todd.recorded(stage("other"), LATER),
          todd.lost(ResourceKind.STAGE, LATER, LATER),
          todd.lost(ResourceKind.CHANNEL, LATER, LATER),
          todd.wanting(ResourceKind.STAGE, LATER),
          todd.claimed(lease("worker")),
          todd.with(tasks -> tasks.rotating(LiveChannelPolicy.REFUSE, LATER)),
          todd.with(todd.identity().renamed("tom"), LATER)
        }) {
      assertThat(after.state()).isEqualTo(UserState.SUSPENDED);
      assertThat(after.user().suspension()).isEqualTo(suspension(MUCH_LATER));
      assertThat(after.pending().find(RotateStreamKey.class)).isEmpty();
    }
  }

  @Test
  void reinstated_suspendedUser_getsANewKey() {
    UserRecord after = SuspensionTransitions.reinstated(suspend(complete("1", "todd")), MUCH_LATER);

    assertThat(after.state()).isEqualTo(UserState.ACTIVE);
    assertThat(after.user().suspension()).isNull();
    assertThat(after.pending().list()).hasExactlyElementsOfTypes(RotateStreamKey.class);
    assertThat(after.user().sessionVersion()).isEqualTo(1);
  }

  @Test
  void reinstated_anyOtherUser_isUnchanged() {
    UserRecord todd = complete("1", "todd");

    assertThat(SuspensionTransitions.reinstated(todd, LATER)).isEqualTo(todd);
    assertThat(SuspensionTransitions.revokingAgain(todd, LATER)).isEqualTo(todd);
  }

  @Test
  void reinstatedInTime_beforeAndAtTheEnd_onlyTheEndReinstates() {
    UserRecord todd = suspended("1", LATER);

    assertThat(SuspensionTransitions.reinstatedInTime(todd, LATER.minusNanos(1000)))
        .isEqualTo(todd);
    assertThat(SuspensionTransitions.reinstatedInTime(todd, LATER).state())
        .isEqualTo(UserState.ACTIVE);
    UserRecord endless = suspended("2", null);
    assertThat(SuspensionTransitions.reinstatedInTime(endless, MUCH_LATER)).isEqualTo(endless);
  }

  @Test
  void dueAt_suspendedUser_isTheEarlierOfTheTasksAndTheEnd() {
    UserRecord todd = suspended("1", LATER);

    assertThat(todd.dueAt()).contains(LATER);
    assertThat(SuspensionTransitions.revokingAgain(todd, NOW).dueAt()).contains(NOW);
    assertThat(SuspensionTransitions.revokingAgain(todd, MUCH_LATER).dueAt()).contains(LATER);
    assertThat(suspended("2", null).dueAt()).isEmpty();
    assertThat(todd.deprovisioning(MUCH_LATER).dueAt()).contains(MUCH_LATER);
  }

  @Test
  void deprovisioning_suspendedUser_wasActive() {
    UserRecord removed = suspended("1", null).deprovisioning(LATER);

    assertThat(removed.state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(removed.pending().find(RemoveUser.class).orElseThrow().wasActive()).isTrue();
    assertThat(removed.anonymised(LATER).identity().suspension()).isNull();
  }
}
