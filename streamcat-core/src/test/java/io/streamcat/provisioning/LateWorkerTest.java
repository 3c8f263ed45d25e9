package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.emulator.FaultRule;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes without a lease by a worker that stalled past it, at any moment of the next worker's work;
 * and late visibility in AWS.
 */
@Guarantee("LEASE-06")
class LateWorkerTest extends StageOnDemandFixture {

  private final AtomicBoolean late = new AtomicBoolean();

  /** Creates and records a stage once, like a worker with an old request. */
  private void recordLateStage() {
    if (late.compareAndSet(false, true)) {
      Stage stage =
          streamcat
              .realTimeService()
              .create(
                  stored().resourceName(),
                  StageSettings.defaults().withTags(todd.channel().tags()));
      Records.change(users, todd.id(), record -> record.recorded(stage, aws.time().instant()));
    }
  }

  @ParameterizedTest
  @EnumSource(RemovalPolicy.class)
  void deprovision_lateStageIsMarkedRightBeforeTheDeletion_isDeletedFirst(RemovalPolicy removal) {
    UserRepository store =
        InterceptingProxy.calls(
            UserRepository.class,
            users,
            (method, arguments) -> {
              if (method.equals("delete")
                  || (method.equals("update")
                      && ((UserRecord) arguments[1]).state() == UserState.REMOVED)) {
                recordLateStage();
              }
            });
    try (StreamCat other =
        builder(FailurePolicy.RESUME)
            .users(u -> u.removalPolicy(removal))
            .storage(s -> s.users(store))
            .build()) {
      other.users().deprovision(todd.id());
    }

    assertThat(late).isTrue();
    assertThat(aws.emulator().resources()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void ensureStage_failsAfterALateStageWasRecorded_returnsTheUser(FailurePolicy policy) {
    RealTimeService stages =
        InterceptingProxy.before(
            RealTimeService.class,
            streamcat.realTimeService(),
            "create",
            () -> {
              recordLateStage();
              aws.emulator()
                  .faults()
                  .add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
            });
    try (StreamCat other = builder(policy).services(s -> s.realTimeService(stages)).build()) {
      User after = other.users().ensureStage(todd.id());

      assertThat(late).isTrue();
      Invariants.exactlyOneOfEach(aws, after);
      Invariants.nothingBeyond(aws, List.of(after));
    }
    assertThat(stored().isComplete()).isTrue();
  }

  @Test
  void recovery_lateStageRecordedWhileAnotherIsUncertain_searchesAndDeletesTheOther() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
    UserRepository store =
        InterceptingProxy.calls(
            UserRepository.class,
            users,
            (method, arguments) -> {
              // Right before the failed creation is recorded.
              if (method.equals("update") && aws.calls("CreateStage") == 1) {
                recordLateStage();
              }
            });
    // Lists fail, so nothing shows whether the stage was created.
    aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException"));
    try (StreamCat other = builder(FailurePolicy.RESUME).storage(s -> s.users(store)).build()) {
      other.users().ensureStage(todd.id());
    }
    assertThat(late).isTrue();
    aws.emulator().faults().clear();
    aws.recover(streamcat);

    assertThat(stored().isComplete()).isTrue();
    Invariants.exactlyOneOfEach(aws, stored().user());
    Invariants.nothingBeyond(aws, List.of(stored().user()));
  }

  @Test
  void recovery_streamKeyMissingAndChannelNotFoundYet_fetchesTheKeyLater() {
    Records.change(users, todd.id(), this::withoutKey);
    aws.emulator().faults().add(FaultRule.newNotFound("GetChannel", Duration.ofSeconds(2)));

    streamcat.users().resume(todd.id());
    assertThat(stored().pending().list()).hasExactlyElementsOfTypes(FetchStreamKey.class);
    aws.recover(streamcat);

    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().user().channel().streamKey()).isEqualTo(todd.channel().streamKey());
  }

  @Test
  void rotate_keyNotFetchedYet_endsTheFetching() {
    Records.change(users, todd.id(), this::withoutKey);

    User rotated = streamcat.users().rotateStreamKey(todd.id());

    // A get that lags would record the old key again.
    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().user().channel().streamKey()).isEqualTo(rotated.channel().streamKey());
  }

  private UserRecord withoutKey(UserRecord record) {
    Channel channel = todd.channel();
    UserRecord without =
        Records.withResource(
            record,
            new Channel(
                channel.arn(),
                channel.name(),
                channel.ingestEndpoint(),
                channel.playbackUrl(),
                null,
                channel.srt(),
                channel.settings()));
    return without.with(
        tasks ->
            tasks.with(
                new FetchStreamKey(aws.time().instant(), Progress.ready(aws.time().instant()))));
  }
}
