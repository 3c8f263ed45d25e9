package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamKeysTest extends EmulatorTest {
  private final Answer channel = aws.call("CreateChannel");
  private final String channelArn = channel.text("channel.arn");
  private final String keyArn = channel.text("streamKey.arn");

  @Test
  void createStreamKey_secondKey_exceedsQuota() {
    Answer answer = aws.call("CreateStreamKey", Map.of("channelArn", channelArn));

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.error()).isEqualTo("ServiceQuotaExceededException");
  }

  @Test
  void createStreamKey_afterDelete_createsAnotherKey() {
    assertThat(aws.call("DeleteStreamKey", Map.of("arn", keyArn)).status()).isEqualTo(204);

    Answer answer =
        aws.call("CreateStreamKey", Map.of("channelArn", channelArn, "tags", Map.of("k", "v")));

    assertThat(answer.at("streamKey.arn")).isNotEqualTo(keyArn);
    assertThat(answer.at("streamKey.value")).isNotEqualTo(channel.at("streamKey.value"));
    assertThat(answer.at("streamKey.tags")).isEqualTo(Map.of("k", "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateStreamKey", "ListStreamKeys"})
  void anyCall_forUnknownChannel_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("channelArn", UNKNOWN_CHANNEL)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetStreamKey", "DeleteStreamKey"})
  void anyCall_unknownKey_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("arn", UNKNOWN_STREAM_KEY)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void getStreamKey_existing_returnsValue() {
    assertThat(aws.call("GetStreamKey", Map.of("arn", keyArn)).at("streamKey"))
        .isEqualTo(channel.at("streamKey"));
  }

  @Test
  void batchGetStreamKey_someMissing_returnsKeysAndErrors() {
    Answer answer =
        aws.call("BatchGetStreamKey", Map.of("arns", List.of(keyArn, UNKNOWN_STREAM_KEY)));

    assertThat(answer.all("streamKeys", "value")).containsExactly(channel.at("streamKey.value"));
    assertThat(answer.all("errors", "arn")).containsExactly(UNKNOWN_STREAM_KEY);
  }

  @Test
  void listStreamKeys_oneChannel_returnsItsKeysWithoutValues() {
    createChannel("other");

    Answer answer = aws.call("ListStreamKeys", Map.of("channelArn", channelArn));

    assertThat(answer.all("streamKeys", "arn")).containsExactly(keyArn);
    assertThat(answer.all("streamKeys", "value")).containsOnlyNulls();
  }

  @Test
  void listStreamKeys_stale_returnsKeysOfDeletedChannel() {
    clock.advance(Duration.ofMinutes(1));
    aws.call("DeleteChannel", Map.of("arn", channelArn));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(30)));

    assertThat(
            aws.call("ListStreamKeys", Map.of("channelArn", channelArn)).all("streamKeys", "arn"))
        .containsExactly(keyArn);
  }
}
