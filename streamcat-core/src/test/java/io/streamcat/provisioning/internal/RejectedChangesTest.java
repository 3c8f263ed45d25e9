package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.Progress;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of settings that AWS rejects. */
@Timeout(20)
@Guarantee("KEYS-07")
class RejectedChangesTest extends SettingsTasksFixture {

  @Test
  void change_rejected_withdrawsTheLatestChangeOnly() {
    answer("UpdateChannel", 400, "ValidationException");
    PendingChange earlier = refusing(PRIVATE);

    assertThat(run(earlier, refusing(BASIC)).failure()).isInstanceOf(AwsException.class);

    assertThat(pending()).containsExactly(earlier);
    assertThat(restoration()).isEmpty();
    assertThat(hasStep(Phase.FAILED)).isTrue();
    run(refusing(BASIC));
    assertThat(pending()).isEmpty();
  }

  @Test
  void change_rejectedAfterAnEarlierWorkerMadeIt_isRecordedAndApplied() {
    updateElsewhere(ChannelSettings.builder().type(ChannelType.BASIC).build());
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run(refusing(BASIC)).failure()).isNull();

    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(pending()).isEmpty();
    assertThat(restoration()).isPresent();
  }

  /** A Get may still show the settings that a restoration has just replaced. */
  @Test
  void change_rejectedRightAfterARestoration_isWithdrawn() {
    ChannelSettings basic = ChannelSettings.builder().type(ChannelType.BASIC).build();
    updateElsewhere(basic);
    RestoreSettings restore =
        new RestoreSettings(ResourceKind.CHANNEL, "mark", Progress.ready(time.instant()));
    LeasedUser user =
        context.tryClaim(stored(), record -> record.with(t -> t.with(restore))).orElseThrow();
    TaskResult restored = new ResourceTasks(context).run(user, restore);
    user.end(record -> restored.apply(record, context.now(), false));
    updateElsewhere(basic);
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(AwsException.class);

    assertThat(recorded()).isEqualTo(channel.settings());
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_rejectedAndAwsHasOtherSettings_restoresTheRecordedOnes() {
    updateElsewhere(ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(AwsException.class);

    assertThat(recorded()).isEqualTo(channel.settings());
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_rejectedAndChannelIsGone_isWithdrawn() {
    others.delete(channel.arn());
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(AwsException.class);

    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void change_referenceIsNotFound_isWithdrawn() {
    answer("UpdateChannel", 404, "ResourceNotFoundException");

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(ResourceNotFoundException.class);

    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void change_deniedChannel_staysPending() {
    deny("UpdateChannel");

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(AwsException.class);

    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isEmpty();
  }

  @Test
  void change_toTheRecordedSettingsOfAChannelThatIsGone_isWithdrawn() {
    others.delete(channel.arn());
    answer("UpdateChannel", 400, "ValidationException");

    assertThat(run(refusing(ChannelChange.none().type(channel.settings().type()))).failure())
        .isInstanceOf(AwsException.class);
  }
}
