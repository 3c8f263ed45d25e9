package io.streamcat.aws.internal;

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
 * The detection of rejections caused by a wrong clock on this machine.
 *
 * <p>The SDK corrects its time by the time of the answer, for its own retries. Its exception does
 * not show the skew: {@code isClockSkewException()} returns false once the SDK has added the number
 * of attempts. So the time of the answer is read here.
 */
public final class ClockSkew {

  private static final Set<String> CERTAIN =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");
  private static final Set<String> POSSIBLE =
      Set.of("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure");

  /** AWS allows five minutes, of which the network and AWS's own clock use a part. */
  private static final Duration ALLOWED = Duration.ofMinutes(4);

  /** The SDK signs by the system clock, not by the injected clock. */
  private static final Clock SIGNING = Clock.systemUTC();

  private ClockSkew() {}

  public static boolean isReasonOf(AwsServiceException answer) {
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
