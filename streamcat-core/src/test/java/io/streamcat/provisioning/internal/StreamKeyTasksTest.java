package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.suspension;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.provisioning.internal.suspension.SuspensionTransitions;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks that replace, revoke and fetch the stream key of a channel. */
@Timeout(20)
@Guarantee("KEYS-04")
class StreamKeyTasksTest extends ContextFixture {

  private final ResourceTasks tasks = new ResourceTasks(context);
  private Channel channel;

  @BeforeEach
  void register() {
    channel = registered(EnumSet.of(ResourceKind.CHANNEL)).resources().channel();
  }

  private static String value(Channel channel) {
    return Objects.requireNonNull(channel.streamKey()).value().reveal();
  }

  private LeasedUser claim(UnaryOperator<PendingTasks> asked) {
    return context.tryClaim(stored(), record -> record.with(asked)).orElseThrow();
  }

  private TaskResult run(LeasedUser user, Class<? extends PendingTask> type) {
    TaskResult result = tasks.run(user, user.record().pending().find(type).orElseThrow());
    user.end(record -> result.apply(record, context.now(), false));
    return result;
  }

  private TaskResult rotate(LiveChannelPolicy policy) {
    return run(claim(tasks -> tasks.rotating(policy, time.instant())), RotateStreamKey.class);
  }

  private TaskResult revoke() {
    Records.change(
        users,
        TODD,
        record -> SuspensionTransitions.suspended(record, suspension(null), time.instant()));
    return run(claim(UnaryOperator.identity()), RevokeStreamKey.class);
  }

  private TaskResult fetch(Instant since) {
    Records.change(
        users, TODD, record -> record.with(record.resources().withoutStreamKey(), start));
    return run(
        claim(tasks -> tasks.with(new FetchStreamKey(since, Progress.ready(since)))),
        FetchStreamKey.class);
  }

  private LiveChannelPolicy pendingPolicy() {
    return stored().pending().find(RotateStreamKey.class).orElseThrow().policy();
  }

  @Test
  void rotate_idleChannel_replacesTheKey() {
    assertThat(rotate(LiveChannelPolicy.REFUSE).failure()).isNull();

    StreamKey key = stored().resources().channel().streamKey();
    assertThat(key).isNotNull().isNotEqualTo(channel.streamKey());
    assertThat(aws.streamKeysOf(channel.arn())).containsExactly(key.arn());
    assertThat(aws.isValid(value(channel))).isFalse();
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(aws.resources())
        .filteredOn(resource -> resource.type().equals("stream-key"))
        .singleElement()
        .satisfies(
            created ->
                assertThat(created.tags())
                    .containsEntry(Tags.NAMESPACE, "streamcat")
                    .containsEntry(Tags.STORE, users.storeId()));
    assertThat(hasStep(Phase.ROTATING)).isTrue();
  }

  @Test
  void rotate_liveChannelAndWait_keepsTheKeyUntilTheStreamEnds() {
    aws.connect(value(channel));

    assertThat(rotate(LiveChannelPolicy.WAIT).waits())
        .isEqualTo("the stream key changes when the stream ends");

    assertThat(aws.isValid(value(channel))).isTrue();
    assertThat(pendingPolicy()).isEqualTo(LiveChannelPolicy.WAIT);
    aws.disconnect(value(channel));
    assertThat(rotate(LiveChannelPolicy.WAIT).failure()).isNull();
    assertThat(aws.isValid(value(channel))).isFalse();
  }

  @Test
  void rotate_liveChannelAndStop_stopsTheStream() {
    aws.connect(value(channel));

    assertThat(rotate(LiveChannelPolicy.STOP).failure()).isNull();

    assertThat(aws.isLive(channel.arn())).isFalse();
  }

