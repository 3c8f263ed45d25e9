package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.ivs.IvsClient;

/** Calls as seen from a service: the requests, and their number. */
@Guarantee({"AWS-01", "AWS-02"})
class SafeCallsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void create_callersClientRetriesOften_isSentOnce() {
    AtomicInteger seen = new AtomicInteger();
    ExecutionInterceptor callers =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            seen.incrementAndGet();
          }
        };
    try (IvsClient fierce =
            IvsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(EmulatedAws.credentials())
                .endpointOverride(aws.emulator().endpoint())
                .httpClient(AwsClients.newHttpClient(Duration.ofSeconds(10)))
                .overrideConfiguration(
                    o ->
                        o.retryStrategy(StandardRetryStrategy.builder().maxAttempts(10).build())
                            .addExecutionInterceptor(callers))
                .build();
        StreamCat withClient = aws.streamCat().aws(a -> a.ivsClient(fierce)).build()) {
      aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

      Channel created = withClient.channelService().create("todd", ChannelSettings.defaults());

      assertThat(aws.calls("CreateChannel")).isEqualTo(1);
      assertThat(aws.existing("channel"))
          .extracting(EmulatedResource::arn)
          .containsExactly(created.arn());
      assertThat(seen).as("the client keeps its own interceptors").hasPositiveValue();
    }
  }

  @Test
  void create_customizerAllowsRetries_isSentOnce() {
    SdkHttpClient http = AwsClients.newHttpClient(Duration.ofSeconds(10));
    AwsClients clients =
        new AwsClients(
            Region.US_EAST_1,
            EmulatedAws.credentials(),
            aws.emulator().endpoint(),
            http,
            builder ->
                builder.overrideConfiguration(
                    builder.overrideConfiguration().toBuilder()
                        .retryStrategy(StandardRetryStrategy.builder().maxAttempts(10).build())
                        .build()));
    try (http;
        IvsClient client = clients.ivs();
        StreamCat withClient = aws.streamCat().aws(a -> a.ivsClient(client)).build()) {
      aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

      withClient.channelService().create("todd", ChannelSettings.defaults());

      assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    }
  }

  @Test
  void create_answerLost_isFoundWithItsStreamKey() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

    Channel created = streamcat.channelService().create("todd", ChannelSettings.defaults());

    assertThat(created.streamKey()).isNotNull();
    assertThat(streamcat.channelService().get(created.arn())).contains(created);
  }

  @Test
  void create_answerLostAndNameNotUnique_findsItsOwnResource() {
    Channel other = streamcat.channelService().create("todd", ChannelSettings.defaults());
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));

    Channel created = streamcat.channelService().create("todd", ChannelSettings.defaults());

    assertThat(created.arn()).isNotEqualTo(other.arn());
    assertThat(aws.existing("channel")).hasSize(2);
  }

  @Test
  void create_serverError_isSentAgainOnlyAfterTheConsistencyWindow() {
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "InternalServerException"));
    Instant start = aws.time().instant();

    streamcat.channelService().create("todd", ChannelSettings.defaults());

    assertThat(aws.calls("CreateChannel")).isEqualTo(2);
    assertThat(Duration.between(start, aws.time().instant()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void create_throttled_isRepeatedWithoutLookUp() {
    aws.emulator().faults().add(FaultRule.throttle("CreateChannel").times(3));

    streamcat.channelService().create("todd", ChannelSettings.defaults());

    assertThat(aws.calls("CreateChannel")).isEqualTo(4);
    assertThat(aws.calls("ListChannels")).isZero();
  }

  @Test
  void create_throttledPermanently_failsAtTheDeadline() {
    aws.emulator().faults().add(FaultRule.throttle("CreateStage").times(0));
    Instant start = aws.time().instant();

    assertThatExceptionOfType(ThrottledException.class)
        .isThrownBy(() -> streamcat.realTimeService().create("todd", StageSettings.defaults()))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(Duration.between(start, aws.time().instant()))
        .isLessThanOrEqualTo(Duration.ofMinutes(10));
    assertThat(aws.existing("stage")).isEmpty();
  }

  @Test
  void create_unknownOutcomeAndLookUpFails_reportsTheUnknownOutcome() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    aws.emulator().faults().add(FaultRule.error("ListChannels", "AccessDeniedException"));

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
        .withMessageContaining("CreateChannel")
        .satisfies(
            e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(AccessDeniedException.class));
    assertThat(aws.calls("CreateChannel")).isEqualTo(1);
  }

  @Test
  void create_interrupted_isNotSentAgainAndStaysInterrupted() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    aws.emulator().faults().add(FaultRule.staleList("ListChannels", Duration.ofHours(1)));
    StreamCat impatient =
        aws.streamCat()
            .sleeper(
                duration -> {
                  throw new InterruptedException();
                })
            .build();

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> impatient.channelService().create("todd", ChannelSettings.defaults()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    impatient.close();
  }

  @Test
  void read_serverError_isRepeated() {
    String arn = streamcat.channelService().create("todd", ChannelSettings.defaults()).arn();
    aws.emulator().faults().add(FaultRule.error("GetChannel", "InternalServerException").times(2));

    assertThat(streamcat.channelService().get(arn)).isPresent();
    assertThat(aws.calls("GetChannel")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "an HTTP client", "a client"})
  @Timeout(30)
  void read_noAnswer_endsAtTheCallTimeout(String brought) {
    String arn = streamcat.channelService().create("todd", ChannelSettings.defaults()).arn();
    aws.emulator().faults().add(FaultRule.latency("GetChannel", Duration.ofHours(1)).times(1));
    try (SdkHttpClient patient = AwsClients.newHttpClient(Duration.ofHours(1));
        IvsClient client =
            IvsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(EmulatedAws.credentials())
                .endpointOverride(aws.emulator().endpoint())
                .httpClient(patient)
                .build();
        StreamCat brief =
            aws.streamCat()
                .aws(
                    a ->
                        a.callTimeout(Duration.ofMillis(500))
                            .httpClient(brought.equals("an HTTP client") ? patient : null)
                            .ivsClient(brought.equals("a client") ? client : null))
                .build()) {
      assertThat(brief.channelService().get(arn)).isPresent();
      assertThat(aws.emulator().faults().rules()).as("used up by the first request").isEmpty();
    }
  }
}
