package io.streamcat.aws;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call tells about whether the operation took effect. */
public enum CallOutcome {
  /** It did not, and repeating it will not help. */
  REJECTED,
  /** It did not, because of a limit on calls a second. */
  THROTTLED,
  /** It did not, because the request never left this machine. */
  NOT_SENT,
  /** It may have. */
  UNKNOWN;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;

  static CallOutcome of(SdkException failure, boolean transmitted) {
    if (failure instanceof AwsServiceException answer) {
      // Real-time models no throttling exception, so the type does not tell.
      if (answer.isThrottlingException()) {
        return THROTTLED;
      }
      return answer.statusCode() >= SERVER_ERROR || answer.statusCode() == REQUEST_TIMEOUT
          ? UNKNOWN
          : REJECTED;
    }
    if (!transmitted) {
      // Credentials may come over a network; a setting that is missing stays missing.
      return causedBy(IOException.class, failure) ? NOT_SENT : REJECTED;
    }
    return causedBy(ConnectException.class, failure)
            || causedBy(UnknownHostException.class, failure)
            || causedBy(NoRouteToHostException.class, failure)
        ? NOT_SENT
        : UNKNOWN;
  }

  private static boolean causedBy(Class<? extends Throwable> type, @Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
