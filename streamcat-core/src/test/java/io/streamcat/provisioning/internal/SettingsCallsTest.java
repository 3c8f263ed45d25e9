package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.internal.resource.SettingsCalls;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of settings that another server makes, replaces or withdraws meanwhile. */
@Timeout(20)
class SettingsCallsTest extends ContextFixture {

  private static final ChannelChange BASIC = ChannelChange.none().type(ChannelType.BASIC);

  private final SettingsCalls settings =
      new SettingsCalls(context, new RegisteredUsers(context, new ProvisioningWorkflow(context)));
  private Channel channel;

  @BeforeEach
  void register() {
    channel = registered(ALL).resources().channel();
  }

  private User change(ChannelChange change, LiveChannelPolicy policy) {
    return settings.change(TODD, ResourceKind.CHANNEL, change, policy);
  }

  private static UserRecord withdrawn(UserRecord record) {
    return record.with(tasks -> tasks.without("change channel"));
  }

  private UserRecord made(UserRecord record, ChannelChange change) {
    return withdrawn(
        record.with(record.resources().withSettingsOf(change.appliedTo(channel)), time.instant()));
  }

  @Test
  void change_otherTasksArePending_leavesThem() {
    users.delete(stored());
    registered(Set.of(ResourceKind.CHANNEL));
    Records.change(users, TODD, record -> record.wanting(ResourceKind.STAGE, start));

    change(BASIC, LiveChannelPolicy.REFUSE);

    assertThat(stored().resources().channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void change_chosenSettings_areRecordedAsChosen() {
    change(BASIC, LiveChannelPolicy.REFUSE);

    assertThat(stored().own().channel()).isEqualTo(BASIC);
  }

  @Test
  void change_anotherServerMakesIt_isGranted() {
    stallAt("UpdateChannel", record -> made(record, BASIC));

    assertThat(change(BASIC, LiveChannelPolicy.REFUSE).channel().settings().type())
        .isEqualTo(ChannelType.BASIC);
  }

  @Test
  void change_anotherServerWithdrawsIt_isBusy() {
    stallAt("UpdateChannel", SettingsCallsTest::withdrawn);

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> change(BASIC, LiveChannelPolicy.REFUSE));
  }

  @Test
  void change_channelIsGoneMeanwhile_isBusy() {
    stallAt(
        "UpdateChannel",
        record ->
            withdrawn(
                record.with(record.resources().without(ResourceKind.CHANNEL), time.instant())));

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> change(BASIC, LiveChannelPolicy.REFUSE));
  }

  @Test
  void change_laterChangeConflicts_isBusy() {
    ChannelChange ts = ChannelChange.none().containerFormat(ContainerFormat.TS);
    ChannelChange multitrack =
        ChannelChange.none()
            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
            .multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.ALLOW, MultitrackInput.Resolution.HD));
    stallAt("UpdateChannel", record -> made(record, multitrack));

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> change(ts, LiveChannelPolicy.REFUSE));
  }

  @Test
  void change_itStaysPendingBecauseOfAnotherOne_isGranted() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
    stallAt("UpdateChannel", record -> record);

    assertThat(change(BASIC, LiveChannelPolicy.WAIT)).isEqualTo(stored().user());

    assertThat(stored().pending().change(ResourceKind.CHANNEL)).isPresent();
  }

  @Test
  void change_anotherServerReplacesIt_isBusy() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
    PendingChange next =
        new PendingChange(ChannelChange.none().authorized(true), LiveChannelPolicy.WAIT);
    stallAt(
        "UpdateChannel",
        record -> withdrawn(record).with(t -> t.changing(ResourceKind.CHANNEL, next, start)));

    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(() -> change(BASIC, LiveChannelPolicy.WAIT));

    assertThat(stored().pending().change(ResourceKind.CHANNEL).orElseThrow().changes())
        .containsExactly(next);
  }

  @Test
  void change_anotherChangeIsRefused_waitsForTheEndOfTheStream() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
    PendingChange refusing =
        new PendingChange(ChannelChange.none().authorized(true), LiveChannelPolicy.REFUSE);
    Records.change(
        users, TODD, record -> record.with(t -> t.changing(ResourceKind.CHANNEL, refusing, start)));

    assertThat(change(BASIC, LiveChannelPolicy.WAIT)).isEqualTo(stored().user());

    assertThat(stored().pending().change(ResourceKind.CHANNEL).orElseThrow().changes())
        .containsExactly(new PendingChange(BASIC, LiveChannelPolicy.WAIT));
  }

  @Test
  void change_liveChannelAndRefuse_isRejected() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> change(BASIC, LiveChannelPolicy.REFUSE));
  }
}
