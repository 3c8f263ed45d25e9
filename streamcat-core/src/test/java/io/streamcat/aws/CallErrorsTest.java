package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The exceptions of failed calls. */
class CallErrorsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
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
