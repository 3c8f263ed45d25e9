package io.streamcat.repository;

import static io.streamcat.channel.LiveChannelPolicy.REFUSE;
import static io.streamcat.channel.LiveChannelPolicy.WAIT;
import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.channelWithoutKey;
import static io.streamcat.repository.SampleRecords.chatRoom;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.tasks;
import static io.streamcat.repository.SampleRecords.writer;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.StreamKey;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The transitions of adopted and of retained resources. */
@Guarantee("PROV-13")
class AdoptionTransitionsTest {

  private static final Lease LEASE = new Lease("worker", MUCH_LATER);
  private static final Map<String, String> TAGS =
      Map.of(Tags.ADOPTED_AT, NOW.toString(), Tags.RECORD, key("1"));
  private static final Progress READY = Progress.ready(NOW);

  private static UserRecord adopting(Resources existing, Set<ResourceKind> missing) {
    return Adoption.adopting(
        UserRecord.intended(
            key("1"), HOME, identity("1", "todd", null), "name", missing, null, writer(), NOW),
        existing,
        NOW,
        LEASE);
  }

  @Test
  void adopting_someKinds_recordsThemAndKeepsTheOtherRequests() {
    UserRecord todd = adopting(new Resources(channel(), chatRoom(), null), Set.of(STAGE));

    assertThat(todd.state()).isEqualTo(UserState.PROVISIONING);
    assertThat(todd.resources()).isEqualTo(new Resources(channel(), chatRoom(), null));
    assertThat(todd.lease()).isEqualTo(LEASE);
    assertThat(todd.pending())
        .isEqualTo(
            tasks(
                new AdoptResource(CHANNEL, READY),
                new AdoptResource(CHAT_ROOM, READY),
                new CreateResource(STAGE, null, READY)));
  }

  @Test
  void adopting_channelWithoutListedKey_fetchesTheKey() {
    UserRecord todd = adopting(new Resources(channelWithoutKey("a"), null, null), Set.of());

    assertThat(todd.pending())
        .isEqualTo(tasks(new AdoptResource(CHANNEL, READY), new FetchStreamKey(NOW, READY)));
  }

  @Test
  void readAgain_sameKey_takesTheSettingsAlone() {
    UserRecord todd = adopting(new Resources(channel(), null, null), Set.of());
    Channel changed =
        channel().with(channel().settings().toBuilder().type(ChannelType.BASIC).build());

    UserRecord after = Adoption.readAgain(todd, changed, LATER);

    assertThat(after.resources().channel()).isEqualTo(changed);
    assertThat(after.pending()).isEqualTo(todd.pending());
  }

  @Test
  void readAgain_keyWasReplaced_takesTheNewKey() {
    UserRecord todd = adopting(new Resources(channel(), chatRoom(), null), Set.of());
    StreamKey fresh = channel("other").streamKey();

    UserRecord after = Adoption.readAgain(todd, channel().with(fresh), LATER);

    assertThat(after.resources().channel().streamKey()).isEqualTo(fresh);
    assertThat(after.pending()).isEqualTo(todd.pending());
    assertThat(Adoption.readAgain(todd, chatRoom(), LATER).resources()).isEqualTo(todd.resources());
  }

  @Test
  void readAgain_keyIsNotListed_isFetchedLater() {
    UserRecord todd = adopting(new Resources(channel(), null, null), Set.of());

    UserRecord after = Adoption.readAgain(todd, channel().with((StreamKey) null), LATER);

    assertThat(after.resources().channel().streamKey()).isNull();
    assertThat(after.pending())
        .isEqualTo(
            tasks(
                new AdoptResource(CHANNEL, READY),
                new FetchStreamKey(LATER, Progress.ready(LATER))));
  }

  @Test
  void readAgain_keyIsRecordedThatThisServerCannotRead_takesTheNewKey() {
    UserRecord todd = adopting(new Resources(channel(), null, null), Set.of());
    UserRecord unreadable =
        todd.with(new Resources(channelWithoutKey("abcdefABCDEF"), null, null), NOW);

    assertThat(Adoption.readAgain(unreadable, channel(), LATER).resources().channel().streamKey())
        .isEqualTo(channel().streamKey());
    UserRecord suspended =
        SuspensionTransitions.suspended(unreadable, new Suspension("a film", NOW, null), NOW);
    assertThat(Adoption.readAgain(suspended, channel(), LATER).resources().channel().streamKey())
        .isNull();
  }

  @Test
  void readAgain_noKeyIsRecorded_recordsNone() {
    UserRecord todd =
        adopting(new Resources(channelWithoutKey("abcdefABCDEF"), null, null), Set.of());

    UserRecord after = Adoption.readAgain(todd, channel(), LATER);

    assertThat(after.resources().channel().streamKey()).isNull();
    assertThat(after.pending()).isEqualTo(todd.pending());
  }

