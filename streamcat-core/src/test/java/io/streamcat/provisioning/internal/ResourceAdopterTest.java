package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.Tags;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tags that an adoption adds and a removal takes away, while AWS or the time interferes. */
@Timeout(20)
class ResourceAdopterTest extends ContextFixture {

  private static final Map<String, String> TEAM = Map.of("team", "a");
  private static final ChatRoomSettings CHANGED =
      ChatRoomSettings.builder().maximumMessageLength(7).build();

  private ChatRoom room;

  @BeforeEach
  void create() {
    room = chatRooms.create("theirs", ChatRoomSettings.builder().tags(TEAM).build());
    Lease lease = new Lease("registration", start);
    UserRecord intended =
        UserRecord.intended(
            "key-1",
            HERE,
            identity("todd", "todd", null),
            "streamcat-todd",
            Set.of(),
            lease,
            "writer",
            start);
    users.insert(
        Adoption.adopting(intended, new Resources(null, room, null), time.instant(), lease));
  }

  private WorkResult run() {
    LeasedUser claimed = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    return new ProvisioningWorkflow(context).run(claimed, task -> true, FailurePolicy.RESUME);
  }

  private WorkResult release() {
    run();
    steps.clear();
    Records.change(
        users, TODD, record -> Adoption.retaining(record, time.instant(), time.instant()));
    return run();
  }

  private Map<String, String> tags() {
    return chatRooms.get(room.arn()).orElseThrow().tags();
  }

  private boolean isPending() {
    return stored().pending().find(AdoptResource.class).isPresent();
  }

