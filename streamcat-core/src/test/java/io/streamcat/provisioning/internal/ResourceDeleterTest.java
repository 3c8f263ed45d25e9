package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceDeleter;
import io.streamcat.provisioning.internal.resource.ResourceDeleter.Leftover;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deletion of marked, searched and recorded resources, some of which cannot be deleted. */
@Timeout(20)
class ResourceDeleterTest extends ContextFixture {

  private final ResourceDeleter deleter = new ResourceDeleter(context);
  private UserRecord todd;

  @BeforeEach
  void register() {
    todd = registered(ALL);
    time.advance(Duration.ofHours(1));
  }

  private LeasedUser claim(UnaryOperator<UserRecord> change) {
    return context.tryClaim(stored(), change).orElseThrow();
  }

  private TaskResult discard(LeasedUser user) {
    TaskResult result =
        deleter.discard(user, user.record().pending().find(DiscardResources.class).orElseThrow());
    user.end(record -> result.apply(record, context.now(), false));
    return result;
  }

  private TaskResult discard(String... arns) {
    return discard(
        claim(
            record -> {
              UserRecord marked = record;
              for (String arn : arns) {
                marked = marked.with(tasks -> tasks.discarding(arn, time.instant()));
              }
              return marked;
            }));
  }

  /** Searches for stages that were created a moment ago. */
  private TaskResult search() {
    return discard(claim(this::searching));
  }

  private UserRecord searching(UserRecord record) {
    return record.with(tasks -> tasks.uncertain(ResourceKind.STAGE, time.instant()));
  }

  private Stage unrecorded() {
    return stages.create(
        todd.resourceName(), StageSettings.defaults().withTags(todd.resources().stage().tags()));
  }

  private List<Leftover> deleteAll(UnaryOperator<UserRecord> removal) {
    return deleter.deleteAll(claim(removal));
  }

  private List<Leftover> deleteAll() {
    return deleteAll(record -> record.deprovisioning(time.instant()));
  }