  @Test
  void adopted_lastTask_activatesTheUserAndRecordsTheTags() {
    UserRecord todd = adopting(new Resources(channel(), chatRoom(), null), Set.of());

    UserRecord half = Adoption.adopted(todd, new AdoptResource(CHANNEL, READY), TAGS, LATER);
    UserRecord whole = Adoption.adopted(half, new AdoptResource(CHAT_ROOM, READY), TAGS, LATER);

    assertThat(half.state()).isEqualTo(UserState.PROVISIONING);
    assertThat(half.resources().channel().tags()).isEqualTo(Tags.merged(channel().tags(), TAGS));
    assertThat(whole.state()).isEqualTo(UserState.ACTIVE);
    assertThat(whole.isComplete()).isTrue();
    assertThat(whole.updatedAt()).isEqualTo(LATER);
  }

  @Test
  void adopted_tagsWereRequestedAgainMeanwhile_staysPending() {
    UserRecord todd = adopting(new Resources(channel(), null, null), Set.of());
    UserRecord again = Adoption.taggingAgain(todd, channel().arn(), LATER);

    UserRecord after = Adoption.adopted(again, new AdoptResource(CHANNEL, READY), TAGS, LATER);

    assertThat(after.pending().find(AdoptResource.class))
        .contains(new AdoptResource(CHANNEL, Progress.ready(LATER)));
    assertThat(after.state()).isEqualTo(UserState.ACTIVE);
    assertThat(Adoption.isUnfinished(again, CHANNEL)).isTrue();
    assertThat(Adoption.isUnfinished(after, CHANNEL)).isFalse();
  }

  @Test
  void deprovisioning_tagsAreRequestedAgain_retainsNothing() {
    UserRecord todd =
        Adoption.taggingAgain(
            Adoption.adopted(
                adopting(new Resources(channel(), null, null), Set.of()),
                new AdoptResource(CHANNEL, READY),
                TAGS,
                NOW),
            channel().arn(),
            NOW);

    assertThat(todd.deprovisioning(LATER).pending())
        .isEqualTo(tasks(new RemoveUser(true, false, Set.of(), LATER, Progress.ready(LATER))));
  }

  /** An earlier adoption, whose record is gone, has left its tags. */
  @Test
  void adopted_tagsOfAnEarlierAdoption_doNotCount() {
    Map<String, String> left = Map.of(Tags.ADOPTED_AT, NOW.toString(), Tags.RECORD, key("2"));
    UserRecord todd =
        adopting(new Resources(channel(), null, null).withTags(CHANNEL, left), Set.of());

    assertThat(todd.state()).isEqualTo(UserState.PROVISIONING);
    assertThat(Adoption.isUnfinished(todd, CHANNEL)).isTrue();
  }

  @Test
  void deprovisioning_unfinishedAdoption_retainsExistingResourcesAlone() {
    UserRecord todd =
        Adoption.adopted(
                adopting(new Resources(channel(), chatRoom(), null), Set.of(STAGE)),
                new AdoptResource(CHANNEL, READY),
                TAGS,
                NOW)
            .recorded(stage(), NOW);

    assertThat(todd.deprovisioning(LATER).pending())
        .isEqualTo(
            tasks(
                new RemoveUser(
                    false,
                    false,
                    Set.of(channel().arn(), chatRoom().arn()),
                    LATER,
                    Progress.ready(LATER))));
  }

  @Test
  void deprovisioning_finishedAdoption_retainsNothing() {
    UserRecord todd =
        Adoption.adopted(
            adopting(new Resources(channel(), null, null), Set.of()),
            new AdoptResource(CHANNEL, READY),
            TAGS,
            NOW);

    assertThat(todd.deprovisioning(LATER).pending())
        .isEqualTo(tasks(new RemoveUser(true, false, Set.of(), NOW, Progress.ready(LATER))));
  }

  @Test
  void deprovisioning_unfinishedAdoptionOfEverything_retains() {
    UserRecord todd = adopting(new Resources(channel(), chatRoom(), null), Set.of(STAGE));

    UserRecord removing = todd.deprovisioning(LATER);

    assertThat(retains(removing)).isTrue();
    assertThat(retains(removing.with(Resources.NONE, LATER))).isTrue();
  }

  @Test
  void retains_resourcesAreGone_saysWhatTheRemovalHasDone() {
    UserRecord todd = complete("1", "todd");

    assertThat(retains(todd.deprovisioning(NOW).with(Resources.NONE, LATER))).isFalse();
    assertThat(retains(Adoption.retaining(todd, NOW, NOW).with(Resources.NONE, LATER))).isTrue();
  }

  private static boolean retains(UserRecord record) {
    return record.pending().find(RemoveUser.class).orElseThrow().retainsAll();
  }

