package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest extends EmulatorTest {
  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder
        .enforceQuotas(true)
        .resourceLimit("channel", 1)
        .resourceLimit("room", 1)
        .resourceLimit("stage", 1)
        .resourceLimit("stream-key", 2);
  }

  @ParameterizedTest
  @CsvSource({
    "ListChannels,5",
    "ListStreams,5",
    "ListRooms,5",
    "ListStages,5",
    "ListRecordingConfigurations,3",
    "ListLoggingConfigurations,3",
    "ListPlaybackKeyPairs,3",
    "ListPlaybackRestrictionPolicies,5",
    "ListPublicKeys,3",
    "StartViewerSessionRevocation,10",
    "BatchStartViewerSessionRevocation,2",
    "PutMetadata,155",
    "SendEvent,100",
    "DeleteMessage,100",
    "DisconnectUser,100",
    "CreateChatToken,200",
    "CreateParticipantToken,50"
  })
  void calls_withinSecond_areLimitedToDocumentedRate(String operation, int rate) {
    List<Integer> statuses =
        IntStream.rangeClosed(0, rate).mapToObj(i -> aws.call(operation).status()).toList();

    assertThat(statuses.subList(0, rate)).doesNotContain(429);
    assertThat(statuses.get(rate)).isEqualTo(429);
  }

  @Test
  void calls_afterThrottling_recoverOneByOne() {
    Stream.generate(() -> aws.call("ListRooms")).limit(6).forEach(answer -> {});
    clock.advance(Duration.ofMillis(200));

    assertThat(aws.call("ListRooms").status()).isEqualTo(200);
    assertThat(aws.call("ListRooms").status()).isEqualTo(429);
  }

  @Test
  void calls_throttledOperation_doesNotAffectOthers() {
    Stream.generate(() -> aws.call("ListRooms")).limit(6).forEach(answer -> {});

    assertThat(aws.call("CreateRoom").status()).isEqualTo(200);
  }

  @Test
  void throttle_chat_reportsLimit() {
    Answer last =
        Stream.generate(() -> aws.call("ListRooms")).limit(6).reduce((a, b) -> b).orElseThrow();

    assertThat(last.at("limit")).isEqualTo(5L);
  }

  @ParameterizedTest
  @CsvSource({"CreateChannel", "CreateRoom", "CreateStage"})
  void create_oneResourceTooMany_exceedsQuota(String operation) {
    assertThat(aws.call(operation).status()).isEqualTo(200);

    Answer answer = aws.call(operation);

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.error()).isEqualTo("ServiceQuotaExceededException");
  }

  @Test
  void create_afterDelete_succeeds() {
    aws.call("DeleteStage", Map.of("arn", createStage("a")));

    assertThat(aws.call("CreateStage").status()).isEqualTo(200);
  }

  @Test
  void createStreamKey_limit_countsPerChannel() {
    Map<String, String> input = Map.of("channelArn", createChannel("a"));

    assertThat(aws.call("CreateStreamKey", input).status()).isEqualTo(200);
    assertThat(aws.call("CreateStreamKey", input).status()).isEqualTo(402);
  }

  @Test
  void putMetadata_rate_countsPerChannel() {
    List<Integer> statuses = Stream.generate(() -> putMetadata(UNKNOWN_CHANNEL)).limit(6).toList();

    assertThat(statuses).containsExactly(404, 404, 404, 404, 404, 429);
    assertThat(putMetadata(createChannel("another"))).isEqualTo(404);
  }

  private int putMetadata(String channel) {
    return aws.call("PutMetadata", Map.of("channelArn", channel, "metadata", "m")).status();
  }
}
