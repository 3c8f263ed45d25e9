package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.CallOutcome;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.SentRequest;
import io.streamcat.testing.VirtualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The outcomes of calls by their failures. */
@Guarantee("AWS-05")
class CallOutcomesTest {

  private final VirtualTime time = new VirtualTime();
  private final Instant deadline = time.instant().plus(Duration.ofMinutes(1));
  private final Transmission transmission = new Transmission(time, deadline, () -> true);

  static Stream<RuntimeException> timeouts() {
    return Stream.of(
        ApiCallTimeoutException.create(10_000), ApiCallAttemptTimeoutException.create(10_000));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void of_timeoutBeforeTheRequestIsSent_isNotSent(RuntimeException timeout) {
    transmission.observe();

    assertThat(CallOutcomes.of(timeout, transmission)).isEqualTo(CallOutcome.NOT_SENT);
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void of_timeoutAfterTheRequestMayBeSent_isUnknown(RuntimeException timeout) {
    transmission.observe();
    transmission.begin(SentRequest.HTTP);

    assertThat(CallOutcomes.of(timeout, transmission)).isEqualTo(CallOutcome.UNKNOWN);
  }

  private CallOutcome sent(RuntimeException failure) {
    transmission.observe();
    transmission.begin(SentRequest.HTTP);
    return CallOutcomes.of(failure, transmission);
  }

  private CallOutcome unsent(RuntimeException failure) {
    transmission.observe();
    return CallOutcomes.of(failure, transmission);
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, REJECTED",
    "403, AccessDeniedException, REJECTED",
    "499, ClientClosedException, REJECTED",
    "399, RedirectException, UNKNOWN",
    "408, RequestTimeout, UNKNOWN",
    "500, InternalServerException, UNKNOWN",
    "503, ServiceUnavailable, UNKNOWN",
    "400, '', UNKNOWN",
    "400, , UNKNOWN",
    "400, ThrottlingException, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "403, RequestTimeTooSkewed, CLOCK_SKEW",
  })
  void of_answerOfAws_showsTheOutcome(int status, String code, CallOutcome outcome) {
    assertThat(sent(SafeCreateTest.answer(status, code))).isEqualTo(outcome);
  }

  @Test
  void of_answerWithoutDetails_isUnknown() {
    assertThat(sent(AwsServiceException.builder().statusCode(400).build()))
        .isEqualTo(CallOutcome.UNKNOWN);
  }

  static Stream<Exception> connecting() {
    return Stream.of(
        new ConnectException("refused"),
        new UnknownHostException("ivs"),
        new NoRouteToHostException("no route"),
        new HttpConnectTimeoutException("connect"),
        new SSLHandshakeException("certificate"),
        new SocketTimeoutException("Connect timed out"));
  }

  @ParameterizedTest
  @MethodSource("connecting")
  void of_connectionFailedBelowOtherCauses_isNotSent(Exception cause) {
    assertThat(sent(new IllegalStateException(new IllegalStateException(cause))))
        .isEqualTo(CallOutcome.NOT_SENT);
  }

  static Stream<Exception> reading() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new SocketTimeoutException(),
        new SocketException("reset"),
        new IllegalStateException("other"));
  }

  @ParameterizedTest
  @MethodSource("reading")
  void of_connectionFailedLater_isUnknown(Exception cause) {
    assertThat(sent(new IllegalStateException(cause))).isEqualTo(CallOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalServerException, NOT_SENT",
    "599, OtherException, NOT_SENT",
    "408, RequestTimeout, NOT_SENT",
    "400, ThrottlingException, NOT_SENT",
    "499, OtherException, REJECTED",
    "400, ValidationException, REJECTED",
    "403, RequestTimeTooSkewed, REJECTED",
  })
  void of_answerOfTheCredentialsService_isNotThatOfTheCall(
      int status, String code, CallOutcome outcome) {
    assertThat(unsent(SafeCreateTest.answer(status, code))).isEqualTo(outcome);
  }

  static Stream<Exception> passing() {
    return Stream.of(new IOException("reset"), new InterruptedException());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void of_credentialsFailForAMoment_isNotSent(Exception cause) {
    assertThat(unsent(new IllegalStateException(cause))).isEqualTo(CallOutcome.NOT_SENT);
  }

  @Test
  void of_credentialsAreMissing_isRejected() {
    assertThat(unsent(new IllegalStateException("no credentials"))).isEqualTo(CallOutcome.REJECTED);
  }

  @Test
  void of_requestIsLate_isNotSent() {
    time.advance(Duration.ofMinutes(2));
    transmission.observe();
    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> transmission.begin(SentRequest.HTTP));

    assertThat(CallOutcomes.of(new IllegalStateException("late"), transmission))
        .isEqualTo(CallOutcome.NOT_SENT);
  }
}
