package io.streamcat.repository;

import static io.streamcat.channel.LiveChannelPolicy.REFUSE;
import static io.streamcat.channel.LiveChannelPolicy.STOP;
import static io.streamcat.channel.LiveChannelPolicy.WAIT;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.change;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.everyTask;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.tasks;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.realtime.StageChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@Guarantee("PROV-13")
class PendingTasksTest {

  private static final Progress READY = Progress.ready(NOW);
  private static final Progress FAILED = new Progress(3, LATER, "AWS was down");

  @Test
  void equals_sameTasksInAnotherOrder_isTrue() {
    List<PendingTask> reversed = new ArrayList<>(everyTask().list());
    Collections.reverse(reversed);

    assertThat(new PendingTasks(reversed)).isEqualTo(everyTask()).hasSameHashCodeAs(everyTask());
  }

  /** Stores and messages use the names. */
  @Test
  void list_everyTask_hasItsNameAndIsInTheirOrder() {
    assertThat(everyTask().list())
        .extracting(PendingTask::name)
        .containsExactly(
            "adopt channel",
            "change channel",
            "change chat room",
            "change stage",
            "create stage",
            "discard resources",
            "fetch stream key",
            "label chat room",
            "remove user",
            "restore channel",
            "restore stage",
            "revoke stream key",
            "rotate stream key");
  }

  @Test
  void with_taskOfTheSameName_replacesIt() {
    PendingTasks tasks = tasks(create(STAGE, READY), create(CHANNEL, READY));

    assertThat(tasks.with(create(STAGE, FAILED)))
        .isEqualTo(tasks(create(CHANNEL, READY), create(STAGE, FAILED)));
  }

  @Test
  void with_nothingToDiscard_removesTheTask() {
    PendingTasks tasks = PendingTasks.NONE.discarding("a", NOW);

    assertThat(tasks.with(new DiscardResources(Set.of(), Map.of(), READY)))
        .isEqualTo(PendingTasks.NONE);
  }

  @Test
  void without_nameOrType_removesOnlyThat() {
    PendingTasks tasks = tasks(create(STAGE, READY), create(CHANNEL, READY), removal(READY));

    assertThat(tasks.without("create stage"))
        .isEqualTo(tasks(create(CHANNEL, READY), removal(READY)));
    assertThat(tasks.without(CreateResource.class)).isEqualTo(tasks(removal(READY)));
    assertThat(tasks.without("another")).isEqualTo(tasks);
  }

  @Test
  void find_type_returnsItsTask() {
    assertThat(everyTask().find(RemoveUser.class)).isPresent();
    assertThat(PendingTasks.NONE.find(RemoveUser.class)).isEmpty();
  }

  @Test
  void missing_kinds_areThoseToCreate() {
    PendingTasks tasks = tasks(create(STAGE, READY), create(CHANNEL, READY), removal(READY));

    assertThat(tasks.missing()).containsExactlyInAnyOrder(CHANNEL, STAGE);
    assertThat(tasks.creation(STAGE)).contains(create(STAGE, READY));
    assertThat(tasks.creation(CHAT_ROOM)).isEmpty();
  }

  @Test
  void progressed_oneTask_changesItAlone() {
    PendingTasks tasks = tasks(create(STAGE, READY), create(CHANNEL, READY));

    assertThat(tasks.progressed("create stage", progress -> FAILED))
        .isEqualTo(tasks(create(STAGE, FAILED), create(CHANNEL, READY)));
    assertThat(tasks.progressed("another", progress -> FAILED)).isEqualTo(tasks);
  }

  @Test
  void nextAttempt_severalTasks_isTheEarliest() {
    assertThat(PendingTasks.NONE.nextAttempt()).isEmpty();
    assertThat(tasks(create(STAGE, FAILED), create(CHANNEL, READY)).nextAttempt()).contains(NOW);
  }

  @Test
  void nextAttempt_removal_isThatOfTheRemoval() {
    assertThat(tasks(create(STAGE, READY), removal(FAILED)).nextAttempt()).contains(LATER);
  }

  @Test
  void attemptsAndProblem_severalTasks_areThoseOfTheTaskThatFailedMostOften() {
    PendingTasks tasks =
        tasks(
            create(CHANNEL, READY),
            create(CHAT_ROOM, new Progress(2, NOW, "less often")),
            create(STAGE, FAILED));

    assertThat(tasks.attempts()).isEqualTo(3);
    assertThat(tasks.problem()).contains("AWS was down");
    assertThat(PendingTasks.NONE.attempts()).isZero();
    assertThat(PendingTasks.NONE.problem()).isEmpty();
    assertThat(tasks(create(STAGE, READY)).problem()).isEmpty();
  }

  @Test
  void problem_taskWaitsBesideAReadyOne_isItsReason() {
    Progress waiting = READY.waiting("the channel is live", LATER);

    assertThat(tasks(create(CHANNEL, READY), create(STAGE, waiting)).problem())
        .contains("the channel is live");
  }

  @Nested
  class Wishes {