  @Test
  void adopt_existingRoom_isTaggedAndRecordedAsItWasRead() {
    chatRooms.update(room.arn(), CHANGED);

    assertThat(run().failures()).isEmpty();

    assertThat(tags()).containsEntry(Tags.RECORD, "key-1").containsKey(Tags.ADOPTED_AT);
    assertThat(stored().resources().chatRoom().tags()).isEqualTo(tags());
    assertThat(stored().resources().chatRoom().settings().maximumMessageLength()).isEqualTo(500);
    assertThat(stored().state()).isEqualTo(UserState.ACTIVE);
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.ADOPTED)).isTrue();
  }

  @Test
  void adopt_roomWasReadLongAgo_isRecordedAsItIsNow() {
    time.advance(Duration.ofHours(1));
    chatRooms.update(room.arn(), CHANGED);

    assertThat(run().failures()).isEmpty();

    assertThat(stored().resources().chatRoom().settings().maximumMessageLength()).isEqualTo(7);
    assertThat(stored().resources().chatRoom().tags()).isEqualTo(tags());
  }

  /** AWS may show the settings of before for a while. */
  @Test
  void adopt_settingsWereRecordedSince_areReadWhenAwsShowsThem() {
    time.advance(Duration.ofHours(1));
    chatRooms.update(room.arn(), CHANGED);
    Instant changed = time.instant();
    Records.change(
        users, TODD, record -> record.with(record.resources().withSettingsOf(room), changed));
    transport.before(
        "GetRoom", () -> assertThat(time.instant()).isAfterOrEqualTo(changed.plusSeconds(5)));

    assertThat(run().failures()).isEmpty();

    assertThat(stored().resources().chatRoom().settings().maximumMessageLength()).isEqualTo(7);
  }

  /** The server that recorded the change has a clock that is 50 seconds behind. */
  @Test
  void adopt_settingsWereRecordedByAServerBehind_areReadWhenAwsShowsThem() {
    time.advance(Duration.ofHours(1));
    Instant changed = time.instant();
    Records.change(
        users,
        TODD,
        record -> record.with(record.resources().withSettingsOf(room), changed.minusSeconds(50)));
    transport.before(
        "GetRoom", () -> assertThat(time.instant()).isAfterOrEqualTo(changed.plusSeconds(5)));

    assertThat(run().failures()).isEmpty();
  }

  @Test
  void adopt_userWasSuspendedMeanwhile_recordsTheRoomAsItIsNow() {
    Records.change(
        users,
        TODD,
        record ->
            SuspensionTransitions.suspended(
                record, new Suspension("a film", time.instant(), null), time.instant()));
    time.advance(Duration.ofHours(1));
    chatRooms.update(room.arn(), CHANGED);

    assertThat(run().failures()).isEmpty();

    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    assertThat(stored().resources().chatRoom().settings().maximumMessageLength()).isEqualTo(7);
  }

  @Test
  void adopt_tagsOfAnActiveUserAreRequestedAgain_keepsTheRecordedSettings() {
    run();
    time.advance(Duration.ofHours(1));
    chatRooms.update(room.arn(), CHANGED);
    chatRooms.untag(room.arn(), Tags.OWN);
    Records.change(
        users, TODD, record -> Adoption.taggingAgain(record, room.arn(), time.instant()));

    assertThat(run().failures()).isEmpty();

    assertThat(tags()).containsEntry(Tags.RECORD, "key-1");
    assertThat(stored().resources().chatRoom().settings().maximumMessageLength()).isEqualTo(500);
  }

  @Test
  void adopt_tagsAreDenied_isPendingAndReported() {
    deny("TagResource");

    assertThat(run().failures()).singleElement().isInstanceOf(AccessDeniedException.class);

    assertThat(isPending()).isTrue();
    assertThat(hasStep(Phase.FAILED)).isTrue();
    assertThat(hasStep(Phase.ADOPTED)).isFalse();
  }

  @Test
  void adopt_oldRoomIsGone_failsAndRequestsAnother() {
    time.advance(Duration.ofHours(1));
    chatRooms.delete(room.arn());

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> run().orThrow())
        .withMessageContaining("is not complete yet; call resume")
        .withMessageContaining("not found");

    assertThat(hasStep(Phase.FAILED)).isTrue();
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.CHAT_ROOM);
    assertThat(stored().resources().chatRoom()).isNull();
  }

  @Test
  void adopt_newRoomIsNotFound_isPending() {
    chatRooms.delete(room.arn());

    assertThat(run().failures()).singleElement().isInstanceOf(ResourceNotFoundException.class);

    assertThat(isPending()).isTrue();
    assertThat(stored().resources().chatRoom()).isNotNull();
  }

  @Test
  void adopt_roomMayBeGone_isPending() {
    time.advance(Duration.ofHours(1));
    chatRooms.delete(room.arn());
    deny("GetRoom");

    assertThat(run().failures()).singleElement().isInstanceOf(ResourceNotFoundException.class);

    assertThat(isPending()).isTrue();
  }

  @Test
  void adopt_oldRoomIsThereButNotFound_isPending() {
    time.advance(Duration.ofHours(1));
    answer("TagResource", 404, "ResourceNotFoundException");

    assertThat(run().failures()).singleElement().isInstanceOf(ResourceNotFoundException.class);

    assertThat(isPending()).isTrue();
  }

  @Test
  void release_adoptedRoom_staysInAwsWithItsOwnTags() {
    Instant before = time.instant();

    assertThat(release().isGone()).isTrue();

    assertThat(tags()).isEqualTo(TEAM);
    assertThat(users.findById(TODD)).isEmpty();
    assertThat(hasStep(Phase.RELEASED)).isTrue();
    assertThat(time.instant()).as("no late request").isAfterOrEqualTo(before.plusSeconds(5));
  }

  @Test
  void release_taggedLongAgo_doesNotWait() {
    run();
    Instant tagged = time.instant();
    time.advance(Duration.ofHours(1));
    Records.change(users, TODD, record -> Adoption.retaining(record, tagged, tagged));
    Instant before = time.instant();

    assertThat(run().isGone()).isTrue();

    assertThat(time.instant()).isEqualTo(before);
  }

  @Test
  void release_throttled_failsAtTheDeadline() {
    answer("UntagResource", 429, "ThrottlingException");
    Instant before = time.instant();

    assertThat(release().failures()).singleElement().isInstanceOf(ThrottledException.class);

    assertThat(time.instant()).isAfter(before.plusSeconds(20));
    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(hasStep(Phase.RELEASED)).isFalse();
  }

  @Test
  void release_answerIsLost_waitsAndRemovesTheTagsAgain() {
    int[] requests = {0};
    Instant[] first = {null};
    transport.after(
        "UntagResource",
        () -> {
          if (requests[0]++ == 0) {
            first[0] = time.instant();
            throw error(500, "InternalServerException");
          }
          assertThat(time.instant()).isAfterOrEqualTo(first[0].plusSeconds(5));
        });

    assertThat(release().isGone()).isTrue();

    assertThat(requests[0]).isEqualTo(2);
    assertThat(tags()).isEqualTo(TEAM);
  }

  /** The request that failed last may take effect late, so the next attempt waits for it. */
  @Test
  void release_noAnswer_failsAtTheDeadlineAndWaits() {
    answer("UntagResource", 500, "InternalServerException");
    Instant before = time.instant();

    assertThat(release().failures()).singleElement().isInstanceOf(AwsException.class);

    assertThat(time.instant()).isBefore(before.plusSeconds(60));
    transport.clear();
    assertThat(run().isWaiting()).isTrue();
    assertThat(tags()).containsEntry(Tags.RECORD, "key-1");
    time.advance(Duration.ofSeconds(80));
    assertThat(run().isGone()).isTrue();
    assertThat(tags()).isEqualTo(TEAM);
  }

  /** The interrupt ends the attempts; without a consistency window, no wait would. */
  @Test
  void release_noAnswerAndInterrupted_fails() {
    run();
    answer("UntagResource", 500, "InternalServerException");
    onPause = () -> Thread.currentThread().interrupt();
    Records.change(
        users, TODD, record -> Adoption.retaining(record, time.instant(), time.instant()));

    assertThat(run().failures()).isNotEmpty();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
  }

  @Test
  void release_lateWorkerChangesTheRoomMeanwhile_waitsForItsRequest() {
    transport.before(
        "UntagResource",
        () -> {
          transport.clear();
          Instant late = time.instant().plusSeconds(75);
          Records.change(users, TODD, record -> Adoption.releasedLater(record, late));
        });

    assertThat(release().isWaiting()).isTrue();

    assertThat(stored().resources().chatRoom()).isNotNull();
    time.advance(Duration.ofSeconds(80));
    assertThat(run().isGone()).isTrue();
  }

  @Test
  void release_denied_fails() {
    deny("UntagResource");

    assertThat(release().failures()).singleElement().isInstanceOf(AccessDeniedException.class);

    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
  }

  @Test
  void release_noTimeIsLeft_failsAndKeepsTheTags() {
    run();
    Records.change(
        users, TODD, record -> Adoption.retaining(record, time.instant(), time.instant()));

    WorkResult result = CallScope.withDeadline(time.instant().plusSeconds(1), this::run);

    assertThat(result.failures())
        .singleElement()
        .extracting(StreamCatException::getMessage)
        .isEqualTo("no time was left to remove the tags of " + room.arn());
    assertThat(tags()).containsEntry(Tags.RECORD, "key-1");
  }
}
