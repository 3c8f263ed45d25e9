package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.channelWithoutKey;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.everyTask;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.tasks;
import static io.streamcat.repository.SampleRecords.writer;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.secret.Secret;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.Resources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The transitions of a record that concern its resources. */
@Guarantee("PROV-13")
class UserRecordResourcesTest {

  @Nested
  class Recording {

    @Test
    void recorded_wantedResource_isTheUsers() {
      UserRecord todd = provisioning("1", null, null).recorded(stage(), LATER);

      assertThat(todd.resources()).isEqualTo(new Resources(null, null, stage()));
      assertThat(todd.pending().missing()).containsExactlyInAnyOrder(CHANNEL, CHAT_ROOM);
      assertThat(todd.pending().discardedArns()).isEmpty();
      assertThat(todd.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void recorded_sameResourceAgain_changesNothing() {
      UserRecord todd = provisioning("1", null, null).recorded(stage(), NOW);

      assertThat(todd.recorded(stage(), LATER)).isEqualTo(todd);
    }

    @Test
    void recorded_secondOfItsKind_isDiscarded() {
      UserRecord todd = provisioning("1", null, null).recorded(stage("first"), NOW);

      UserRecord after = todd.recorded(stage("second"), LATER);

      assertThat(after.resources()).isEqualTo(todd.resources());
      assertThat(after.pending().discardedArns()).containsExactly(stage("second").arn());
      assertThat(after.recorded(stage("second"), MUCH_LATER)).isEqualTo(after);
    }

    @Test
    void recorded_unwantedResource_isDiscarded() {
      UserRecord after = active("1", null).recorded(stage(), LATER);

      assertThat(after.resources()).isEqualTo(Resources.NONE);
      assertThat(after.pending())
          .isEqualTo(
              tasks(new DiscardResources(Set.of(stage().arn()), Map.of(), Progress.ready(LATER))));
    }

    /** A resource that was made for a spare carries the key of the record but no user id. */
    @Test
    void recorded_resourceWithoutUserId_getsALabelIfTheRecordHasAUser() {
      UserRecord todd = provisioning("1", null, null);
      UserRecord spare =
          UserRecord.intended(key("1"), HOME, null, "name-1", ALL, null, writer(), NOW);
      Stage ofSpare = tagged(Map.of(Tags.RECORD, key("1")));
      Stage ofUser = tagged(Map.of(Tags.RECORD, key("1"), Tags.USER_ID, "1"));

      assertThat(todd.recorded(ofSpare, LATER).pending().list())
          .contains(new LabelResource(STAGE, Progress.ready(LATER)));
      assertThat(
              List.of(
                  todd.recorded(ofUser, LATER),
                  todd.recorded(stage(), LATER),
                  spare.recorded(ofSpare, LATER)))
          .noneMatch(record -> record.pending().contains("label stage"));
    }

    private static Stage tagged(Map<String, String> tags) {
      return new Stage(
          stage().arn(),
          stage().name(),
          stage().endpoints(),
          new StageSettings(stage().settings().recording(), tags));
    }

    @Test
    void recorded_duringTheRemoval_isDiscarded() {
      UserRecord removed = provisioning("1", null, null).deprovisioning(NOW);

      assertThat(removed.recorded(stage(), LATER).resources()).isEqualTo(Resources.NONE);
      assertThat(removed.recorded(stage(), LATER).pending().discardedArns())
          .containsExactly(stage().arn());
    }

    @Test
    void recorded_usersOwnResourceDuringTheRemoval_changesNothing() {
      UserRecord removed = complete("1", null).deprovisioning(NOW);

      assertThat(removed.recorded(stage(key("1")), LATER)).isEqualTo(removed);
    }

    @Test
    void recorded_resourceMarkedForDeletion_isNeverTheUsers() {
      UserRecord todd =
          provisioning("1", null, null)
              .recorded(stage("first"), NOW)
              .recorded(stage("second"), NOW)
              .lost(STAGE, NOW, NOW);

      UserRecord after = todd.recorded(stage("second"), LATER);

      assertThat(after).isEqualTo(todd);
      assertThat(after.recorded(stage("third"), LATER).resources().stage())
          .isEqualTo(stage("third"));
    }

    @Test
    void recorded_channelWithoutStreamKey_fetchesTheKeyLater() {
      UserRecord todd = provisioning("1", null, null).recorded(channelWithoutKey("a"), LATER);

      assertThat(todd.resources().channel()).isEqualTo(channelWithoutKey("a"));
      assertThat(todd.pending().find(FetchStreamKey.class))
          .contains(new FetchStreamKey(LATER, Progress.ready(LATER)));
      assertThat(provisioning("1", null, null).recorded(channel(), NOW).pending())
          .matches(pending -> pending.find(FetchStreamKey.class).isEmpty());
    }
  }

  @Nested
  class Wanting {

    @Test
    void wanting_resourceTheUserHas_changesNothing() {
      UserRecord todd = complete("1", null);

      assertThat(todd.wanting(STAGE, LATER)).isEqualTo(todd);
    }

    @Test
    void wanting_resourceTheUserLacks_isPending() {
      assertThat(active("1", null).wanting(STAGE, LATER).pending())
          .isEqualTo(tasks(new CreateResource(STAGE, null, Progress.ready(LATER))));
    }

    @Test
    void wanting_uncertainResource_looksForItFirst() {
      UserRecord todd = active("1", null).wanting(STAGE, NOW).leased(lease("crashed"));
      UserRecord claimed = todd.claimed(new Lease("other", MUCH_LATER));

      UserRecord withdrawn = claimed.with(tasks -> tasks.withdrawing(STAGE, NOW));

      assertThat(withdrawn.pending().find(DiscardResources.class).orElseThrow().uncertain())
          .isEqualTo(Map.of(STAGE, LATER));
      assertThat(withdrawn.wanting(STAGE, MUCH_LATER).pending())
          .isEqualTo(tasks(new CreateResource(STAGE, LATER, Progress.ready(MUCH_LATER))));
    }
  }

  @Nested
  class Losing {

    @Test
    void lost_stage_isCreatedAgain() {
      UserRecord todd = complete("1", null);

      UserRecord after = todd.lost(STAGE, NOW, LATER);

      assertThat(after.resources()).isEqualTo(todd.resources().without(STAGE));
      assertThat(after.pending())
          .isEqualTo(tasks(new CreateResource(STAGE, NOW, Progress.ready(LATER))));
      assertThat(after.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void lost_channel_dropsKeyTasksButKeepsChanges() {
      PendingTasks pending = everyTask().without(CreateResource.class).without(RemoveUser.class);

      UserRecord after = complete("1", null).with(before -> pending).lost(CHANNEL, NOW, LATER);

      assertThat(after.pending().list().stream().map(PendingTask::name))
          .containsExactly(
              "change channel",
              "change chat room",
              "change stage",
              "create channel",
              "discard resources",
              "label chat room",
              "restore stage");
    }

    @Test
    void lost_duringTheRemoval_isSearchedForAndNotCreatedAgain() {
      UserRecord removed = complete("1", null).deprovisioning(NOW);

      UserRecord after = removed.lost(STAGE, NOW, LATER);

      assertThat(after.resources().stage()).isNull();
      assertThat(after.pending().missing()).isEmpty();
      assertThat(after.pending().find(DiscardResources.class).orElseThrow().uncertain())
          .isEqualTo(Map.of(STAGE, NOW));
    }
  }

  @Nested
  class Channels {

    private static final ChannelSettings SETTINGS = ChannelSettings.defaults();
    private static final StreamKey KEY = new StreamKey("arn:new", Secret.of("sk_new"));

    @Test
    void withStreamKey_changesTheKeyOnly() {
      UserRecord todd = complete("1", null);

      UserRecord after = todd.with(todd.resources().with(KEY), LATER);

      assertThat(after.resources()).isEqualTo(todd.resources().with(channelOf(todd).with(KEY)));
      assertThat(after.updatedAt()).isEqualTo(LATER);
      assertThat(after.pending()).isEqualTo(todd.pending());
      UserRecord without = active("1", null);
      assertThat(without.resources().with(KEY)).isEqualTo(without.resources());
    }

    @Test
    void withSettingsOf_eachKind_changesTheSettingsAndKeepsTheTags() {
      UserRecord todd = complete("1", null);
      Channel channel = channelOf(todd);
      ChatRoom room = todd.resources().chatRoom();
      Stage stage = todd.resources().stage();

      UserRecord after =
          todd.with(
              todd.resources()
                  .withSettingsOf(channel.with(SETTINGS))
                  .withSettingsOf(
                      room.with(new ChatRoomSettings(0, 9_999, null, List.of(), Map.of())))
                  .withSettingsOf(stage.with(StageSettings.defaults())),
              LATER);

      assertThat(after.resources().channel())
          .isEqualTo(channel.with(SETTINGS.toBuilder().tags(channel.tags()).build()));
      assertThat(after.resources().chatRoom())
          .as("settings of AWS that a caller must not request")
          .isEqualTo(room.with(new ChatRoomSettings(0, 9_999, null, List.of(), room.tags())));
      assertThat(after.resources().stage())
          .isEqualTo(stage.with(new StageSettings(null, stage.tags())));
      assertThat(after.updatedAt()).isEqualTo(LATER);
      assertThat(after.pending()).isEqualTo(todd.pending());
    }

    @Test
    void withSettingsOf_withoutTheResource_changesNothing() {
      UserRecord todd = active("1", null);

      assertThat(todd.resources().withSettingsOf(channel("1").with(SETTINGS)))
          .isEqualTo(todd.resources());
    }

    private static Channel channelOf(UserRecord record) {
      return Objects.requireNonNull(record.resources().channel());
    }
  }
}
