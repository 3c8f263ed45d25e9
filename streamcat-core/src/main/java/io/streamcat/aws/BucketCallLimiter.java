package io.streamcat.aws;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A call limiter with one token bucket for each operation.
 *
 * <p>A foreground call takes its token immediately, even a future token: the bucket then returns
 * the wait. So the bucket is the queue of all servers that share it, and one access returns order,
 * wait and queue length. A background call takes only available tokens, so it never overtakes a
 * waiting call. If no other calls are made, background calls use the whole rate.
 *
 * <p>AWS documents rates, but no burst sizes. A bucket holds the tokens of half a second. If AWS
 * accepts bursts of one second, calls may be delayed on their way by up to half a second without
 * being throttled.
 */
final class BucketCallLimiter implements CallLimiter {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A wait longer than any caller's; keeps the arithmetic of a distant deadline in range. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final BucketSource buckets;
  private final BucketSource paces;
  private final Map<Integer, BucketConfiguration> configurations = new ConcurrentHashMap<>();

  /**
   * Creates a limiter.
   *
   * @param buckets the token buckets, possibly shared by several servers
   * @param paces the paces of requests that leave this server
   */
  BucketCallLimiter(BucketSource buckets, BucketSource paces) {
    this.buckets = buckets;
    this.paces = paces;
  }

  @Override
  public CallTurn reserve(LimitedCall call, Duration longestWait) {
    CallTurn ofAccount = reserve(ofAccount(call), call.priority(), longestWait);
    if (!ofAccount.isGranted() || perResource(call) == 0) {
      return ofAccount;
    }
    CallTurn ofResource = reserve(ofResource(call), call.priority(), longestWait);
    if (!ofResource.isGranted()) {
      ofAccount(call).addTokens(1);
    }
    return ofResource.delay().compareTo(ofAccount.delay()) > 0 ? ofResource : ofAccount;
  }

  private static CallTurn reserve(Bucket bucket, CallPriority priority, Duration longestWait) {
    if (priority == CallPriority.BACKGROUND) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      return probe.isConsumed()
          ? CallTurn.granted(Duration.ZERO)
          : CallTurn.refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    long[] wait = {0};
    // The bucket calls this blocking strategy to wait; recording the time suffices here.
    boolean granted =
        bucket
            .asBlocking()
            .tryConsumeUninterruptibly(1, nanos(longestWait), nanos -> wait[0] = nanos);
    return granted
        ? CallTurn.granted(Duration.ofNanos(wait[0]))
        : CallTurn.refused(
            Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
  }

  private static long nanos(Duration longestWait) {
    Duration wait = longestWait.compareTo(LONGEST) < 0 ? longestWait : LONGEST;
    return Math.max(1, wait.toNanos());
  }

  @Override
  public void count(LimitedCall call) {
    var unused = ofAccount(call).consumeIgnoringRateLimits(1);
    if (perResource(call) > 0) {
      unused = ofResource(call).consumeIgnoringRateLimits(1);
    }
  }

  @Override
  public void giveBack(LimitedCall call) {
    ofAccount(call).addTokens(1);
    if (perResource(call) > 0) {
      ofResource(call).addTokens(1);
    }
  }

  @Override
  public CallTurn pace(LimitedCall call, Duration longestWait) {
    Bucket pace = bucket(paces, call.key(), Quotas.perSecond(call.name()));
    return reserve(pace, CallPriority.FOREGROUND, longestWait);
  }

  private Bucket ofAccount(LimitedCall call) {
    return bucket(buckets, call.key(), Quotas.perSecond(call.name()));
  }

  private Bucket ofResource(LimitedCall call) {
    return bucket(buckets, call.key() + ":" + call.operation().resource(), perResource(call));
  }

  private static int perResource(LimitedCall call) {
    return Quotas.perSecondAndResource(call.name());
  }

  private Bucket bucket(BucketSource source, String key, int perSecond) {
    return source.bucket(
        key, configurations.computeIfAbsent(perSecond, BucketCallLimiter::configuration));
  }

  private static BucketConfiguration configuration(int perSecond) {
    return BucketConfiguration.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(Quotas.burst(perSecond))
                .refillGreedy(perSecond, SECOND)
                .build())
        .build();
  }
}
