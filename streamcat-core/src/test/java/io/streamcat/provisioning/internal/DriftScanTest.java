package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.Finding;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The users and resources whose settings a plan with drift compares. */
@Timeout(20)
class DriftScanTest extends ContextFixture {

  private UserRecord todd;

  @BeforeEach
  void register() {
    todd = registered(ALL);
    time.advance(Duration.ofHours(2));
  }

  private void driftChannel() {
    channels.update(
        todd.resources().channel().arn(),
        ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());
  }

  private void driftRoom() {
    chatRooms.update(
        todd.resources().chatRoom().arn(),
        ChatRoomSettings.builder().maximumMessageLength(7).build());
  }

  /** Records a recording that the stage does not have. */
  private void driftStage() {
    Stage stage = todd.resources().stage();
    StageSettings recorded =
        new StageSettings(
            ParticipantRecording.to(
                "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF"),
            stage.tags());
    Stage drifted = new Stage(stage.arn(), stage.name(), stage.endpoints(), recorded);
    todd = Records.change(users, TODD, record -> Records.withResource(record, drifted));
  }

  private void driftAll() {
    driftChannel();
    driftRoom();
    driftStage();
  }

  private List<Finding> findings() {
    return reconciler(users).planWithDrift().findings();
  }

  @Test
  void plan_driftOfEachKind_isFound() {
    driftAll();

    assertThat(findings())
        .extracting(Finding::type, Finding::kind, Finding::userId)
        .containsExactly(
            tuple(Finding.Type.DRIFTED, ResourceKind.CHANNEL, TODD),
            tuple(Finding.Type.DRIFTED, ResourceKind.CHAT_ROOM, TODD),
            tuple(Finding.Type.DRIFTED, ResourceKind.STAGE, TODD));
    assertThat(reconciler(users).plan().findings()).isEmpty();
  }

  @Test
  void plan_changesArePending_findsNoDrift() {
    driftAll();
    Records.change(
        users,
        TODD,
        record -> {
          UserRecord changing = record;
          for (ResourceKind kind : ALL) {
            PendingChange change =
                new PendingChange(
                    ResourceKind.changeTo(Objects.requireNonNull(record.resources().get(kind))),
                    LiveChannelPolicy.WAIT);
            changing = changing.with(tasks -> tasks.changing(kind, change, start));
          }
          return changing;
        });

    assertThat(findings()).isEmpty();
  }

  @Test
  void plan_channels_areReadInABatch() {
    AtomicInteger reads = new AtomicInteger();
    transport.before("GetChannel", reads::incrementAndGet);

    assertThat(findings()).isEmpty();

    assertThat(reads).hasValue(0);
  }

  @Test
  void plan_batchIsDenied_readsEachChannel() {
    driftChannel();
    deny("BatchGetChannel");

    assertThat(findings())
        .extracting(Finding::type, Finding::kind)
        .containsExactly(tuple(Finding.Type.DRIFTED, ResourceKind.CHANNEL));
  }

  @Test
  void plan_busyUser_isNotCompared() {
    driftAll();
    Records.claim(users, TODD, "other", time.instant().plus(LEASE));

    assertThat(findings()).isEmpty();
  }

  @Test
  void plan_userOfAnotherHome_isNotRead() {
    insert(at(Home.of("us-east-1", "999999999999"), complete("ann", null)));
    AtomicInteger reads = new AtomicInteger();
    transport.before("GetStage", reads::incrementAndGet);

    assertThat(findings()).isEmpty();

    assertThat(reads).hasValue(1);
  }

  @Test
  void plan_recordChangesMeanwhile_findsNoDrift() {
    driftStage();
    transport.before(
        "GetStage",
        () -> {
          transport.clear();
          Records.change(users, TODD, record -> record.with(tasks -> tasks.without("none")));
        });

    assertThat(findings()).isEmpty();
  }

  @Test
  void plan_userIsRemovedMeanwhile_findsNoDrift() {
    driftStage();
    transport.before(
        "GetStage",
        () -> {
          transport.clear();
          assertThat(users.delete(stored())).isTrue();
        });

    assertThat(findings()).extracting(Finding::type).doesNotContain(Finding.Type.DRIFTED);
  }

  @Test
  void plan_untaggedStage_isNotCompared() {
    driftStage();
    stages.untag(todd.resources().stage().arn(), Tags.OWN);

    assertThat(findings()).extracting(Finding::type).doesNotContain(Finding.Type.DRIFTED);
  }
}
