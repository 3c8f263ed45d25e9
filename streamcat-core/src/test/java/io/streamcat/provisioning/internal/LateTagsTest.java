package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.provisioning.internal.resource.ResourceAdopter;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tags and names that a worker has set after it lost its lease. */
@Timeout(20)
class LateTagsTest extends ContextFixture {

  private final ResourceAdopter adopter = new ResourceAdopter(context);
  private final Progress ready = Progress.ready(start);
  private UserRecord stale;
  private Channel channel;

  @BeforeEach
  void register() {
    stale = registered(ALL);
    channel = stale.resources().channel();
  }

  private void forget() {
    assertThat(users.delete(stored())).isTrue();
  }

  private void releaseLate(PendingTask task) {
    adopter.releaseLate(stale, List.of(TaskResult.done(task, record -> record)));
  }

  private void releaseLate() {
    releaseLate(new AdoptResource(ResourceKind.CHANNEL, ready));
  }

  private void releaseLabels() {
    adopter.releaseLabels(stale, List.of(new LabelResource(ResourceKind.CHANNEL, ready)));
  }

  private Channel actual() {
    return channels.get(channel.arn()).orElseThrow();
  }

  /** Another user gets the channel, and has recorded a name for it. */
  private UserRecord adoptedByAnn(String name) {
    UserRecord ann =
        UserRecord.intended(
            "key-2", HERE, identity("ann", null, null), name, Set.of(), null, "writer", start);
    UserRecord adopting =
        Adoption.adopting(
            ann,
            new Resources(null, null, null).with(channel).withName(ResourceKind.CHANNEL, name),
            start,
            new Lease("registration", start));
    UserRecord adopted =
        Adoption.adopted(
                adopting,
                adopting.pending().find(AdoptResource.class).orElseThrow(),
                Map.of(),
                start)
            .leased(null);
    users.insert(adopted);
    return adopted;
  }

  private UserRecord ann() {
    return users.findByKey("key-2").orElseThrow();
  }

  @Test
  void releaseLate_userStillHasTheChannel_keepsTheTags() {
    releaseLate();

    assertThat(actual().tags()).isEqualTo(channel.tags());
  }

  @Test
  void releaseLate_userIsGone_removesTheTags() {
    forget();

    releaseLate();

    assertThat(actual().tags()).isEmpty();
  }

  @Test
  void releaseLate_getShowsNoTagsYet_removesTheTags() {
    forget();
    channels.untag(channel.arn(), channel.tags().keySet());
    time.advance(Duration.ofMinutes(1));
    channels.tag(channel.arn(), channel.tags());
    aws.lag(Fault.STALE_GET, "GetChannel", Duration.ofSeconds(1));

    releaseLate();
    aws.endLags();

    assertThat(actual().tags()).isEmpty();
  }

  @Test
  void releaseLate_tagsAreShown_removesThemWithoutAWaitThatAnInterruptCouldEnd() {
    forget();
    Instant before = time.instant();

    releaseLate();

    assertThat(time.instant()).isEqualTo(before);
    assertThat(actual().tags()).isEmpty();
  }

  @Test
  void releaseLate_userHasAnotherChannel_removesTheTags() {
    Channel other = channels.create("another", channel.settings());
    Records.replace(users, stale.user(), other);

    releaseLate();

    assertThat(actual().tags()).isEmpty();
  }

  @Test
  void releaseLate_removalRetainsTheChannel_removesTheTags() {
    Records.change(users, TODD, record -> Adoption.retaining(record, start, start));

    releaseLate();

    assertThat(actual().tags()).isEmpty();
  }

  @Test
  void releaseLate_tagsNameAnotherRecord_keepsThem() {
    forget();
    channels.tag(channel.arn(), Map.of(Tags.RECORD, "key-2"));

    releaseLate();

    assertThat(actual().tags()).containsEntry(Tags.RECORD, "key-2");
  }

  @Test
  void releaseLate_resourceWasReleasedBefore_changesNothing() {
    stale = stale.with(stale.resources().without(ResourceKind.CHANNEL), start);

    releaseLate();
    releaseLabels();

    assertThat(actual().tags()).isEqualTo(channel.tags());
  }

  @Test
  void releaseLate_otherTask_keepsTheTags() {
    forget();

    releaseLate(new RotateStreamKey(LiveChannelPolicy.WAIT, ready));

    assertThat(actual().tags()).isEqualTo(channel.tags());
  }

