package io.streamcat.aws.internal;

import io.streamcat.aws.CallLimiter;
import java.time.Duration;

/** The limiter that never delays a call. */
public enum NoLimit implements CallLimiter {
  INSTANCE;

  @Override
  public Turn reserve(Call call, Duration longestWait) {
    return Turn.granted(Duration.ZERO);
  }
}