  @Test
  void rotate_liveChannelAndRefuse_doesNotStopTheStream() {
    aws.connect(value(channel));

    assertThat(rotate(LiveChannelPolicy.REFUSE).failure()).isNull();

    assertThat(aws.isLive(channel.arn())).isTrue();
  }

  @Test
  void rotate_createIsDenied_isPendingAndWaitsNoMore() {
    Records.change(
        users,
        TODD,
        record -> record.with(t -> t.with(new FetchStreamKey(start, Progress.ready(start)))));
    deny("CreateStreamKey");

    assertThat(rotate(LiveChannelPolicy.WAIT).failure()).isInstanceOf(AccessDeniedException.class);

    assertThat(pendingPolicy()).isEqualTo(LiveChannelPolicy.REFUSE);
    assertThat(stored().pending().find(FetchStreamKey.class)).isEmpty();
    assertThat(stored().pending().attempts()).isEqualTo(1);
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  private void createAnotherKey() {
    ChannelService other = ChannelService.create(aws.ivs(new FaultyTransport()), calls);
    if (aws.streamKeysOf(channel.arn()).isEmpty()) {
      other.createStreamKey(channel.arn(), Map.of());
    }
  }

  @Test
  void rotate_anotherKeyAppearsOnce_isDeletedToo() {
    transport.before(
        "CreateStreamKey",
        () -> {
          transport.clear();
          createAnotherKey();
        });

    assertThat(rotate(LiveChannelPolicy.REFUSE).failure()).isNull();

    assertThat(aws.streamKeysOf(channel.arn()))
        .containsExactly(stored().resources().channel().streamKey().arn());
  }

  @Test
  void rotate_otherKeysKeepAppearing_failsAtTheDeadlineAndExtendsTheLease() {
    transport.before("CreateStreamKey", this::createAnotherKey);
    LeasedUser user = claim(tasks -> tasks.rotating(LiveChannelPolicy.REFUSE, time.instant()));

    TaskResult result =
        tasks.run(user, user.record().pending().find(RotateStreamKey.class).orElseThrow());

    assertThat(result.failure())
        .hasMessageContaining("has a stream key that AWS does not list")
        .extracting(StreamCatException.class::cast)
        .extracting(StreamCatException::retryable)
        .isEqualTo(true);
    assertThat(user.record().lease())
        .extracting(Lease::until)
        .isEqualTo(time.instant().plus(LEASE));
  }

  @Test
  void rotate_leaseIsLostAtTheDeadline_throws() {
    transport.before(
        "CreateStreamKey",
        () -> {
          createAnotherKey();
          time.advance(LEASE);
          Records.claim(users, TODD, "other", time.instant().plus(LEASE));
        });

    LeasedUser user = claim(tasks -> tasks.rotating(LiveChannelPolicy.REFUSE, time.instant()));
    RotateStreamKey task = user.record().pending().find(RotateStreamKey.class).orElseThrow();

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> tasks.run(user, task));
  }

  @Test
  void rotate_leaseIsLost_throwsAndDeletesNoKey() {
    stallAt("ListStreamKeys", LEASE, record -> record);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> rotate(LiveChannelPolicy.REFUSE));

