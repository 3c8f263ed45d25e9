package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.ReservedTurns;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceCreator;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.AdoptResource;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.DiscardResources;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One creation of a stage, while answers are lost, denied or late, and the time runs out. */
@Timeout(20)
class ResourceCreatorTest extends ContextFixture {

  private final ResourceCreator creator = new ResourceCreator(context);
  private UserRecord todd;

  @BeforeEach
  void register() {
    todd = register(Set.of(ResourceKind.STAGE));
  }

  private TaskResult create(@Nullable Instant uncertainSince, FailurePolicy policy) {
    PendingTask task =
        new CreateResource(ResourceKind.STAGE, uncertainSince, Progress.ready(start));
    return creator.create(todd, List.of(task), policy).get(0);
  }

  private TaskResult create(@Nullable Instant uncertainSince) {
    return create(uncertainSince, FailurePolicy.RESUME);
  }

  private Stage earlier() {
    return stages.create(
        todd.resourceName(), StageSettings.defaults().withTags(context.tags().identity(todd)));
  }

  /** Returns the deadline of the create, which fails. */
  private Instant deadline(FailurePolicy policy) {
    AtomicReference<Instant> deadline = new AtomicReference<>();
    transport.before(
        "CreateStage",
        () -> {
          deadline.set(CallScope.deadline());
          throw error(403, "AccessDeniedException");
        });
    create(null, policy);
    return deadline.get();
  }

  private @Nullable Instant uncertainSince(TaskResult result) {
    return result
        .apply(todd, time.instant(), false)
        .pending()
        .creation(ResourceKind.STAGE)
        .orElseThrow()
        .uncertainSince();
  }

  @Test
  void isOfRegistration_creationOrAdoption_isTrue() {
    Progress ready = Progress.ready(start);

    assertThat(
            ResourceCreator.isOfRegistration(new CreateResource(ResourceKind.STAGE, null, ready)))
        .isTrue();
    assertThat(ResourceCreator.isOfRegistration(new AdoptResource(ResourceKind.STAGE, ready)))
        .isTrue();
    assertThat(ResourceCreator.isOfRegistration(new FetchStreamKey(start, ready))).isFalse();
  }

  @Test
  void create_newStage_hasTheTagsOfItsRecord() {
    TaskResult result = create(null);

    UserRecord after = result.apply(todd, time.instant(), false);
    assertThat(after.resources().stage()).isEqualTo(result.resources().get(0));
    assertThat(after.resources().stage().name()).isEqualTo("streamcat-todd");
    assertThat(after.resources().stage().tags())
        .containsEntry(Tags.RECORD, todd.key())
        .containsEntry(Tags.USER_ID, TODD.toTagValue())
        .containsEntry(Tags.CREATED_AT, start.toString());
    assertThat(hasStep(Phase.CREATING)).isTrue();
    assertThat(hasStep(Phase.CREATED)).isTrue();
    assertThat(hasStep(Phase.ADOPTED)).isFalse();
  }

  @Test
  void create_unknownAccount_learnsItFromTheStage() {
    ProvisioningContext unknown = context(Home.of("us-east-1", null), users);

    new ResourceCreator(unknown)
        .create(
            todd,
            List.of(new CreateResource(ResourceKind.STAGE, null, Progress.ready(start))),
            FailurePolicy.RESUME);

    assertThat(unknown.home()).isEqualTo(HERE);
  }

  @Test
  void create_earlierWorkerHasCreatedIt_findsIt() {
    String arn = earlier().arn();

    TaskResult result = create(start);

    assertThat(result.resources()).extracting("arn").containsExactly(arn);
    assertThat(existing()).containsExactly("stage");
    assertThat(hasStep(Phase.ADOPTED)).isTrue();
    assertThat(hasStep(Phase.CREATING)).isFalse();
  }

  @Test
  void create_foundStageIsMarkedForDeletion_createsAnother() {
    String arn = earlier().arn();
    todd = todd.with(tasks -> tasks.discarding(arn, start));

    TaskResult result = create(start);

    assertThat(result.resources()).singleElement().extracting("arn").isNotEqualTo(arn);
  }

  @Test
  void create_nothingIsFound_waitsForTheListsAndCreatesIt() {
    TaskResult result = create(start);

    assertThat(result.resources()).hasSize(1);
    assertThat(time.instant()).isAfterOrEqualTo(start.plusSeconds(5));
  }

