package io.streamcat.aws.internal;

import io.streamcat.aws.CallOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** The rules by which a failure shows the outcome of its call. */
final class CallOutcomes {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  /** Connection failures of HTTP clients that may be absent from the class path. */
  private static final Set<String> NOT_CONNECTED = Set.of("ConnectTimeoutException");

  /** Failures to get a connection from the pool of an HTTP client. */
  private static final Set<String> NO_CONNECTION_FREE =
      Set.of("ConnectionPoolTimeoutException", "ConnectionRequestTimeoutException");

  private CallOutcomes() {}

  /**
   * Returns the outcome of a call that failed.
   *
   * @param failure the exception of the client
   * @param transmission the progress of the request
   */
  static CallOutcome of(RuntimeException failure, Transmission transmission) {
    if (!transmission.mayBeSent()) {
      return ofUnsent(failure, transmission);
    }
    if (failure instanceof AwsServiceException answer) {
      // Real-time models no throttling exception, so the exception's type does not show it.
      if (answer.isThrottlingException()) {
        return CallOutcome.THROTTLED;
      }
      if (ClockSkew.isReasonOf(answer)) {
        return CallOutcome.CLOCK_SKEW;
      }
      return isRefusal(answer) ? CallOutcome.REJECTED : CallOutcome.UNKNOWN;
    }
    return connectFailure(failure).isPresent() ? CallOutcome.NOT_SENT : CallOutcome.UNKNOWN;
  }

  /** Returns the cause that shows that no connection was made; empty if one may have been. */
  static Optional<Throwable> connectFailure(RuntimeException failure) {
    return cause(failure, CallOutcomes::isConnectFailure);
  }

  /**
   * Only AWS names an error; an answer without a name comes from a system in between, such as a
   * proxy.
   */
  private static boolean isRefusal(AwsServiceException answer) {
    int status = answer.statusCode();
    return status >= CLIENT_ERROR
        && status < SERVER_ERROR
        && status != REQUEST_TIMEOUT
        && answer.awsErrorDetails() != null
        && !AwsNames.orEmpty(answer.awsErrorDetails().errorCode()).isEmpty();
  }

  /**
   * Fetching credentials over a network may fail temporarily, and a busy machine may not send the
   * request in time; a missing setting fails permanently.
   */
  private static CallOutcome ofUnsent(RuntimeException failure, Transmission transmission) {
    return transmission.isLate() || cause(failure, CallOutcomes::isPassing).isPresent()
        ? CallOutcome.NOT_SENT
        : CallOutcome.REJECTED;
  }

  private static boolean isPassing(Throwable failure) {
    if (failure instanceof SdkServiceException answer) {
      return answer.isThrottlingException()
          || answer.statusCode() >= SERVER_ERROR
          || answer.statusCode() == REQUEST_TIMEOUT;
    }
    return failure instanceof IOException
        || failure instanceof InterruptedException
        || failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException;
  }

  private static boolean isConnectFailure(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof NoRouteToHostException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof SSLHandshakeException
        || (failure instanceof SocketTimeoutException && isOfConnecting(failure.getMessage()))
        || NOT_CONNECTED.contains(failure.getClass().getSimpleName())
        || isOfPool(failure);
  }

  static boolean isOfPool(Throwable failure) {
    return NO_CONNECTION_FREE.contains(failure.getClass().getSimpleName());
  }

  private static boolean isOfConnecting(@Nullable String message) {
    return AwsNames.orEmpty(message).toLowerCase(Locale.ROOT).startsWith("connect timed out");
  }

  private static Optional<Throwable> cause(Throwable failure, Predicate<Throwable> property) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(property)
        .findFirst();
  }
}
