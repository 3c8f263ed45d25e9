package io.streamcat.broadcast;

import static io.streamcat.broadcast.LiveStream.Health.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallLimiter;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.SampleEvents;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repairs over HTTP, in an AWS whose events are all lost unless a test says so. */
@Guarantee({"EVENT-07", "EVENT-08"})
class BroadcastRepairTest {

  private final EmulatedAws aws = new EmulatedAws(IvsEmulator.builder().enforceQuotas(true));
  private final BroadcastRepository repository = BroadcastRepository.inMemory();
  private final StreamCat streamcat = builder().build();
  private final Broadcasts broadcasts = streamcat.broadcasts();
  private final String arn = channel();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat()
        .aws(a -> a.callLimiter(CallLimiter.standard(aws.time())))
        .storage(s -> s.broadcasts(repository))
        .broadcastListener(new BroadcastListener() {});
  }

  private String channel() {
    return streamcat.channelService().create("todd", ChannelSettings.defaults()).arn();
  }

  private Broadcast live() {
    return broadcasts.live(arn).orElseThrow();
  }

  private Broadcast known(Broadcast broadcast) {
    return broadcasts.find(broadcast.streamId()).orElseThrow();
  }

  private Instant pass(Duration duration) {
    aws.time().advance(duration);
    return aws.time().instant();
  }

  @Test
  void liveAndNotKnown_isOpened() {
    Instant began = aws.time().instant();
    aws.emulator().startStream(arn);
    pass(Duration.ofMinutes(7));

    RepairReport report = broadcasts.repair();

    assertThat(live()).isEqualTo(Broadcast.seen(live().streamId(), arn, began).started(began));
    assertThat(report.asked()).isEqualTo(1);
    assertThat(report.changed()).containsExactly(live().streamId());
    assertThat(report.failed()).isEmpty();
  }

  @Test
  void liveAndKnown_isNotAskedAbout() {
    aws.emulator().startStream(arn);
    broadcasts.repair();
    long before = aws.calls("GetStreamSession");

    RepairReport report = broadcasts.repair();

    assertThat(report.asked()).isZero();
    assertThat(aws.calls("GetStreamSession")).isEqualTo(before);
  }

  @Test
  void knownAndNotLive_isClosedAsAwsTells() {
    String recordings =
        aws.create(
            "CreateRecordingConfiguration",
            "{\"destinationConfiguration\": {\"s3\": {\"bucketName\": \"recordings\"}}}");
    streamcat
        .channelService()
        .update(arn, ChannelSettings.builder().recordingConfigurationArn(recordings).build());
    aws.emulator().startStream(arn);
    broadcasts.repair();
    Broadcast before = live();
    assertThat(before.recording().status()).isEqualTo(RecordingStatus.STARTED);
    Instant ended = pass(Duration.ofMinutes(7));
    aws.emulator().stopStream(arn);
    pass(Duration.ofMinutes(7));

    RepairReport report = broadcasts.repair();

    assertThat(report.changed()).containsExactly(before.streamId());
    assertThat(known(before).state()).isEqualTo(BroadcastState.ENDED);
    assertThat(known(before).endedAt()).isEqualTo(ended);
    assertThat(known(before).recording().status()).isEqualTo(RecordingStatus.ENDED);
    assertThat(known(before).recording().isReady()).isFalse();
  }

  @Test
  void over_isAskedAboutOnce_anHourLater() {
    aws.emulator().startStream(arn);
    broadcasts.repair();
    Broadcast before = live();
    aws.emulator().stopStream(arn);
    broadcasts.accept(
        SampleEvents.stream("Stream End", before.streamId(), arn, pass(Duration.ZERO)));

    pass(Broadcasts.VERIFIED_AFTER.minusSeconds(1));
    assertThat(broadcasts.repair().asked()).isZero();
    assertThat(known(before).state()).isEqualTo(BroadcastState.ENDED);

    pass(Duration.ofSeconds(1));
    assertThat(broadcasts.repair().asked()).isEqualTo(1);
    assertThat(known(before).state()).isEqualTo(BroadcastState.VERIFIED);

    pass(Duration.ofDays(1));
    assertThat(broadcasts.repair().asked()).isZero();
  }

  @Test
  void whatAwsKnowsNoMore_isOver_onceItIsOldEnough() {
    aws.emulator().startStream(arn);
    broadcasts.repair();
    Broadcast before = live();
    streamcat.channelService().delete(arn);

    pass(Broadcasts.VERIFIED_AFTER.minus(Broadcasts.REPAIR_PAUSE));
    assertThat(broadcasts.repair().changed()).isEmpty();
    assertThat(known(before).isLive()).isTrue();

    pass(Broadcasts.REPAIR_PAUSE);
    assertThat(broadcasts.repair().changed()).containsExactly(before.streamId());
    assertThat(known(before).state()).isEqualTo(BroadcastState.VERIFIED);
    assertThat(known(before).endedAt()).isEqualTo(before.startedAt());

    Instant ended = aws.time().instant();
    broadcasts.accept(SampleEvents.stream("Stream End", before.streamId(), arn, ended));
    assertThat(known(before).endedAt()).isEqualTo(ended);
  }

  @Test
  void healthThatDiffers_isAskedAbout() {
    aws.emulator().startStream(arn);
    broadcasts.repair();
    broadcasts.accept(
        SampleEvents.stream("Starvation Start", live().streamId(), arn, aws.time().instant()));

    assertThat(broadcasts.repair().asked()).isEqualTo(1);
  }

  @Test
  void broadcastsBetweenRepairs_areFoundByChannel() {
    List<Instant> began = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      began.add(0, pass(Duration.ofMinutes(1)));
      aws.emulator().startStream(arn);
      pass(Duration.ofMinutes(1));
      aws.emulator().stopStream(arn);
    }
    assertThat(broadcasts.repair().asked()).isZero();

    assertThat(broadcasts.repair(arn).changed()).hasSize(3);

    assertThat(broadcasts.ofChannel(arn, null, 10))
        .extracting(Broadcast::startedAt)
        .isEqualTo(began);
    assertThat(broadcasts.repair(arn).changed()).isEmpty();
    assertThat(broadcasts.repair(arn + "x").asked()).isZero();
  }

  @Test
  void manyBroadcasts_areAskedAboutAtTheRateAwsAllows() {
    List<String> arns = new ArrayList<>(List.of(arn));
    while (arns.size() < 21) {
      arns.add(channel());
    }
    arns.forEach(aws.emulator()::startStream);
    Instant before = aws.time().instant();

    RepairReport report = broadcasts.repair();

    assertThat(report.changed()).hasSize(21);
    assertThat(aws.calls("GetStreamSession")).isEqualTo(21);
    assertThat(Duration.between(before, aws.time().instant()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    assertThat(broadcasts.live()).hasSize(21);
  }

  @Test
  void oneThatFails_doesNotKeepTheOthersFromBeingRepaired() {
    aws.emulator().startStream(arn);
    aws.emulator().startStream(channel());
    aws.emulator().faults().add(FaultRule.error("GetStreamSession", "AccessDeniedException"));

    RepairReport report = broadcasts.repair();

    assertThat(report.asked()).isEqualTo(2);
    assertThat(report.changed()).hasSize(1);
    assertThat(report.failed().values()).singleElement().isInstanceOf(AccessDeniedException.class);
    assertThat(broadcasts.repair().changed()).hasSize(1);
  }

  @Test
  void whenAllFail_theRestIsLeftForLater() {
    for (int i = 0; i < 8; i++) {
      aws.emulator().startStream(channel());
    }
    aws.emulator()
        .faults()
        .add(FaultRule.error("GetStreamSession", "AccessDeniedException").times(0));

    assertThat(broadcasts.repair().failed()).hasSize(5);

    aws.emulator().faults().add(FaultRule.error("ListStreams", "AccessDeniedException"));
    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(broadcasts::repair);
  }

  @Test
  @SuppressWarnings("unchecked")
  void malformedBroadcasts_areReported_andAllOthersRepaired() {
    aws.emulator().startStream(arn);
    String other = streamcat.channelService().create("ann", ChannelSettings.defaults()).arn();
    aws.emulator().startStream(other);
    Instant began = aws.time().instant();
    ChannelService answering =
        answering(
            Map.of(
                "liveStreams",
                answer -> {
                  Map<String, LiveStream> live = new HashMap<>((Map<String, LiveStream>) answer);
                  for (int i = 0; i < 7; i++) {
                    live.put(arn + i, new LiveStream("no id " + i, began, HEALTHY, 0));
                  }
                  return live;
                },
                "streamSession",
                answer ->
                    ((Optional<?>) answer)
                            .map(StreamSession.class::cast)
                            .filter(session -> session.streamId().equals(liveIn(other)))
                            .isPresent()
                        ? Optional.of(
                            new StreamSession(liveIn(other), Instant.MAX, null, List.of()))
                        : answer));

    RepairReport report;
    try (StreamCat lenient = builder().services(s -> s.channelService(answering)).build()) {
      report = lenient.broadcasts().repair();
    }

    assertThat(broadcasts.live(arn)).isPresent();
    assertThat(report.changed()).containsExactly(live().streamId());
    assertThat(report.failed()).hasSize(8).containsKeys("no id 0", "no id 6", liveIn(other));
    assertThat(report.failed().values())
        .allSatisfy(failure -> assertThat(failure.retryable()).isFalse());
  }

  private String liveIn(String channelArn) {
    return streamcat.channelService().liveStreams().get(channelArn).streamId();
  }

  /** The channel service with other answers. */
  private ChannelService answering(Map<String, UnaryOperator<Object>> answers) {
    return (ChannelService)
        Proxy.newProxyInstance(
            ChannelService.class.getClassLoader(),
            new Class<?>[] {ChannelService.class},
            (proxy, method, arguments) -> {
              String streamId =
                  method.getName().equals("streamSession") ? (String) arguments[1] : "";
              Object answer =
                  streamId.startsWith("no id")
                      ? Optional.of(new StreamSession(streamId, Instant.EPOCH, null, List.of()))
                      : method.invoke(streamcat.channelService(), arguments);
              return answers.getOrDefault(method.getName(), UnaryOperator.identity()).apply(answer);
            });
  }
}