  @Test
  void create_noTimeIsLeftForTheSearch_mayExist() {
    TaskResult result = CallScope.withDeadline(start.plusSeconds(1), () -> create(start));

    assertThat(result.failure())
        .hasMessage("no time was left to find out whether the resource exists");
    assertThat(result.leftBehind()).containsExactly("possibly a stage");
    assertThat(existing()).isEmpty();
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void create_denied_doesNotExist() {
    deny("CreateStage");

    TaskResult result = create(null);

    assertThat(result.failure()).isInstanceOf(AccessDeniedException.class);
    assertThat(result.leftBehind()).isEmpty();
    assertThat(uncertainSince(result)).isNull();
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void create_deniedAfterAnUncertainAttempt_mayExist() {
    deny("CreateStage");
    time.advance(Duration.ofHours(1));

    assertThat(create(start).leftBehind()).containsExactly("possibly a stage");
  }

  private void loseAnswers() {
    transport.before(
        "CreateStage",
        () -> {
          throw error(500, "InternalServerException");
        });
    transport.before(
        "ListStages",
        () -> {
          throw error(403, "AccessDeniedException");
        });
  }

  @Test
  void create_answerIsLostAndListsAreDenied_mayExistSinceNow() {
    loseAnswers();

    TaskResult result = create(null);

    assertThat(result.failure()).isInstanceOf(OutcomeUnknownException.class);
    assertThat(result.leftBehind()).containsExactly("possibly a stage");
    assertThat(uncertainSince(result)).isEqualTo(context.now());
  }

  @Test
  void create_answerIsLostAtTheDeadline_mayTakeEffectAsLateAsAnyCall() {
    loseAnswers();

    TaskResult result =
        CallScope.withDeadline(
            start.plusSeconds(9),
            () ->
                creator
                    .create(
                        todd,
                        List.of(
                            new CreateResource(ResourceKind.STAGE, null, Progress.ready(start))),
                        FailurePolicy.RESUME)
                    .get(0));

    assertThat(uncertainSince(result)).isEqualTo(context.now().plusSeconds(10));
  }

  @Test
  void create_resume_hasTwiceTheOperationTimeout() {
    assertThat(deadline(FailurePolicy.RESUME)).isEqualTo(start.plusSeconds(60));
  }

  @Test
  void create_rollBack_leavesAThirdOfTheCallersTime() {
    assertThat(
            CallScope.withDeadline(start.plusSeconds(30), () -> deadline(FailurePolicy.ROLL_BACK)))
        .isEqualTo(start.plusSeconds(20));
    assertThat(CallScope.withDeadline(start.plusSeconds(30), () -> deadline(FailurePolicy.RESUME)))
        .as("no roll-back")
        .isEqualTo(start.plusSeconds(30));
  }

  @Test
  void create_rollBackAfterItsReservedTurn_leavesAThirdOfTheTimeFromNow() {
    ReservedTurns turns =
        ReservedTurns.reserve(
            List.of(context.type(ResourceKind.STAGE).planned().get()), start.plusSeconds(40));
    time.advance(Duration.ofSeconds(10));

    assertThat(
            turns.use(
                () ->
                    CallScope.withDeadline(
                        start.plusSeconds(40), () -> deadline(FailurePolicy.ROLL_BACK))))
        .isEqualTo(start.plusSeconds(30));
  }

  @Test
  void create_rollBackWithMuchTime_hasTwiceTheOperationTimeout() {
    assertThat(
            CallScope.withDeadline(start.plusSeconds(300), () -> deadline(FailurePolicy.ROLL_BACK)))
        .isEqualTo(start.plusSeconds(60));
    assertThat(deadline(FailurePolicy.ROLL_BACK)).isEqualTo(start.plusSeconds(60));
  }

  @Test
  void recorded_severalStages_recordsTheFirstAndMarksTheOthers() {
    Stage first = earlier();
    Stage second = stages.create("another", StageSettings.defaults().withTags(Map.of("a", "b")));

    UserRecord after = creator.recorded(todd, List.of(first, second));

    assertThat(after.resources().stage()).isEqualTo(first);
    assertThat(after.pending().discardedArns()).containsExactly(second.arn());
  }

  /** A late worker has sent a create since this worker has searched. */
  @Test
  void create_lateWorkerIsUncertainMeanwhile_searchesOnceMore() {
    CreateResource task = todd.pending().creation(ResourceKind.STAGE).orElseThrow();

    TaskResult result = creator.create(todd, List.of(task), FailurePolicy.RESUME).get(0);
    UserRecord meanwhile =
        todd.with(tasks -> tasks.uncertain(ResourceKind.STAGE, start.plusSeconds(100)));

    assertThat(result.apply(todd, start, false).pending().find(DiscardResources.class)).isEmpty();
    assertThat(
            result
                .apply(meanwhile, start, false)
                .pending()
                .find(DiscardResources.class)
                .orElseThrow()
                .uncertain())
        .containsEntry(ResourceKind.STAGE, start.plusSeconds(100));
  }

  @Test
  void unknown_anyKind_namesIt() {
    assertThat(ResourceCreator.unknown(ResourceKind.CHAT_ROOM)).isEqualTo("possibly a chat room");
  }
}
