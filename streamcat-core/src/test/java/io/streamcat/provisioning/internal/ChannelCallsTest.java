package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.provisioning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.Records;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls for a user's channel, while it is live or another server comes in between. */
@Timeout(20)
class ChannelCallsTest extends ContextFixture {

  private final RegisteredUsers registered =
      new RegisteredUsers(context, new ProvisioningWorkflow(context));
  private final ChannelCalls channelCalls =
      new ChannelCalls(context, registered, new SettingsCalls(context, registered));
  private Channel channel;

  @BeforeEach
  void register() {
    channel = registered(ALL).resources().channel();
  }

  private User rotate(LiveChannelPolicy policy) {
    return channelCalls.rotateStreamKey(TODD, policy);
  }

  private User change(LiveChannelPolicy policy) {
    return channelCalls.change(TODD, change -> change.type(ChannelType.BASIC), policy);
  }

  private void goLive() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
  }

  private static UserRecord withdrawn(UserRecord record) {
    return record.with(tasks -> tasks.without(RotateStreamKey.class));
  }

  @Test
  void rotate_idleChannel_returnsTheNewKey() {
    User after = rotate(LiveChannelPolicy.REFUSE);

    assertThat(after).isEqualTo(stored().user());
    assertThat(after.channel().streamKey()).isNotNull().isNotEqualTo(channel.streamKey());
  }

  @Test
  void rotateAndChange_liveChannelAndRefuse_recordNothing() {
    goLive();
    UserRecord before = stored();

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE));
    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void rotate_liveChannelAndRotationHasBegun_isFinished() {
    deny("CreateStreamKey");
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE));
    transport.clear();
    String other = channels.createStreamKey(channel.arn(), channel.tags()).value().reveal();
    aws.connect(other);

    assertThat(rotate(LiveChannelPolicy.REFUSE).channel().streamKey()).isNotNull();

    assertThat(aws.isValid(other)).isFalse();
  }

  @Test
  void rotate_liveChannelAndRotationWaits_isRejected() {
    goLive();
    rotate(LiveChannelPolicy.WAIT);
    assertThat(stored().pending().find(RotateStreamKey.class)).isPresent();

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE));
  }

  @Test
  void rotate_liveStateIsUnknown_changesNothing() {
    UserRecord before = stored();
    deny("GetStream");

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE))
        .withMessageContaining("keeps the channel as it is; nothing was changed");

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void rotate_leaseIsLost_isFinished() {
    stallAt("ListStreamKeys", record -> record);

    assertThat(rotate(LiveChannelPolicy.REFUSE).channel().streamKey())
        .isNotEqualTo(channel.streamKey());
  }

  @Test
  void rotate_leaseIsLostAndRotationIsWithdrawn_isBusy() {
    stallAt("ListStreamKeys", ChannelCallsTest::withdrawn);

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE));

    assertThat(stored().resources().channel()).isEqualTo(channel);
  }

  @Test
  void rotate_leaseIsLostToAWorkerThatStalls_isUnconfirmed() {
    stallAt("ListStreamKeys", LEASE, record -> record);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE))
        .withMessageContaining("another worker has taken the request over");

    assertThat(stored().pending().find(RotateStreamKey.class)).isPresent();
  }

  @Test
  void rotate_leaseIsLostAndAnotherRotationWaits_isGranted() {
    goLive();
    stallAt("GetStream", record -> record);

    rotate(LiveChannelPolicy.WAIT);

    assertThat(stored().pending().find(RotateStreamKey.class)).isPresent();
    assertThat(stored().resources().channel()).isEqualTo(channel);
  }

  @Test
  void rotate_leaseIsLostAndStoreHasNoKeys_isGranted() {
    Records.change(
        users, TODD, record -> record.with(record.resources().withoutStreamKey(), start));
    stallAt("ListStreamKeys", ChannelCallsTest::withdrawn);

    assertThat(rotate(LiveChannelPolicy.REFUSE).channel().streamKey())
        .isEqualTo(channel.streamKey());
  }

  @Test
  void change_idleChannel_isMade() {
    assertThat(change(LiveChannelPolicy.REFUSE)).isEqualTo(stored().user());
    assertThat(stored().resources().channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }

  @Test
  void change_liveChannelAndWait_isPending() {
    goLive();

    change(LiveChannelPolicy.WAIT);

    assertThat(stored().pending().list()).hasSize(1);
    assertThat(stored().resources().channel()).isEqualTo(channel);
  }

  @Test
  void change_leaseIsLostAndChangeIsWithdrawn_isBusy() {
    stallAt("UpdateChannel", record -> record.with(tasks -> tasks.without("change channel")));

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE));
  }

  @Test
  void change_leaseIsLostAndChannelIsLive_staysPending() {
    stallAt("UpdateChannel", record -> record);
    goLive();

    change(LiveChannelPolicy.WAIT);

    assertThat(stored().pending().list()).isNotEmpty();
  }

  @Test
  void change_conflictWithRecordedSettings_changesNothing() {
    UserRecord before = stored();
    UnaryOperator<ChannelChange> conflicting =
        change ->
            change.multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.ALLOW, MultitrackInput.Resolution.HD));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> channelCalls.change(TODD, conflicting, LiveChannelPolicy.WAIT));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void withStreamKey_keyIsNotStored_isFetched() {
    Records.change(
        users, TODD, record -> record.with(record.resources().withoutStreamKey(), start));

    assertThat(channelCalls.withStreamKey(stored().user()).channel().streamKey())
        .isEqualTo(channel.streamKey());
    channels.delete(channel.arn());
    assertThat(channelCalls.withStreamKey(stored().user())).isEqualTo(stored().user());
  }

  @Test
  void withStreamKey_userWasChangedByAServerAhead_isFetched() {
    Records.change(
        users,
        TODD,
        record -> record.with(record.resources().withoutStreamKey(), start.plusSeconds(50)));

    assertThat(channelCalls.withStreamKey(stored().user()).channel().streamKey())
        .isEqualTo(channel.streamKey());
  }

  @Test
  void takenOver_workerDoesNotFinish_isUnconfirmedAndNotRejected() {
    UserRecord intended = at(HERE, provisioning("2", "ann", null));
    users.insert(intended);
    Records.claim(users, intended.id(), "other", time.instant().plus(LEASE));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> registered.takenOver(intended, new LeaseLostException("2")))
        .withMessageContaining("another worker has taken the request over");
  }

  @Test
  void withStreamKey_interrupted_saysThatAwsMayNotShowTheKey() {
    Records.change(
        users, TODD, record -> record.with(record.resources().withoutStreamKey(), start));
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> channelCalls.withStreamKey(stored().user()))
          .withMessageContaining("has a stream key that AWS may not show yet");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void withStreamKey_awsStillShowsTheRevokedKey_waits() {
    Records.change(
        users, TODD, record -> record.with(record.resources().withoutStreamKey(), start));
    time.advance(Duration.ofHours(1));
    Records.change(users, TODD, record -> record.with(record.resources(), time.instant()));
    channels.deleteStreamKey(Objects.requireNonNull(channel.streamKey()).arn());
    StreamKey next = channels.createStreamKey(channel.arn(), channel.tags());
    aws.lag(Fault.STALE_LIST, "ListStreamKeys", Duration.ofSeconds(1));
    aws.lag(Fault.STALE_GET, "GetStreamKey", Duration.ofSeconds(1));

    assertThat(channelCalls.withStreamKey(stored().user()).channel().streamKey()).isEqualTo(next);
  }
}
