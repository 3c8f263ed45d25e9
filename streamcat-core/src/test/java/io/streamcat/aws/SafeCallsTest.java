package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.ivs.IvsClient;

/** Calls as seen from a service: the requests, their number and their outcomes. */
@Guarantee({"AWS-01", "AWS-02", "AWS-07"})
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
  void causedBy_rejectionOfOneOrOfSeveralCalls_isFound() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("CreateChannel", "ServiceQuotaExceededException").times(0));
    try (StreamCat streamcat = aws.streamCat().build()) {
      for (Runnable call :
          List.<Runnable>of(
              () -> streamcat.channelService().create("todd", ChannelSettings.defaults()),
              () -> streamcat.users().provision(NewUser.withId("42")))) {
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(call::run)
            .satisfies(
                e -> {
                  assertThat(e.causedBy(QuotaExceededException.class)).isPresent();
                  assertThat(e.causedBy(AccessDeniedException.class)).isEmpty();
                });
      }
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"CreateChannel", "CreateRoom", "CreateStage"})
  void create_accessDenied_namesTheMissingAction(String operation) {
    aws.emulator().faults().add(FaultRule.error(operation, "AccessDeniedException"));
    String service = operation.equals("CreateRoom") ? "ivschat" : "ivs";

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> create(operation))
        .withMessageContaining(service + ":" + operation)
        .satisfies(
            e -> {
              assertThat(e.iamAction()).isEqualTo(service + ":" + operation);
              assertThat(e.operation()).isEqualTo(operation);
              assertThat(e.resource()).isEqualTo("todd");
              assertThat(e.requestId()).isPresent();
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.retryable()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateChannel", "CreateRoom", "CreateStage"})
  void create_quotaOrVerification_throwsDifferentExceptions(String operation) {
    aws.emulator().faults().add(FaultRule.error(operation, "ServiceQuotaExceededException"));
    assertThatExceptionOfType(QuotaExceededException.class).isThrownBy(() -> create(operation));

    aws.emulator().faults().add(FaultRule.error(operation, "PendingVerification"));
    assertThatExceptionOfType(AccountPendingVerificationException.class)
        .isThrownBy(() -> create(operation));
    assertThat(aws.calls(operation)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateChannel", "CreateRoom", "CreateStage"})
  void create_validationError_containsTheMessageOfAws(String operation) {
    aws.emulator().faults().add(FaultRule.error(operation, "ValidationException"));

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> create(operation))
        .withMessageMatching(
            operation
                + " of 'todd' failed: ValidationException \\(.+\\) \\(HTTP 400, request id .+\\)")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  private void create(String operation) {
    switch (operation) {
      case "CreateChannel" -> streamcat.channelService().create("todd", ChannelSettings.defaults());
      case "CreateRoom" -> streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults());
      default -> streamcat.realTimeService().create("todd", StageSettings.defaults());
    }
  }

  @Test
  void create_connectionRefused_isRepeatedUntilTheDeadlineAndCertainlyNotCreated()
      throws IOException {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }
    try (StreamCat unreachable =
        aws.streamCat()
            .aws(
                a ->
                    a.endpointOverride(URI.create("http://127.0.0.1:" + freePort))
                        .operationTimeout(Duration.ofSeconds(30)))
            .build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> unreachable.channelService().create("todd", ChannelSettings.defaults()))
          .isNotInstanceOf(OutcomeUnknownException.class)
          .satisfies(e -> assertThat(e.retryable()).isTrue())
          .satisfies(e -> assertThat(e.requestId()).isEmpty());
    }
  }

  @Test
  void create_noCredentials_failsImmediatelyAndIsNotRetryable() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("no credentials found");
        };
    Instant start = aws.time().instant();
    try (StreamCat anonymous = aws.streamCat().aws(a -> a.credentialsProvider(none)).build()) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> anonymous.channelService().create("todd", ChannelSettings.defaults()))
          .withMessageContaining("no credentials found")
          .satisfies(e -> assertThat(e.retryable()).isFalse());
    }
    assertThat(aws.time().instant()).isEqualTo(start);
    assertThat(aws.emulator().requests()).isEqualTo(List.of());
  }
}
