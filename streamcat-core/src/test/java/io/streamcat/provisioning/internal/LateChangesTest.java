package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.suspension;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.streamcat.channel.Channel;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.provisioning.internal.resource.SettingsTasks;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The repair of keys and settings that a worker has changed after it lost its lease. */
@Timeout(20)
class LateChangesTest extends ContextFixture {

  private final ResourceTasks tasks = new ResourceTasks(context);
  private final SettingsTasks settings = new SettingsTasks(context);
  private UserRecord stale;
  private Channel channel;

  @BeforeEach
  void register() {
    stale = registered(EnumSet.of(ResourceKind.CHANNEL));
    channel = stale.resources().channel();
  }

  /** Another user gets the channel. */
  private void adopted() {
    assertThat(users.delete(stored())).isTrue();
    insert(copy("key-2", HERE, stale, stale.resources()));
  }

  private boolean isRestoring() {
    return stored().pending().restoration(ResourceKind.CHANNEL).isPresent();
  }

  private ProvisioningContext failing() {
    return context(
        HERE,
        interrupted(
            () -> {
              throw new StorageException("away", false, null);
            },
            () -> {}));
  }

  @Test
  void repairKeyLater_suspendedUser_requestsAnotherRevocation() {
    tasks.repairKeyLater(stale);
    assertThat(stored()).as("active").isEqualTo(stale);
    Records.change(
        users, TODD, record -> SuspensionTransitions.suspended(record, suspension(null), start));
    Records.change(users, TODD, record -> record.with(t -> PendingTasks.NONE));

    tasks.repairKeyLater(stale);

    assertThat(ResourceTasks.isRevoking(stored())).isTrue();
  }

  @Test
  void repairKeyLater_anotherUserHasTheChannel_fetchesTheKeyThatAwsShows() {
    adopted();
    time.advance(Duration.ofMinutes(1));
    channels.deleteStreamKey(Objects.requireNonNull(channel.streamKey()).arn());
    channels.createStreamKey(channel.arn(), Map.of());
    aws.lag(Fault.STALE_LIST, "ListStreamKeys", Duration.ofSeconds(1));
    aws.lag(Fault.STALE_GET, "GetStreamKey", Duration.ofSeconds(1));

    tasks.repairKeyLater(stale);
    FetchStreamKey fetch = stored().pending().find(FetchStreamKey.class).orElseThrow();
    LeasedUser other = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    UserRecord after = tasks.run(other, fetch).apply(other.record(), time.instant(), false);

    assertThat(
            aws.isValid(
                Objects.requireNonNull(after.resources().channel().streamKey()).value().reveal()))
        .isTrue();
  }

  @Test
  void repairKeyLater_storeFails_throwsNothing() {
    Records.change(
        users, TODD, record -> SuspensionTransitions.suspended(record, suspension(null), start));

    assertThatCode(() -> new ResourceTasks(failing()).repairKeyLater(stale))
        .doesNotThrowAnyException();
  }

  @Test
  void repairKeyLater_userHadNoChannel_changesNothing() {
    UserRecord before = stored();

    tasks.repairKeyLater(stale.with(stale.resources().without(ResourceKind.CHANNEL), start));

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void restoreLater_recordedKinds_arePending() {
    settings.restoreLater(stale, ALL);

    assertThat(isRestoring()).isTrue();
    assertThat(stored().pending().list()).hasSize(1);
  }

  @Test
  void restoreLater_anotherUserHasTheChannel_restoresItWhenTheRequestIsOver() {
    adopted();

    settings.restoreLater(stale, ALL);

    assertThat(stored().pending().restoration(ResourceKind.CHANNEL))
        .map(RestoreSettings::progress)
        .hasValueSatisfying(
            progress ->
                assertThat(progress.nextAttempt())
                    .isEqualTo(context.now().plusSeconds(20).plus(context.clockSkew())));
  }

  @Test
  void restoreLater_storeFails_throwsNothing() {
    assertThatCode(() -> new SettingsTasks(failing()).restoreLater(stale, ALL))
        .doesNotThrowAnyException();
    assertThat(isRestoring()).isFalse();
  }
}