  @Test
  void discard_markedResources_areDeleted() {
    TaskResult result = discard(unrecorded().arn(), unrecorded().arn());

    assertThat(result.failure()).isNull();
    assertThat(existing()).containsExactly("channel", "room", "stage");
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.DELETED)).isTrue();
  }

  @Test
  void discard_oneIsDenied_keepsItsMarkOnly() {
    String arn = unrecorded().arn();
    deny("DeleteStage");

    TaskResult result = discard(arn, todd.resources().chatRoom().arn());

    assertThat(result.failure()).isInstanceOf(AccessDeniedException.class);
    assertThat(result.leftBehind()).containsExactly(arn);
    assertThat(stored().pending().discardedArns()).containsExactly(arn);
    assertThat(existing()).containsExactly("channel", "stage", "stage");
  }

  @Test
  void discard_unknownKind_fails() {
    String arn = "arn:aws:ivs:us-east-1:123456789012:thing/abcdefABCDEF";

    TaskResult result = discard(arn);

    assertThat(result.failure()).hasMessage(arn + " has no known kind");
    assertThat(result.leftBehind()).containsExactly(arn);
  }

  @Test
  void search_unrecordedStage_isDeletedAndTheRecordedOneKept() {
    unrecorded();

    assertThat(search().failure()).isNull();

    assertThat(existing()).containsExactly("channel", "room", "stage");
    assertThat(stages.get(todd.resources().stage().arn())).isPresent();
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void search_nothingIsFound_endsWhenListsAreCurrent() {
    Instant before = time.instant();

    assertThat(search().failure()).isNull();

    assertThat(time.instant()).isAfterOrEqualTo(before.plusSeconds(5));
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void search_noTimeIsLeft_isPending() {
    TaskResult result = CallScope.withDeadline(time.instant().plusSeconds(1), () -> search());

    assertThat(result.failure())
        .hasMessage("no time was left to find out whether the resource exists");
    assertThat(result.leftBehind()).containsExactly("possibly a stage");
    assertThat(stored().pending().find(DiscardResources.class)).isPresent();
  }

  @Test
  void search_lateCreateMeanwhile_isSearchedForAgain() {
    transport.after("ListStages", () -> Records.change(users, TODD, this::searching));

    assertThat(search().failure()).isNull();

    assertThat(stored().pending().find(DiscardResources.class).orElseThrow().uncertain())
        .containsOnlyKeys(ResourceKind.STAGE);
  }

  @Test
  void search_stageOfALateWorkerHasTheNameOfTheSpare_isDeleted() {
    stages.create(
        context.settings().spareName(todd.key()),
        StageSettings.defaults().withTags(todd.resources().stage().tags()));

    assertThat(search().failure()).isNull();

    assertThat(existing()).containsExactly("channel", "room", "stage");
  }

  @Test
  void search_foundStageCannotBeDeleted_isMarkedAndSearchedAgain() {
    String arn = unrecorded().arn();
    deny("DeleteStage");

    TaskResult result = search();

    assertThat(result.failure()).isInstanceOf(AccessDeniedException.class);
    DiscardResources task = stored().pending().find(DiscardResources.class).orElseThrow();
    assertThat(task.arns()).containsExactly(arn);
    assertThat(task.uncertain()).containsOnlyKeys(ResourceKind.STAGE);
  }

  @Test
  void search_leaseIsLost_throwsAndDeletesNothing() {
    unrecorded();
    LeasedUser user = claim(this::searching);
    time.advance(LEASE);
    Records.claim(users, TODD, "other", time.instant().plus(LEASE));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> discard(user));

    assertThat(existing()).containsExactly("channel", "room", "stage", "stage");
  }

  @Test
  void deleteAll_completeUser_deletesTheChannelFirst() {
    assertThat(deleteAll()).isEmpty();

    assertThat(existing()).isEmpty();
    assertThat(steps)
        .extracting(ProvisioningStep::kind)
        .containsExactly(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM, ResourceKind.STAGE);
    assertThat(stored().resources().kinds())
        .as("the record is deleted next")
        .containsExactly(ResourceKind.CHAT_ROOM, ResourceKind.STAGE);
  }

  @Test
  void deleteAll_stageIsDenied_recordsTheOthersAsGone() {
    deny("DeleteStage");

    assertThat(deleteAll())
        .extracting(Leftover::what)
        .containsExactly(todd.resources().stage().arn());

    assertThat(stored().resources().kinds()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void deleteAll_channelIsDenied_isLeftOver() {
    deny("DeleteChannel");

    assertThat(deleteAll())
        .extracting(Leftover::what)
        .containsExactly(todd.resources().channel().arn());

    assertThat(stored().resources().kinds()).containsExactly(ResourceKind.CHANNEL);
  }

  @Test
  void deleteAll_markedResource_isDeletedAndUnmarked() {
    String arn = unrecorded().arn();

    assertThat(
            deleteAll(
                record ->
                    record
                        .with(tasks -> tasks.discarding(arn, time.instant()))
                        .deprovisioning(time.instant())))
        .isEmpty();

    assertThat(existing()).isEmpty();
    assertThat(stored().resources().kinds()).isEmpty();
    assertThat(stored().pending().discardedArns()).isEmpty();
  }

  @Test
  void deleteAll_retainedResources_areReleased() {
    assertThat(deleteAll(record -> Adoption.retaining(record, time.instant(), time.instant())))
        .isEmpty();

    assertThat(existing()).containsExactly("channel", "room", "stage");
    assertThat(stored().resources().kinds()).isEmpty();
    assertThat(hasStep(Phase.RELEASED)).isTrue();
    assertThat(hasStep(Phase.DELETED)).isFalse();
  }

  @Test
  void deleteAll_retainedChannelMayStillChange_isReleasedLater() {
    Instant over = context.afterLateRequests();
    UnaryOperator<UserRecord> removal =
        record ->
            Adoption.retaining(
                record.with(context.restoration(ResourceKind.CHANNEL, over)), time.instant(), over);

    assertThat(deleteAll(removal)).hasSize(3);
    time.advance(LEASE);
    assertThat(deleteAll(UnaryOperator.identity())).isEmpty();
  }

  @Test
  void remove_retainedChannelMayStillChange_waitsWithoutAFailedAttempt() {
    LeasedUser user =
        claim(record -> Adoption.retaining(searching(record), time.instant(), time.instant()));
    user.write(record -> Adoption.releasedLater(record, context.afterLateRequests()));

    WorkResult result =
        new ProvisioningWorkflow(context).run(user, task -> true, FailurePolicy.RESUME);

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(result::orThrow)
        .withMessageContaining("recovery will; earlier requests may still change");
    assertThat(result.failures()).isEmpty();
    assertThat(stored().pending().attempts()).isZero();
  }

  @Test
  void deleteAll_retainedResourceCannotBeReleased_isLeftOver() {
    deny("UntagResource");

    assertThat(deleteAll(record -> Adoption.retaining(record, time.instant(), time.instant())))
        .extracting(Leftover::what)
        .hasSize(3);

    assertThat(stored().resources().kinds()).isEqualTo(EnumSet.copyOf(ALL));
  }

  @Test
  void deleteAll_searchOfARetainingUser_keepsTheRetainedStage() {
    Stage stage = todd.resources().stage();

    assertThat(
            deleteAll(
                record -> Adoption.retaining(searching(record), time.instant(), time.instant())))
        .isEmpty();

    assertThat(stages.get(stage.arn())).isPresent();
  }

  @Test
  void deleteAll_releasedStageIsStillListed_isNotDeleted() {
    Stage stage = todd.resources().stage();
    RealTimeService others = RealTimeService.create(aws.ivsRealTime(new FaultyTransport()), calls);
    transport.after("UntagResource", () -> others.tag(stage.arn(), stage.tags()));

    assertThat(
            deleteAll(
                record -> Adoption.retaining(searching(record), time.instant(), time.instant())))
        .isEmpty();

    assertThat(others.get(stage.arn())).isPresent();
  }

  @Test
  void isDone_markedResource_isFalse() {
    assertThat(ResourceDeleter.isDone(claim(record -> record))).isTrue();
    time.advance(LEASE);
    assertThat(ResourceDeleter.isDone(claim(this::searching))).isFalse();
  }
}
