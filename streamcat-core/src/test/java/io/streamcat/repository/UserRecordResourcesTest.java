package io.streamcat.repository;

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
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.user.Resources;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The transitions of a record that concern its resources. */
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
    void recorded_resourceMarkedToBeDeleted_isNeverTheUsers() {
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
    void wanting_whatATakenOverWorkerMayHaveCreated_looksForItFirst() {
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
    void lost_channel_forgetsWhatWasToBeDoneWithItsKeyButNotTheChanges() {
      PendingTasks pending = everyTask().without(CreateResource.class).without(RemoveUser.class);

      UserRecord after = complete("1", null).with(before -> pending).lost(CHANNEL, NOW, LATER);

      assertThat(after.pending().stream().map(PendingTask::name))
          .containsExactly("change channel", "create channel", "discard resources");
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
    private static final StreamKey KEY = new StreamKey("arn:new", "sk_new");

    @Test
    void channelIs_settingsOrKey_changesOnlyThese() {
      UserRecord todd = complete("1", null);
      Channel channel = todd.resources().channel();

      assertThat(channelAfter(todd, SETTINGS, null)).isEqualTo(channel.with(SETTINGS));
      assertThat(channelAfter(todd, null, KEY)).isEqualTo(channel.with(KEY));
      assertThat(channelAfter(todd, SETTINGS, KEY)).isEqualTo(channel.with(SETTINGS).with(KEY));
      assertThat(todd.channelIs(SETTINGS, null, LATER).updatedAt()).isEqualTo(LATER);
      assertThat(todd.channelIs(SETTINGS, null, LATER).pending()).isEqualTo(todd.pending());
    }

    @Test
    void channelIs_withoutChannel_changesNothing() {
      UserRecord todd = active("1", null);

      assertThat(todd.channelIs(SETTINGS, KEY, LATER)).isEqualTo(todd);
    }

    private @Nullable Channel channelAfter(
        UserRecord before, @Nullable ChannelSettings settings, @Nullable StreamKey key) {
      return before.channelIs(settings, key, LATER).resources().channel();
    }
  }
}
