package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.suspension;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.streamcat.channel.Channel;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.internal.resource.LateRepairs;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The repair of keys and settings that a worker has changed after it lost its lease. */
@Timeout(20)
class LateRepairsTest extends ContextFixture {

  private final ResourceTasks tasks = new ResourceTasks(context);
  private final LateRepairs repairs = new LateRepairs(context);
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
  void request_keyOfASuspendedUser_isRevokedAgain() {
    repairs.request(stale, Set.of(), true);
    assertThat(stored()).as("active").isEqualTo(stale);
    Records.change(
        users, TODD, record -> SuspensionTransitions.suspended(record, suspension(null), start));
    Records.change(users, TODD, record -> record.with(t -> PendingTasks.NONE));

    repairs.request(stale, Set.of(), true);

    assertThat(ResourceTasks.isRevoking(stored())).isTrue();
  }

  @Test
  void request_keyOfAnotherUser_isTheOneThatAwsShows() {
    adopted();
    time.advance(Duration.ofMinutes(1));
    channels.deleteStreamKey(Objects.requireNonNull(channel.streamKey()).arn());
    channels.createStreamKey(channel.arn(), Map.of());
    aws.lag(Fault.STALE_LIST, "ListStreamKeys", Duration.ofSeconds(1));
    aws.lag(Fault.STALE_GET, "GetStreamKey", Duration.ofSeconds(1));

    repairs.request(stale, Set.of(), true);
    FetchStreamKey fetch = stored().pending().find(FetchStreamKey.class).orElseThrow();
    LeasedUser other = context.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    UserRecord after = tasks.run(other, fetch).apply(other.record(), time.instant(), false);

    assertThat(
            aws.isValid(
                Objects.requireNonNull(after.resources().channel().streamKey()).value().reveal()))
        .isTrue();
  }

  @Test
  void request_keyAndStoreFails_throwsNothing() {
    Records.change(
        users, TODD, record -> SuspensionTransitions.suspended(record, suspension(null), start));

    assertThatCode(() -> new LateRepairs(failing()).request(stale, Set.of(), true))
        .doesNotThrowAnyException();
  }

  @Test
  void request_userHadNoChannel_changesNothing() {
    UserRecord before = stored();

    repairs.request(stale.with(stale.resources().without(ResourceKind.CHANNEL), start), ALL, true);

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void request_settings_areRestored() {
    repairs.request(stale, ALL, false);

    assertThat(isRestoring()).isTrue();
    assertThat(stored().pending().list()).hasSize(1);
  }

  @Test
  void request_settingsOfAnotherUser_areRestoredWhenTheRequestIsOver() {
    adopted();

    repairs.request(stale, ALL, false);

    assertThat(stored().pending().restoration(ResourceKind.CHANNEL))
        .map(RestoreSettings::progress)
        .hasValueSatisfying(
            progress ->
                assertThat(progress.nextAttempt())
                    .isEqualTo(context.now().plusSeconds(20).plus(context.clockSkew())));
  }

  @Test
  void request_settingsAndStoreFails_throwsNothing() {
    assertThatCode(() -> new LateRepairs(failing()).request(stale, ALL, false))
        .doesNotThrowAnyException();
    assertThat(isRestoring()).isFalse();
  }

  @Test
  void request_storeFailsOnce_isRepeated() {
    AtomicInteger reads = new AtomicInteger();
    ProvisioningContext once =
        context(
            HERE,
            InterceptingProxy.before(
                UserRepository.class,
                users,
                "findByResource",
                () -> {
                  if (reads.incrementAndGet() == 1) {
                    throw new StorageException("away", true, null);
                  }
                }));

    new LateRepairs(once).request(stale, ALL, false);

    assertThat(isRestoring()).isTrue();
  }

  @Test
  void request_channelIsAdoptedMeanwhile_repairsItsNextUser() {
    ProvisioningContext adopting =
        context(
            HERE,
            interrupted(
                () -> {
                  users.delete(stored());
                  insert(copy("key-2", HERE, stale, stale.resources()));
                },
                () -> {}));

    new LateRepairs(adopting).request(stale, ALL, false);

    assertThat(stored().key()).isEqualTo("key-2");
    assertThat(isRestoring()).isTrue();
  }

  @Test
  void request_userIsRemoved_waitsForAnAdoptionUnderWay() {
    assertThat(users.delete(stored())).isTrue();
    Instant before = time.instant();

    repairs.request(stale, ALL, true);

    assertThat(time.instant()).isEqualTo(before.plusSeconds(10));
  }
}
