package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.SentRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ivs.model.ConflictException;

/** The exceptions of failed calls. */
class CallFailureTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");

  private static AwsException exception(RuntimeException failure, CallOutcome outcome) {
    return new CallFailure(CREATE, outcome, failure, begun()).exception();
  }

  private static Transmission unsent() {
    Transmission transmission = new Transmission(Clock.systemUTC(), Instant.MAX, () -> true);
    transmission.observe();
    return transmission;
  }

  private static Transmission begun() {
    Transmission transmission = unsent();
    transmission.begin(SentRequest.HTTP);
    return transmission;
  }

  private static AwsException rejected(int status, String code) {
    return exception(SafeCreateTest.answer(status, code), CallOutcome.REJECTED);
  }

  static Stream<Arguments> codes() {
    return Stream.of(
        Arguments.of("ServiceQuotaExceededException", QuotaExceededException.class),
        Arguments.of("PendingVerification", AccountPendingVerificationException.class),
        Arguments.of("AccessDeniedException", AccessDeniedException.class),
        Arguments.of("ResourceNotFoundException", ResourceNotFoundException.class),
        Arguments.of("ChannelNotBroadcasting", ResourceNotFoundException.class),
        Arguments.of("ConflictException", ResourceConflictException.class),
        Arguments.of("ValidationException", AwsException.class));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void exception_errorOfAws_hasItsTypeAndMessage(String code, Class<?> type) {
    AwsException exception = rejected(400, code);

    assertThat(exception).isExactlyInstanceOf(type);
    assertThat(exception.getMessage()).contains("CreateChannel", "todd", code + " (no)");
    assertThat(exception.statusCode()).isEqualTo(400);
  }

  @Test
  void exception_otherErrorOfCredentials_isADenial() {
    assertThat(rejected(401, "Other")).isExactlyInstanceOf(AccessDeniedException.class);
    assertThat(rejected(403, "Other")).isExactlyInstanceOf(AccessDeniedException.class);
    assertThat(rejected(402, "Other")).isExactlyInstanceOf(AwsException.class);
  }

  @Test
  void exception_outcome_decidesWhetherItIsRetryable() {
    RuntimeException answer = SafeCreateTest.answer(400, "ValidationException");

    assertThat(exception(answer, CallOutcome.REJECTED).retryable()).isFalse();
    assertThat(exception(answer, CallOutcome.UNKNOWN).retryable()).isTrue();
    assertThat(exception(answer, CallOutcome.THROTTLED)).isInstanceOf(ThrottledException.class);
    assertThat(exception(answer, CallOutcome.CLOCK_SKEW))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("clock");
  }

  @Test
  void exception_answerOfTheCredentialsService_isNotThatOfAws() {
    AwsException exception =
        new CallFailure(CREATE, CallOutcome.REJECTED, SafeCreateTest.answer(403, "Other"), unsent())
            .exception();

    assertThat(exception).isExactlyInstanceOf(AwsException.class);
    assertThat(exception.statusCode()).isZero();
  }

  @Test
  void exception_modelledMessage_isPreferred() {
    AwsServiceException conflict =
        ConflictException.builder()
            .exceptionMessage("the channel is live")
            .statusCode(409)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ConflictException")
                    .errorMessage("other")
                    .build())
            .build();

    assertThat(exception(conflict, CallOutcome.REJECTED).getMessage())
        .contains("ConflictException (the channel is live)");
  }

  @Test
  void exception_answerWithoutMessage_namesTheCode() {
    AwsServiceException bare =
        AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("Bare").build())
            .build();

    assertThat(exception(bare, CallOutcome.REJECTED).getMessage())
        .contains("Bare")
        .doesNotContain("null");
  }

  @Test
  void exception_unknownHost_isNamed() {
    RuntimeException failure =
        new IllegalStateException(new IllegalStateException(new UnknownHostException("ivs.moon")));

    assertThat(exception(failure, CallOutcome.NOT_SENT).getMessage())
        .contains("host 'ivs.moon' was not found");
  }

  @Test
  void exception_noConnection_namesTheServer() {
    assertThat(notConnected(new ConnectException("Connection refused")))
        .contains("no connection to 'ivs.moon:4577' (Connection refused)", "check the endpoint");
    assertThat(notConnected(new ConnectException()))
        .contains("no connection to 'ivs.moon:4577' (java.net.ConnectException)");
  }

  /** Named as in the Apache HTTP client, which is not on the class path. */
  private static final class ConnectionPoolTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionPoolTimeoutException() {
      super("Timeout waiting for connection from pool");
    }
  }

  @Test
  void exception_noConnectionIsFreeInThePool_doesNotBlameTheServer() {
    assertThat(
            exception(
                    new IllegalStateException(
                        "Timeout waiting", new ConnectionPoolTimeoutException()),
                    CallOutcome.NOT_SENT)
                .getMessage())
        .contains("Timeout waiting")
        .doesNotContain("no connection to");
  }

  private static String notConnected(ConnectException cause) {
    return exception(new IllegalStateException("Unable", cause), CallOutcome.NOT_SENT).getMessage();
  }

  @Test
  void exception_noConnectionForCredentials_doesNotNameTheServerOfTheRequest() {
    RuntimeException failure = new IllegalStateException("no role", new ConnectException("no"));

    assertThat(
            new CallFailure(CREATE, CallOutcome.NOT_SENT, failure, unsent())
                .exception()
                .getMessage())
        .contains("no role")
        .doesNotContain("no connection");
  }

  @Test
  void exception_failureWithoutMessage_namesItsType() {
    assertThat(exception(new IllegalStateException(), CallOutcome.UNKNOWN).getMessage())
        .contains("java.lang.IllegalStateException");
    assertThat(exception(new IllegalStateException("broken"), CallOutcome.UNKNOWN).getMessage())
        .contains("broken");
  }

  @Test
  void outcomeUnknown_keepsTheAnswer() {
    CallFailure failure =
        new CallFailure(
            CREATE, CallOutcome.UNKNOWN, SafeCreateTest.answer(500, "Internal"), begun());

    assertThat(failure.outcomeUnknown("find it").getMessage()).contains("Internal", "find it");
    assertThat(failure.outcome()).isEqualTo(CallOutcome.UNKNOWN);
  }
}
