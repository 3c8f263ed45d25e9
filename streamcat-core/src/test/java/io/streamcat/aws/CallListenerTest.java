package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The calls that a listener receives. */
@Guarantee("AWS-07")
class CallListenerTest {

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void listener_callsSucceedFailOrAreRepeated_receivesThemWithTheirDurations() {
    List<String> seen = new ArrayList<>();
    List<Duration> durations = new ArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
            seen.add(operation.name() + " " + outcome);
            durations.add(duration);
          }

          @Override
          public void onRepeat(Operation operation) {
            seen.add(operation.name() + " again");
          }
        };
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "ThrottlingException"));
    aws.emulator().faults().add(FaultRule.error("GetRoom", "ValidationException"));
    try (StreamCat heard =
        aws.streamCat()
            .aws(a -> a.clientCustomizer(this::taking7Millis).callListener(listener))
            .build()) {
      heard.channelService().create("todd", ChannelSettings.defaults());
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(
              () ->
                  heard
                      .chatRoomService()
                      .get("arn:aws:ivschat:us-east-1:123456789012:room/abcdefABCDEF"));
    }

    assertThat(seen)
        .containsExactly(
            "CreateChannel THROTTLED",
            "CreateChannel again",
            "CreateChannel SUCCEEDED",
            "GetRoom REJECTED");
    assertThat(durations).hasSize(3).containsOnly(Duration.ofMillis(7));
  }

  private void taking7Millis(AwsClientBuilder<?, ?> client) {
    client.overrideConfiguration(
        client.overrideConfiguration().toBuilder()
            .addExecutionInterceptor(
                new ExecutionInterceptor() {
                  @Override
                  public void afterTransmission(
                      Context.AfterTransmission context, ExecutionAttributes attributes) {
                    aws.time().advance(Duration.ofMillis(7));
                  }
                })
            .build());
  }

  @Test
  void listener_throws_hasNoEffect() {
    CallListener broken =
        new CallListener() {
          @Override
          public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
            throw new IllegalStateException("broken");
          }
        };
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "ThrottlingException"));
    try (StreamCat heard = aws.streamCat().aws(a -> a.callListener(broken)).build()) {
      assertThat(heard.channelService().create("todd", ChannelSettings.defaults())).isNotNull();
    }
  }
}
