package io.streamcat.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.GetStreamResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamKeysResponse;
import software.amazon.awssdk.services.ivs.model.StreamKeySummary;
import software.amazon.awssdk.services.ivs.model.StreamState;

/** Tests of stream keys and live streams of channels. */
@Guarantee("KEYS-10")
class StreamKeysTest {

  private static final String UNKNOWN = "arn:aws:ivs:us-east-1:123456789012:channel/doesNotExist";
  private static final Duration END = Duration.ofSeconds(3);

  private final EmulatedAws aws = new EmulatedAws(IvsEmulator.builder().streamEndDelay(END));
  private final StreamCat streamcat = aws.streamCat().build();
  private final ChannelService channels = streamcat.channelService();
  private final IvsClient client = aws.clients().ivs();

  @AfterEach
  void close() {
    client.close();
    streamcat.close();
    aws.close();
  }

  private Channel channel() {
    return channels.create("todd", ChannelSettings.defaults());
  }

  private Channel keyless() {
    Channel channel = channel();
    channels.deleteStreamKey(channel.streamKey().arn());
    return channel;
  }

  private void onlyKeyIs(StreamKey key) {
    assertThat(aws.existing("stream-key"))
        .extracting(EmulatedResource::arn)
        .containsExactly(key.arn());
  }

  @Test
  void streamKeys_channelWithKey_listsItsArn() {
    Channel channel = channel();

    assertThat(channels.streamKeys(channel.arn())).containsExactly(channel.streamKey().arn());
    assertThat(channels.streamKeys(keyless().arn())).isEmpty();
    assertThat(channels.streamKeys(UNKNOWN)).isEmpty();
  }

  @Test
  void deleteStreamKey_twice_isRevokedOnce() {
    Channel channel = channel();

    channels.deleteStreamKey(channel.streamKey().arn());
    channels.deleteStreamKey(channel.streamKey().arn());

    assertThat(aws.existing("stream-key")).isEmpty();
    assertThat(channels.get(channel.arn()).orElseThrow().streamKey()).isNull();
  }

  @Test
  void deleteStreamKey_answerLost_countsAsDone() {
    Channel channel = channel();
    aws.emulator().faults().add(FaultRule.responseLost("DeleteStreamKey"));

    channels.deleteStreamKey(channel.streamKey().arn());

    assertThat(aws.existing("stream-key")).isEmpty();
    assertThat(aws.calls("DeleteStreamKey")).isEqualTo(2);
  }

  @Test
  void createStreamKey_channelWithoutOne_getsOne() {
    Channel channel = keyless();

    StreamKey key = channels.createStreamKey(channel.arn(), Map.of());

    assertThat(key.value().reveal())
        .startsWith("sk_us-east-1_")
        .isNotEqualTo(channel.streamKey().value().reveal());
    assertThat(channels.get(channel.arn())).contains(channel.with(key));
    onlyKeyIs(key);
  }

  @Test
  void createStreamKey_channelWithKey_isRejected() {
    Channel channel = channel();

    assertThatExceptionOfType(QuotaExceededException.class)
        .isThrownBy(() -> channels.createStreamKey(channel.arn(), Map.of()));
    onlyKeyIs(channel.streamKey());
  }