  @Test
  void retaining_activeUser_retainsEverything() {
    UserRecord todd = complete("1", "todd");

    UserRecord removing = Adoption.retaining(todd, LATER, LATER);

    assertThat(removing.state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(removing.resources()).isEqualTo(todd.resources());
    assertThat(removing.pending().find(RemoveUser.class).orElseThrow().retained())
        .containsExactlyInAnyOrderElementsOf(
            todd.resources().all().map(resource -> resource.arn()).toList());
  }

  @Test
  void isRetaining_resourceOfARetainingRemoval_isTrueForThatResource() {
    UserRecord todd = complete("1", "todd");
    UserRecord removing = Adoption.retaining(todd, LATER, LATER);

    assertThat(todd.resources().all())
        .allMatch(resource -> Adoption.isRetaining(removing, resource.arn()))
        .noneMatch(resource -> Adoption.isRetaining(todd, resource.arn()));
    assertThat(Adoption.isRetaining(removing, stage("surplus").arn())).isFalse();
  }

  @Test
  void taggingAgain_resourceOfTheUser_isRequestedUnlessTheUserIsBeingRemoved() {
    UserRecord todd = complete("1", "todd");
    UserRecord removing = todd.deprovisioning(NOW);
    String arn = stage(key("1")).arn();

    assertThat(Adoption.taggingAgain(todd, arn, LATER).pending())
        .isEqualTo(tasks(new AdoptResource(STAGE, Progress.ready(LATER))));
    assertThat(Adoption.taggingAgain(todd, stage("surplus").arn(), LATER)).isEqualTo(todd);
    assertThat(Adoption.taggingAgain(removing, arn, LATER)).isEqualTo(removing);
  }

  private static Instant until(PendingTask... pending) {
    UserRecord todd = complete("1", "todd").with(tasks -> tasks(pending));
    return Adoption.retaining(todd, LATER, MUCH_LATER)
        .pending()
        .find(RemoveUser.class)
        .orElseThrow()
        .until();
  }

  @Test
  void retaining_requestMayBeLate_isUntilItCannotTakeEffect() {
    Progress ready = Progress.ready(NOW);
    Progress failed = ready.failed("denied", NOW);

    assertThat(until()).isEqualTo(complete("1", "todd").updatedAt());
    assertThat(until(new RotateStreamKey(WAIT, ready)))
        .isEqualTo(complete("1", "todd").updatedAt());
    assertThat(until(new RevokeStreamKey(1, true, Progress.ready(MUCH_LATER))))
        .isEqualTo(complete("1", "todd").updatedAt());
    // Another worker may be interrupted while it revokes the key, which is no attempt.
    assertThat(until(new RevokeStreamKey(1, false, ready))).isEqualTo(MUCH_LATER);
    assertThat(until(new RevokeStreamKey(1, true, ready))).isEqualTo(MUCH_LATER);
    assertThat(until(new RotateStreamKey(WAIT, failed))).isEqualTo(MUCH_LATER);
    assertThat(until(new RotateStreamKey(REFUSE, ready))).isEqualTo(MUCH_LATER);
    assertThat(until(new RevokeStreamKey(1, false, failed))).isEqualTo(MUCH_LATER);
    assertThat(until(new RestoreSettings(CHANNEL, "mark", failed))).isEqualTo(MUCH_LATER);
    assertThat(until(new RestoreSettings(CHANNEL, "mark", Progress.ready(MUCH_LATER))))
        .isEqualTo(MUCH_LATER);
  }

  @Test
  void retaining_lastChangeOfAServerAhead_isUntilNow() {
    UserRecord todd = complete("1", "todd");
    UserRecord ahead = todd.with(todd.resources(), MUCH_LATER);

    assertThat(
            Adoption.retaining(ahead, LATER, MUCH_LATER)
                .pending()
                .find(RemoveUser.class)
                .orElseThrow()
                .until())
        .isEqualTo(LATER);
  }

  @Test
  void releasedLater_removal_waitsForTheLatestRequest() {
    UserRecord todd = complete("1", "todd");
    UserRecord removing = Adoption.retaining(todd, NOW, NOW);

    UserRecord later = Adoption.releasedLater(removing, LATER);

    assertThat(later.pending().find(RemoveUser.class).orElseThrow().until()).isEqualTo(LATER);
    assertThat(Adoption.releasedLater(later, NOW)).isEqualTo(later);
    assertThat(Adoption.releasedLater(todd, LATER)).isEqualTo(todd);
  }

  @Test
  void retaining_removalThatHasBegun_isUnchanged() {
    UserRecord removing = complete("1", "todd").deprovisioning(NOW);

    assertThat(Adoption.retaining(removing, LATER, LATER)).isEqualTo(removing);
  }
}