  @Test
  void releaseLate_anotherUserHasAdoptedTheChannel_getsItsTagsAgain() {
    forget();
    adoptedByAnn("streamcat-ann");

    releaseLate();

    assertThat(ann().pending().list()).hasExactlyElementsOfTypes(AdoptResource.class);
  }

  @Test
  void releaseLate_awsDenies_throwsNothing() {
    forget();
    deny("GetChannel");

    assertThatCode(this::releaseLate).doesNotThrowAnyException();
  }

  @Test
  void releaseLabels_userStillHasTheChannel_keepsTagsAndName() {
    releaseLabels();

    assertThat(actual().tags()).isEqualTo(channel.tags());
    assertThat(actual().name()).isEqualTo("streamcat-todd");
  }

  @Test
  void releaseLabels_anotherUserHasTheChannel_restoresItsName() {
    forget();
    adoptedByAnn("streamcat-ann");

    releaseLabels();

    assertThat(actual().tags()).doesNotContainKey(Tags.USER_ID);
    assertThat(actual().name()).isEqualTo("streamcat-ann");
    assertThat(ann().pending().list()).hasExactlyElementsOfTypes(AdoptResource.class);
  }

  @Test
  void releaseLabels_getShowsTheEarlierName_restoresTheName() {
    forget();
    adoptedByAnn("streamcat-ann");
    channels.rename(channel.arn(), "streamcat-ann");
    time.advance(Duration.ofMinutes(1));
    channels.rename(channel.arn(), "streamcat-todd");
    aws.lag(Fault.STALE_GET, "GetChannel", Duration.ofSeconds(1));

    releaseLabels();
    aws.endLags();

    assertThat(actual().name()).isEqualTo("streamcat-ann");
  }

  @Test
  void releaseLabels_channelHasAnotherName_keepsIt() {
    forget();
    adoptedByAnn("streamcat-ann");
    channels.rename(channel.arn(), "chosen-by-ann");

    releaseLabels();

    assertThat(actual().name()).isEqualTo("chosen-by-ann");
  }

  @Test
  void releaseLabels_channelHadTheNameBefore_sendsNoUpdate() {
    forget();
    deny("UpdateChannel");

    releaseLabels();

    assertThat(actual().tags()).doesNotContainKey(Tags.USER_ID);
  }

  @Test
  void releaseLabels_tagsNameAnotherUser_keepsThem() {
    forget();
    channels.tag(channel.arn(), Map.of(Tags.USER_ID, "ann"));

    releaseLabels();

    assertThat(actual().tags()).containsEntry(Tags.USER_ID, "ann");
  }

  @Test
  void releaseLabels_otherTaskOrMissingResource_changesNothing() {
    forget();

    adopter.releaseLabels(stale, List.of(new RotateStreamKey(LiveChannelPolicy.WAIT, ready)));
    adopter.releaseLabels(
        stale.with(stale.resources().without(ResourceKind.CHANNEL), start),
        List.of(new LabelResource(ResourceKind.CHANNEL, ready)));

    assertThat(actual().tags()).isEqualTo(channel.tags());
  }

  @Test
  void restoreTags_retainedChannelHasANextUser_requestsItsTags() {
    UserRecord removing = Adoption.retaining(stale, start, start);
    forget();
    adoptedByAnn("streamcat-ann");

    adopter.restoreTags(stale);
    assertThat(ann().pending().isEmpty()).isTrue();
    adopter.restoreTags(removing);

    assertThat(ann().pending().list()).hasExactlyElementsOfTypes(AdoptResource.class);
  }

  @Test
  void restoreTags_storeFails_throwsNothing() {
    UserRecord removing = Adoption.retaining(stale, start, start);
    forget();
    adoptedByAnn("streamcat-ann");
    ProvisioningContext failing =
        context(
            HERE,
            interrupted(
                () -> {
                  throw new IllegalStateException("away");
                },
                () -> {}));

    assertThatCode(() -> new ResourceAdopter(failing).restoreTags(removing))
        .doesNotThrowAnyException();
  }

  @Test
  void isTagged_keyOfAnotherRecord_isFalse() {
    assertThat(adopter.isTagged(stale, channel)).isTrue();
    channels.tag(channel.arn(), Map.of(Tags.RECORD, "key-2"));
    assertThat(adopter.isTagged(stale, channel)).isFalse();
    channels.delete(channel.arn());

    assertThat(adopter.isTagged(stale, channel)).isFalse();
  }
}
