package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.Progress;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The restoration of recorded settings in AWS. */
@Timeout(20)
class RestorationTest extends ContextFixture {

  private final ResourceTasks tasks = new ResourceTasks(context);
  private final ChannelService others =
      ChannelService.create(aws.ivs(new FaultyTransport()), calls);
  private final RestoreSettings task =
      new RestoreSettings(ResourceKind.CHANNEL, "mark", Progress.ready(start));

  private Channel drifted() {
    Channel channel = registered(ALL).resources().channel();
    time.advance(Duration.ofHours(1));
    others.update(
        channel.arn(),
        ChannelSettings.builder().type(ChannelType.BASIC).tags(channel.tags()).build());
    return channel;
  }

  private LeasedUser claimed() {
    return context.tryClaim(stored(), record -> record.with(t -> t.with(task))).orElseThrow();
  }

  private TaskResult run() {
    LeasedUser user = claimed();
    TaskResult result = tasks.run(user, task);
    user.end(record -> result.apply(record, context.now(), false));
    return result;
  }

  private boolean isPending() {
    return stored().pending().restoration(ResourceKind.CHANNEL).isPresent();
  }

  @Test
  void restore_driftedChannel_getsTheRecordedSettings() {
    Channel channel = drifted();

    assertThat(run().failure()).isNull();

    assertThat(others.get(channel.arn())).contains(channel);
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.RESTORED)).isTrue();
  }

  @Test
  void restore_liveChannel_waits() {
    Channel channel = drifted();
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());

    assertThat(run().waits())
        .isEqualTo("the recorded settings will be restored when the live stream has ended");

    assertThat(isPending()).isTrue();
    assertThat(aws.isLive(channel.arn())).isTrue();
  }

  @Test
  void restore_rejected_isWithdrawn() {
    drifted();
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run().failure()).isInstanceOf(AwsException.class);

    assertThat(isPending()).isFalse();
    assertThat(hasStep(Phase.FAILED)).isTrue();
    assertThat(hasStep(Phase.RESTORED)).isFalse();
  }

  @Test
  void restore_denied_staysPending() {
    drifted();
    deny("UpdateChannel");

    assertThat(run().failure()).isInstanceOf(AccessDeniedException.class);

    assertThat(isPending()).isTrue();
  }

  @Test
  void restore_notFoundButThere_staysPending() {
    drifted();
    answer("UpdateChannel", 404, "ResourceNotFoundException");

    assertThat(run().failure()).isInstanceOf(ResourceNotFoundException.class);

    assertThat(isPending()).isTrue();
  }

  /** Loses the answer of one update; what happens to the next one is chosen. */
  private void loseAnAnswer(Runnable then) {
    transport.after(
        "UpdateChannel",
        () -> {
          transport.clear();
          then.run();
          throw error(500, "InternalServerException");
        });
  }

  /** Another change may be recorded before the lost request takes effect. */
  private void assertRestoredWhenTheRequestIsOver() {
    assertThat(
            stored()
                .pending()
                .restoration(ResourceKind.CHANNEL)
                .map(next -> next.progress().nextAttempt()))
        .contains(context.now().plusSeconds(20).plus(context.clockSkew()));
  }

  @Test
  void restore_answerIsLost_isRestoredAgainLater() {
    drifted();
    loseAnAnswer(() -> {});

    assertThat(run().failure()).isNull();

    assertRestoredWhenTheRequestIsOver();
    assertThat(stored().updatedAt()).isEqualTo(context.now());
  }

  @Test
  void restore_answerIsLostAndRepetitionIsRejected_isRestoredAgainLater() {
    drifted();
    loseAnAnswer(() -> answer("UpdateChannel", 400, "ValidationException"));

    assertThat(run().failure()).isInstanceOf(AwsException.class);

    assertRestoredWhenTheRequestIsOver();
  }

  @Test
  void restore_answersAreLost_isRestoredAgainLater() {
    drifted();
    transport.after(
        "UpdateChannel",
        () -> {
          throw error(500, "InternalServerException");
        });

    assertThat(run().failure()).isInstanceOf(AwsException.class);

    assertRestoredWhenTheRequestIsOver();
    assertThat(stored().pending().attempts()).isEqualTo(1);
    assertThat(stored().pending().problem()).isPresent();
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void restore_requestedAgainMeanwhile_staysPending() {
    drifted();
    RestoreSettings next =
        new RestoreSettings(ResourceKind.CHANNEL, "another", Progress.ready(start));
    transport.after(
        "UpdateChannel",
        () -> Records.change(users, TODD, record -> record.with(t -> t.with(next))));

    assertThat(run().failure()).isNull();

    assertThat(isPending()).isTrue();
  }

  @Test
  void restore_leaseIsLost_throwsBeforeTheUpdate() {
    Channel channel = drifted();
    LeasedUser user = claimed();
    time.advance(LEASE);
    Records.claim(users, TODD, "other", time.instant().plus(LEASE));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> tasks.run(user, task));

    assertThat(others.get(channel.arn()).orElseThrow().settings().type())
        .isEqualTo(ChannelType.BASIC);
  }

  @Test
  void restore_answerIsLostAndTheChannelIsLive_waitsUntilTheRequestIsOver() {
    drifted();
    loseAnAnswer(() -> answer("UpdateChannel", 409, "ConflictException"));

    assertThat(run().waits()).isNotNull();

    assertRestoredWhenTheRequestIsOver();
  }
}
