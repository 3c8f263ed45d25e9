package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DueWorkTimerTest extends EmulatorTest {
  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.streamEndDelay(Duration.ofMinutes(1));
  }

  @Test
  void dueWork_withoutCalls_isRun() throws Exception {
    String channel = createChannel("c");
    emulator.startStream(channel);
    aws.call("StopStream", Map.of("channelArn", channel));
    CompletableFuture<String> ended = new CompletableFuture<>();
    emulator.events().add(EventDestination.listener(ended::complete));

    clock.advance(Duration.ofMinutes(1));

    assertThat(ended.get(30, TimeUnit.SECONDS)).contains("Stream End");
  }
}