    assertThat(aws.isValid(value(channel))).isTrue();
  }

  @Test
  void revoke_liveChannel_deletesTheKeyAndStopsTheStream() {
    aws.connect(value(channel));

    assertThat(revoke().failure()).isNull();

    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
    assertThat(aws.isLive(channel.arn())).isFalse();
    assertThat(ResourceTasks.isRevoking(stored())).isFalse();
  }

  /** AWS may still show the revoked key to the next user, so a release waits. */
  @Test
  void revoke_done_recordsTheTimeOfTheChange() {
    Instant before = time.instant();
    transport.before("DeleteStreamKey", () -> time.advance(Duration.ofSeconds(7)));

    assertThat(revoke().failure()).isNull();

    assertThat(stored().updatedAt()).isAfterOrEqualTo(before.plusSeconds(7));
    Instant first = stored().updatedAt();
    assertThat(run(claim(UnaryOperator.identity()), RevokeStreamKey.class).failure()).isNull();
    assertThat(stored().updatedAt()).isAfterOrEqualTo(first.plusSeconds(7));
  }

  /** A request whose answer was lost may create a key after another worker has found none. */
  @Test
  void revoke_lateRequestCreatesAKey_isRevokedByTheRepetition() {
    revoke();
    channels.createStreamKey(channel.arn(), Map.of());
    assertThat(stored().pending().nextAttempt()).contains(context.afterLateRequests());

    assertThat(run(claim(UnaryOperator.identity()), RevokeStreamKey.class).failure()).isNull();

    assertThat(aws.streamKeysOf(channel.arn())).isEmpty();
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  /** The create of the failed repetition may take effect late, too. */
  @Test
  void revoke_repetitionFails_isPostponed() {
    revoke();
    deny("CreateStreamKey");
    run(claim(UnaryOperator.identity()), RevokeStreamKey.class);
    transport.clear();

    assertThat(stored().pending().nextAttempt()).contains(context.afterLateRequests());
    assertThat(stored().pending().attempts()).isEqualTo(1);
    run(claim(UnaryOperator.identity()), RevokeStreamKey.class);
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void revoke_requestedAgain_isRepeatedAgain() {
    revoke();
    int request = stored().pending().find(RevokeStreamKey.class).orElseThrow().request();

    assertThat(revoke().failure()).isNull();

    assertThat(stored().pending().find(RevokeStreamKey.class).orElseThrow().request())
        .isGreaterThan(request);
    assertThat(stored().pending().nextAttempt()).contains(context.afterLateRequests());
  }

  @Test
  void revoke_requestedAgainMeanwhile_staysPending() {
    transport.after(
        "CreateStreamKey",
        () -> {
          transport.clear();
          Records.change(
              users, TODD, record -> SuspensionTransitions.revokingAgain(record, time.instant()));
        });

    assertThat(revoke().failure()).isNull();

    assertThat(ResourceTasks.isRevoking(stored())).isTrue();
  }

  @Test
  void revoke_channelIsGone_isDone() {
    time.advance(Duration.ofHours(1));
    channels.delete(channel.arn());

    assertThat(revoke().failure()).isNull();

    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void revoke_userWithoutAChannel_isDone() {
    Records.change(
        users,
        TODD,
        record -> record.with(record.resources().without(ResourceKind.CHANNEL), start));

    assertThat(revoke().failure()).isNull();

    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(aws.isValid(value(channel))).isTrue();
  }

  @Test
  void fetch_listedKey_isRecorded() {
    assertThat(fetch(time.instant()).failure()).isNull();

    assertThat(stored().resources().channel()).isEqualTo(channel);
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void fetch_channelIsNotFound_waitsUntilListsAreCurrent() {
    channels.delete(channel.arn());

    assertThat(fetch(time.instant()).waits()).isEqualTo("AWS does not find the channel yet");

    assertThat(stored().pending().find(FetchStreamKey.class)).isPresent();
    time.advance(Duration.ofHours(1));
    assertThat(fetch(start).failure())
        .hasMessageContaining("is gone from AWS and cannot be changed");
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void fetch_keyIsNotListed_isReplacedOnceListsAreCurrent() {
    channels.streamKeys(channel.arn()).forEach(channels::deleteStreamKey);

    assertThat(fetch(time.instant()).waits()).isEqualTo("AWS does not list the stream key yet");

    assertThat(stored().pending().find(RotateStreamKey.class)).isEmpty();
    time.advance(Duration.ofHours(1));
    assertThat(fetch(start).failure()).isNull();
    assertThat(stored().pending().find(FetchStreamKey.class)).isEmpty();
    assertThat(pendingPolicy()).isEqualTo(LiveChannelPolicy.REFUSE);
  }
}
