package io.streamcat.aws.internal;

import io.github.bucket4j.TimeMeter;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limiter whose failures affect no call. While the shared store is unavailable, each server
 * limits its own calls, and retries the store once a second.
 */
final class GuardedCallLimiter implements CallLimiter {

  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CallLimiter.class);

  private final CallLimiter limiter;
  private final CallLimiter own;
  private final TimeMeter time;
  private final AtomicReference<@Nullable Long> awayUntil = new AtomicReference<>();

  GuardedCallLimiter(CallLimiter limiter, CallSettings settings) {
    this.limiter = limiter;
    this.own = CallLimiter.standard(settings.clock());
    this.time = ClockMeter.of(settings.clock());
  }

  @Override
  public CallLimiter.Turn reserve(CallLimiter.Call call, Duration longestWait) {
    return ask(asked -> asked.reserve(call, longestWait));
  }

  @Override
  public void count(CallLimiter.Call call) {
    var unused =
        ask(
            asked -> {
              asked.count(call);
              return call;
            });
  }

  @Override
  public CallLimiter.Turn pace(CallLimiter.Call call, Duration longestWait) {
    return ask(asked -> asked.pace(call, longestWait));
  }

  @Override
  public void giveBack(CallLimiter.Call call) {
    var unused =
        ask(
            asked -> {
              asked.giveBack(call);
              return call;
            });
  }

  private <T> T ask(Function<CallLimiter, T> question) {
    Long until = awayUntil.get();
    long now = time.currentTimeNanos();
    if (until != null && now - until < 0) {
      return question.apply(own);
    }
    try {
      T answer = Objects.requireNonNull(question.apply(limiter), "the limiter's answer");
      if (awayUntil.getAndSet(null) != null) {
        log.info("The call limiter has recovered");
      }
      return answer;
    } catch (Throwable e) {
      if (awayUntil.getAndSet(now + RETRY.toNanos()) == null) {
        log.warn(
            "The call limiter failed; this server limits its own calls until the limiter recovers",
            e);
      }
      return question.apply(own);
    }
  }
}