  @Test
  void createStreamKey_unknownChannel_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> channels.createStreamKey(UNKNOWN, Map.of()));
  }

  @Test
  void createStreamKey_answerLost_isFoundAndNotRepeated() {
    Channel channel = keyless();
    aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));

    StreamKey key = channels.createStreamKey(channel.arn(), Map.of());

    onlyKeyIs(key);
    assertThat(channels.get(channel.arn())).contains(channel.with(key));
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(1);
  }

  @Test
  void createStreamKey_deletedKeyStillListed_isNotMistakenForTheNewOne() {
    Channel channel = channel();
    aws.time().advance(Duration.ofMinutes(1));
    aws.emulator().faults().add(FaultRule.staleList("ListStreamKeys", Duration.ofSeconds(2)));
    aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));
    channels.deleteStreamKey(channel.streamKey().arn());
    assertThat(channels.streamKeys(channel.arn())).containsExactly(channel.streamKey().arn());

    StreamKey key = channels.createStreamKey(channel.arn(), Map.of());

    onlyKeyIs(key);
    assertThat(key.arn()).isNotEqualTo(channel.streamKey().arn());
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(1);
  }

  @Test
  void createStreamKey_keyNotReadableYet_isFoundLater() {
    Channel channel = keyless();
    aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));
    aws.emulator().faults().add(FaultRule.error("GetStreamKey", "ResourceNotFoundException"));

    StreamKey key = channels.createStreamKey(channel.arn(), Map.of());

    onlyKeyIs(key);
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(1);
  }

  @Test
  void createStreamKey_requestLost_isRepeatedWhenCertain() {
    Channel channel = keyless();
    Instant before = aws.time().instant();
    aws.emulator().faults().add(FaultRule.dropBefore("CreateStreamKey"));

    onlyKeyIs(channels.createStreamKey(channel.arn(), Map.of()));

    assertThat(aws.calls("CreateStreamKey")).isEqualTo(2);
    assertThat(aws.time().instant()).isAfterOrEqualTo(before.plusSeconds(5));
  }

  @Test
  void createStreamKey_answerLostAndListsRejected_isAnUnknownOutcome() {
    Channel channel = keyless();
    aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));
    aws.emulator().faults().add(FaultRule.error("ListStreamKeys", "AccessDeniedException"));

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> channels.createStreamKey(channel.arn(), Map.of()));
  }

  private ChannelService lagging(int times, UnaryOperator<Object> list) {
    AtomicInteger left = new AtomicInteger(times);
    return ChannelService.create(
        InterceptingProxy.after(
            IvsClient.class,
            client,
            "listStreamKeys",
            answer -> left.getAndDecrement() > 0 ? list.apply(answer) : answer),
        AwsCalls.create(SimulatedCalls.settings(aws.time())));
  }

  private static Object without(Object answer) {
    return ((ListStreamKeysResponse) answer).toBuilder().streamKeys(List.of()).build();
  }

  @Test
  void create_keyListedLater_isFoundWithItsKey() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

    Channel created =
        lagging(2, StreamKeysTest::without).create("todd", ChannelSettings.defaults());

    assertThat(created.streamKey()).isNotNull();
    onlyKeyIs(created.streamKey());
  }

  @Test
  void create_keyNotListedInTime_isReturnedWithoutIt() {
    Instant before = aws.time().instant();
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    ChannelService late = lagging(1_000, StreamKeysTest::without);

    Channel created = late.create("todd", ChannelSettings.defaults());

    assertThat(created.streamKey()).isNull();
    assertThat(aws.existing("channel")).hasSize(1);
    assertThat(aws.time().instant()).isAfterOrEqualTo(before.plusSeconds(5));
    assertThat(late.find("todd", Map.of())).containsExactly(created);
    assertThat(channels.get(created.arn()).orElseThrow().streamKey()).isNotNull();
  }

  @Test
  void get_deletedKeyListedFirst_returnsTheCurrentKey() {
    Channel channel = channel();
    ChannelService stale =
        lagging(
            1,
            answer -> {
              List<StreamKeySummary> keys = new ArrayList<>();
              keys.add(
                  StreamKeySummary.builder()
                      .arn("arn:aws:ivs:us-east-1:123456789012:stream-key/isGone")
                      .build());
              keys.add(StreamKeySummary.builder().build());
              keys.addAll(((ListStreamKeysResponse) answer).streamKeys());
              return ((ListStreamKeysResponse) answer).toBuilder().streamKeys(keys).build();
            });

    assertThat(stale.get(channel.arn())).contains(channel);
  }

  @Test
  void isLive_duringAndAfterStream_reportsTheState() {
    Channel channel = channel();
    assertThat(channels.isLive(channel.arn())).isFalse();

    aws.emulator().startStream(channel.arn());
    assertThat(channels.isLive(channel.arn())).isTrue();

    aws.emulator().stopStream(channel.arn());
    assertThat(channels.isLive(channel.arn())).isFalse();
    assertThat(channels.isLive(UNKNOWN)).isFalse();
  }

  @Test
  void isLive_offlineStream_isFalse() {
    try (IvsClient real =
        IvsClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(EmulatedAws.credentials())
            .build()) {
      GetStreamResponse offline =
          GetStreamResponse.builder().stream(s -> s.state(StreamState.OFFLINE)).build();
      IvsClient client =
          (IvsClient)
              Proxy.newProxyInstance(
                  IvsClient.class.getClassLoader(),
                  new Class<?>[] {IvsClient.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("getStream")
                          ? offline
                          : method.invoke(real, arguments));
      ChannelService service =
          ChannelService.create(client, AwsCalls.create(CallSettings.defaults()));

      assertThat(service.isLive(UNKNOWN)).isFalse();
    }
  }

  @Test
  void stopStream_liveChannel_waitsForTheEndAndKeepsTheKey() {
    Channel channel = channel();
    aws.emulator().startStream(channel.arn());
    Instant before = aws.time().instant();

    channels.stopStream(channel.arn());

    assertThat(channels.isLive(channel.arn())).isFalse();
    assertThat(aws.time().instant()).isAfterOrEqualTo(before.plus(END));
    onlyKeyIs(channel.streamKey());
  }

  @Test
  void stopStream_offlineChannel_countsAsStopped() {
    channels.stopStream(channel().arn());
    channels.stopStream(UNKNOWN);

    assertThat(aws.calls("StopStream")).isEqualTo(2);
    assertThat(aws.calls("GetStream")).isZero();
  }

  @Test
  void stopStream_transientFailures_areRetried() {
    Channel channel = channel();
    aws.emulator().startStream(channel.arn());
    aws.emulator().faults().add(FaultRule.throttle("StopStream"));
    aws.emulator().faults().add(FaultRule.error("StopStream", "StreamUnavailable"));
    aws.emulator().faults().add(FaultRule.dropBefore("StopStream"));
    aws.emulator().faults().add(FaultRule.responseLost("StopStream"));

    channels.stopStream(channel.arn());

    assertThat(channels.isLive(channel.arn())).isFalse();
    assertThat(aws.calls("StopStream")).isEqualTo(5);
  }

  @Test
  void stopStream_endlessStream_isAConflictAtTheDeadline() {
    try (EmulatedAws stubborn =
            new EmulatedAws(IvsEmulator.builder().streamEndDelay(Duration.ofDays(1)));
        StreamCat patient = stubborn.streamCat().build()) {
      Channel channel = patient.channelService().create("todd", ChannelSettings.defaults());
      stubborn.emulator().startStream(channel.arn());

      assertThatExceptionOfType(ResourceConflictException.class)
          .isThrownBy(() -> patient.channelService().stopStream(channel.arn()))
          .withMessage(
              "StopStream of '"
                  + channel.arn()
                  + "' failed: the stream did not end: it may succeed when the resource has left"
                  + " that state");
    }
  }

  @Test
  void delete_answerAboutKeyLost_stopsTheStream() {
    Channel channel = channel();
    aws.emulator().startStream(channel.arn());
    aws.emulator().faults().add(FaultRule.responseLost("DeleteStreamKey"));

    channels.delete(channel.arn());

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(aws.calls("StopStream")).isEqualTo(1);
  }
}