    @Test
    void wanting_newKind_isACertainCreation() {
      assertThat(PendingTasks.NONE.wanting(STAGE, NOW)).isEqualTo(tasks(create(STAGE, READY)));
    }

    @Test
    void wanting_pendingKind_keepsItsProgress() {
      PendingTasks failed = tasks(create(STAGE, FAILED));

      assertThat(failed.wanting(STAGE, MUCH_LATER)).isEqualTo(failed);
    }

    @Test
    void withdrawing_certainCreation_leavesNothing() {
      PendingTasks tasks = tasks(create(STAGE, FAILED), create(CHANNEL, READY));

      assertThat(tasks.withdrawing(STAGE, LATER)).isEqualTo(tasks(create(CHANNEL, READY)));
      assertThat(tasks.withdrawing(CHAT_ROOM, LATER)).isEqualTo(tasks);
    }

    @Test
    void withdrawing_replacementOfALostResource_withdrawsItsChangeToo() {
      PendingTasks tasks =
          tasks(
              create(STAGE, READY),
              new ChangeSettings(STAGE, List.of(change(StageChange.none(), REFUSE)), READY));

      assertThat(tasks.withdrawing(STAGE, LATER)).isEqualTo(PendingTasks.NONE);
    }

    @Test
    void withdrawing_uncertainCreation_searchesForTheResource() {
      PendingTasks tasks = tasks(create(STAGE, FAILED).uncertain(NOW));

      assertThat(tasks.withdrawing(STAGE, LATER))
          .isEqualTo(
              tasks(new DiscardResources(Set.of(), Map.of(STAGE, NOW), Progress.ready(LATER))));
    }

    @Test
    void wanting_againAfterAWithdrawal_looksForTheResourceFirst() {
      PendingTasks withdrawn = tasks(create(STAGE, FAILED).uncertain(NOW)).withdrawing(STAGE, NOW);

      assertThat(withdrawn.wanting(STAGE, LATER))
          .isEqualTo(tasks(new CreateResource(STAGE, NOW, Progress.ready(LATER))));
    }

    @Test
    void wanting_againAfterAWithdrawal_keepsOtherDiscards() {
      PendingTasks withdrawn =
          tasks(create(STAGE, FAILED).uncertain(NOW), create(CHANNEL, FAILED).uncertain(LATER))
              .discarding(stage("surplus").arn(), NOW)
              .withdrawing(STAGE, NOW)
              .withdrawing(CHANNEL, NOW);

      assertThat(withdrawn.wanting(STAGE, LATER).find(DiscardResources.class))
          .contains(
              new DiscardResources(Set.of(stage("surplus").arn()), Map.of(CHANNEL, LATER), READY));
    }

    @Test
    void withdrawing_twiceWithARequestInBetween_keepsTheLatestUncertainty() {
      PendingTasks tasks =
          tasks(create(STAGE, FAILED).uncertain(LATER)).withdrawing(STAGE, NOW).wanting(STAGE, NOW);
      PendingTasks uncertain = tasks.with(tasks.creation(STAGE).orElseThrow().uncertain(NOW));

      assertThat(uncertain.withdrawing(STAGE, NOW).find(DiscardResources.class))
          .hasValueSatisfying(task -> assertThat(task.uncertain()).isEqualTo(Map.of(STAGE, LATER)));
    }
  }

  @Nested
  class Discards {

    @Test
    void discarding_resources_marksThem() {
      PendingTasks tasks = PendingTasks.NONE.discarding("b", NOW).discarding("a", LATER);

      assertThat(tasks).isEqualTo(tasks(new DiscardResources(Set.of("a", "b"), Map.of(), READY)));
      assertThat(tasks.discardedArns()).containsExactly("a", "b");
      assertThat(tasks.isDiscarding("a")).isTrue();
      assertThat(tasks.isDiscarding(channel().arn())).isFalse();
      assertThat(PendingTasks.NONE.discardedArns()).isEmpty();
    }

    @Test
    void discarded_lastResource_endsTheTask() {
      PendingTasks tasks = PendingTasks.NONE.discarding("a", NOW).discarding("b", NOW);

      assertThat(tasks.discarded("a")).isEqualTo(PendingTasks.NONE.discarding("b", NOW));
      assertThat(tasks.discarded("a").discarded("b")).isEqualTo(PendingTasks.NONE);
      assertThat(PendingTasks.NONE.discarded("a")).isEqualTo(PendingTasks.NONE);
    }

    @Test
    void searched_lastKind_endsTheTask() {
      PendingTasks tasks =
          tasks(new DiscardResources(Set.of(), Map.of(STAGE, NOW, CHANNEL, LATER), READY));

      assertThat(tasks.searched(STAGE, NOW))
          .isEqualTo(tasks(new DiscardResources(Set.of(), Map.of(CHANNEL, LATER), READY)));
      assertThat(tasks.searched(STAGE, NOW).searched(CHANNEL, LATER)).isEqualTo(PendingTasks.NONE);
      assertThat(PendingTasks.NONE.searched(STAGE, NOW)).isEqualTo(PendingTasks.NONE);
    }

