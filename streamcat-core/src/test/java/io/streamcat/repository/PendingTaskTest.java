package io.streamcat.repository;

import static io.streamcat.channel.LiveChannelPolicy.STOP;
import static io.streamcat.channel.LiveChannelPolicy.WAIT;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.change;
import static io.streamcat.repository.SampleRecords.everyTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Guarantee("PROV-13")
class PendingTaskTest {

  private static final Progress READY = Progress.ready(NOW);

  @Test
  void withProgress_anyTask_changesNothingElse() {
    Progress progress = new Progress(1, LATER, "AWS was down");

    assertThat(everyTask().list())
        .allSatisfy(
            task -> {
              PendingTask changed = task.with(progress);
              assertThat(changed.progress()).isEqualTo(progress);
              assertThat(changed.name()).isEqualTo(task.name());
              assertThat(changed.with(task.progress())).isEqualTo(task);
            });
  }

  @Test
  void name_tasksOfOneRecord_differ() {
    assertThat(everyTask().list().stream().map(PendingTask::name)).doesNotHaveDuplicates();
    assertThat(List.of(ResourceKind.values()))
        .extracting(kind -> new CreateResource(kind, null, READY).name())
        .containsExactly("create channel", "create chat room", "create stage");
  }

  @Nested
  class Creation {

    @Test
    void uncertain_severalTimes_keepsTheLatest() {
      CreateResource create = new CreateResource(ResourceKind.STAGE, null, READY);

      assertThat(create.uncertain(LATER).uncertainSince()).isEqualTo(LATER);
      assertThat(create.uncertain(LATER).uncertain(NOW)).isEqualTo(create.uncertain(LATER));
      assertThat(create.uncertain(NOW).uncertain(LATER)).isEqualTo(create.uncertain(LATER));
    }
  }

  @Nested
  class Rotation {

    @ParameterizedTest
    @CsvSource({
      "WAIT, WAIT, WAIT",
      "WAIT, REFUSE, REFUSE",
      "REFUSE, REFUSE, REFUSE",
      "WAIT, STOP, STOP",
      "REFUSE, STOP, STOP",
      "STOP, STOP, STOP"
    })
    void and_anotherRequest_usesTheStrongerPolicy(
        LiveChannelPolicy one, LiveChannelPolicy other, LiveChannelPolicy both) {
      assertThat(new RotateStreamKey(one, READY).and(other))
          .isEqualTo(new RotateStreamKey(both, READY));
      assertThat(new RotateStreamKey(other, READY).and(one))
          .isEqualTo(new RotateStreamKey(both, READY));
    }
  }

  @Nested
  class ChannelChanges {

    private static final ChannelChange PRIVATE = ChannelChange.none().authorized(true);
    private static final ChannelChange BASIC = ChannelChange.none().type(ChannelType.BASIC);

    @Test
    void then_otherMembers_keepsBothChangesInOrder() {
      ChangeSettings task = task(change(PRIVATE, WAIT)).then(change(BASIC, WAIT));

      assertThat(task.changes()).containsExactly(change(PRIVATE, WAIT), change(BASIC, WAIT));
      ChannelSettings after = ((ChannelChange) task.combined()).applyTo(ChannelSettings.defaults());
      assertThat(after.authorized()).isTrue();
      assertThat(after.type()).isEqualTo(ChannelType.BASIC);
    }

    @Test
    void then_membersOfAnEarlierChange_replacesTheOneOfTheSamePolicy() {
      PendingChange open = change(PRIVATE.authorized(false).type(ChannelType.BASIC), WAIT);

      ChangeSettings task =
          task(change(PRIVATE, WAIT))
              .then(change(PRIVATE, STOP))
              .then(change(BASIC.latencyMode(LatencyMode.LOW), WAIT))
              .then(open);

      assertThat(task.changes())
          .containsExactly(
              change(PRIVATE, STOP), change(BASIC.latencyMode(LatencyMode.LOW), WAIT), open);
      assertThat(task.combined()).isEqualTo(BASIC.authorized(false).latencyMode(LatencyMode.LOW));
    }

    @Test
    void then_earlierTypeDropsThePreset_isKept() {
      ChannelChange advanced = ChannelChange.none().type(ChannelType.ADVANCED_HD);

      ChangeSettings task = task(change(BASIC, WAIT)).then(change(advanced, WAIT));

      assertThat(task.combined()).isEqualTo(advanced.preset(null));
    }

    @Test
    void then_keepsTheProgress() {
      Progress failed = READY.failed("AWS was down", NOW);

      assertThat(task(change(PRIVATE, WAIT)).with(failed).then(change(BASIC, STOP)).progress())
          .isEqualTo(failed);
    }

    @Test
    void changes_areUnmodifiable() {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> task(change(PRIVATE, WAIT)).changes().clear());
    }

    private ChangeSettings task(PendingChange change) {
      return new ChangeSettings(ResourceKind.CHANNEL, List.of(change), READY);
    }
  }

  @Nested
  class Discard {

    private final DiscardResources nothing = new DiscardResources(Set.of(), Map.of(), READY);

    @Test
    void and_thenWithout_isEmptyAgain() {
      DiscardResources two = nothing.and("b").and("a").and("b");

      assertThat(two.arns()).containsExactly("a", "b");
      assertThat(two.without("a").arns()).containsExactly("b");
      assertThat(two.without("c")).isEqualTo(two);
      assertThat(two.without("a").without("b")).isEqualTo(nothing);
    }

    @Test
    void andSearch_severalTimes_keepsTheLatestTime() {
      DiscardResources search = nothing.andSearch(ResourceKind.STAGE, LATER);

      assertThat(search.andSearch(ResourceKind.STAGE, NOW)).isEqualTo(search);
      assertThat(search.andSearch(ResourceKind.STAGE, MUCH_LATER).uncertain())
          .isEqualTo(Map.of(ResourceKind.STAGE, MUCH_LATER));
      assertThat(search.andSearch(ResourceKind.CHANNEL, NOW).uncertain())
          .isEqualTo(Map.of(ResourceKind.STAGE, LATER, ResourceKind.CHANNEL, NOW));
    }

    @Test
    void withoutSearch_otherKinds_stay() {
      DiscardResources search =
          nothing.andSearch(ResourceKind.STAGE, LATER).andSearch(ResourceKind.CHANNEL, NOW);

      assertThat(search.withoutSearch(ResourceKind.CHANNEL).uncertain())
          .isEqualTo(Map.of(ResourceKind.STAGE, LATER));
      assertThat(search.withoutSearch(ResourceKind.CHAT_ROOM)).isEqualTo(search);
    }

    @Test
    void isEmpty_onlyWithoutArnsAndSearches() {
      assertThat(nothing.isEmpty()).isTrue();
      assertThat(nothing.and("a").isEmpty()).isFalse();
      assertThat(nothing.andSearch(ResourceKind.STAGE, NOW).isEmpty()).isFalse();
    }

    @Test
    void collections_areUnmodifiable() {
      Map<ResourceKind, Instant> uncertain = nothing.uncertain();

      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> nothing.arns().add("a"));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> uncertain.put(ResourceKind.STAGE, NOW));
    }
  }
}
