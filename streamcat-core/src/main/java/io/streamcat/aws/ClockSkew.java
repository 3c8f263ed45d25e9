package io.streamcat.aws;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Refusals of requests that were signed with a clock that is off.
 *
 * <p>The SDK corrects its time by the answer's, and leaves it to its retries to use it. Its
 * exception no longer shows the difference, {@code isClockSkewException()} being false once the
 * number of attempts was added to it; so the answer's time is read here.
 */
final class ClockSkew {

  private static final Set<String> CERTAIN =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");
  private static final Set<String> POSSIBLE =
      Set.of("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure");

  /** AWS allows five minutes, and its clock and the network take part of them. */
  private static final Duration ALLOWED = Duration.ofMinutes(4);

  /** The SDK signs by the system's clock, whatever clock was injected. */
  private static final Clock SIGNING = Clock.systemUTC();

  private ClockSkew() {}

  static boolean isReasonOf(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    if (details == null || details.errorCode() == null) {
      return false;
    }
    return CERTAIN.contains(details.errorCode())
        || (POSSIBLE.contains(details.errorCode())
            && time(details).filter(ClockSkew::isFarFromNow).isPresent());
  }

  private static Optional<Instant> time(AwsErrorDetails details) {
    if (details.sdkHttpResponse() == null) {
      return Optional.empty();
    }
    try {
      return details
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isFarFromNow(Instant time) {
    return Duration.between(SIGNING.instant(), time).abs().compareTo(ALLOWED) > 0;
  }
}