    @Test
    void searched_laterCreate_isStillSearchedFor() {
      PendingTasks tasks = PendingTasks.NONE.uncertain(STAGE, LATER);

      assertThat(tasks.searched(STAGE, NOW)).isEqualTo(tasks);
    }

    @Test
    void discarding_afterFailures_keepsThem() {
      PendingTasks failed = tasks(new DiscardResources(Set.of("a"), Map.of(), FAILED));

      assertThat(failed.discarding("b", NOW))
          .isEqualTo(tasks(new DiscardResources(Set.of("a", "b"), Map.of(), FAILED)));
    }
  }

  @Nested
  class Requests {

    private static final ChannelChange PRIVATE = ChannelChange.none().authorized(true);
    private static final ChannelChange BASIC = ChannelChange.none().type(ChannelType.BASIC);

    @Test
    void rotating_first_isPending() {
      assertThat(PendingTasks.NONE.rotating(WAIT, NOW))
          .isEqualTo(tasks(new RotateStreamKey(WAIT, READY)));
    }

    @Test
    void rotating_again_mergesThePoliciesAndStartsImmediately() {
      PendingTasks failed = tasks(new RotateStreamKey(WAIT, FAILED));

      assertThat(failed.rotating(REFUSE, MUCH_LATER))
          .isEqualTo(tasks(new RotateStreamKey(REFUSE, Progress.ready(MUCH_LATER))));
      assertThat(failed.rotating(STOP, MUCH_LATER).rotating(WAIT, MUCH_LATER))
          .isEqualTo(tasks(new RotateStreamKey(STOP, Progress.ready(MUCH_LATER))));
    }

    @Test
    void changing_privacyAndThenType_appliesBoth() {
      PendingTasks tasks =
          PendingTasks.NONE
              .changing(ResourceKind.CHANNEL, change(PRIVATE, WAIT), NOW)
              .changing(ResourceKind.CHANNEL, change(BASIC, WAIT), NOW);

      assertThat(tasks)
          .isEqualTo(
              tasks(
                  new ChangeSettings(
                      ResourceKind.CHANNEL,
                      List.of(change(PRIVATE, WAIT), change(BASIC, WAIT)),
                      READY)));
    }

    @Test
    void changing_again_startsImmediately() {
      PendingTasks failed =
          tasks(new ChangeSettings(ResourceKind.CHANNEL, List.of(change(PRIVATE, WAIT)), FAILED));

      assertThat(failed.changing(ResourceKind.CHANNEL, change(BASIC, STOP), MUCH_LATER))
          .isEqualTo(
              tasks(
                  new ChangeSettings(
                      ResourceKind.CHANNEL,
                      List.of(change(PRIVATE, WAIT), change(BASIC, STOP)),
                      Progress.ready(MUCH_LATER))));
    }

    @Test
    void restoring_again_keepsTheLaterTime() {
      PendingTasks first = PendingTasks.NONE.restoring(ResourceKind.CHANNEL, "first", LATER);

      assertThat(first)
          .isEqualTo(
              tasks(
                  new RestoreSettings(
                      ResourceKind.CHANNEL, "first", new Progress(0, LATER, null))));
      assertThat(first.restoring(ResourceKind.CHANNEL, "second", NOW))
          .isEqualTo(
              tasks(
                  new RestoreSettings(
                      ResourceKind.CHANNEL, "second", new Progress(0, LATER, null))));
      assertThat(first.restoring(ResourceKind.CHANNEL, "second", MUCH_LATER))
          .isEqualTo(
              tasks(
                  new RestoreSettings(
                      ResourceKind.CHANNEL, "second", new Progress(0, MUCH_LATER, null))));
    }

    @Test
    void isChanging_anyKind_isTrueWhileAChangeOrRestorationOfItIsPending() {
      PendingTasks changing = PendingTasks.NONE.changing(CHANNEL, change(BASIC, WAIT), NOW);
      PendingTasks restoring = PendingTasks.NONE.restoring(CHANNEL, "mark", NOW);

      assertThat(List.of(changing, restoring))
          .allMatch(tasks -> tasks.isChanging(CHANNEL))
          .noneMatch(tasks -> tasks.isChanging(STAGE));
    }

    @Test
    void requests_anyTask_keepOtherTasks() {
      PendingTasks others = tasks(create(STAGE, FAILED), new FetchStreamKey(NOW, FAILED));

      assertThat(others.rotating(WAIT, NOW).without(RotateStreamKey.class)).isEqualTo(others);
      assertThat(
              others
                  .changing(ResourceKind.CHANNEL, change(BASIC, WAIT), NOW)
                  .without(ChangeSettings.class))
          .isEqualTo(others);
    }
  }

  private static CreateResource create(ResourceKind kind, Progress progress) {
    return new CreateResource(kind, null, progress);
  }

  private static RemoveUser removal(Progress progress) {
    return new RemoveUser(true, false, Set.of(), NOW, progress);
  }
}
