package io.streamcat.aws.internal;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallPriority;
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
public final class BucketCallLimiter implements CallLimiter {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A wait longer than any caller's; keeps the arithmetic of a distant deadline in range. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final CallLimiter.Buckets buckets;
  private final CallLimiter.Buckets paces;
  private final Map<Integer, BucketConfiguration> configurations = new ConcurrentHashMap<>();

  /**
   * Creates a limiter.
   *
   * @param buckets the token buckets, possibly shared by several servers
   * @param paces the paces of requests that leave this server
   */
  public BucketCallLimiter(CallLimiter.Buckets buckets, CallLimiter.Buckets paces) {
    this.buckets = buckets;
    this.paces = paces;
  }

  @Override
  public CallLimiter.Turn reserve(CallLimiter.Call call, Duration longestWait) {
    CallLimiter.Turn ofAccount = reserve(ofAccount(call), call.priority(), longestWait);
    if (!ofAccount.isGranted() || perResource(call) == 0) {
      return ofAccount;
    }
    CallLimiter.Turn ofResource = reserve(ofResource(call), call.priority(), longestWait);
    if (!ofResource.isGranted()) {
      ofAccount(call).addTokens(1);
      return ofResource;
    }
    return ofResource.delay().compareTo(ofAccount.delay()) > 0 ? ofResource : ofAccount;
  }

  private static CallLimiter.Turn reserve(
      Bucket bucket, CallPriority priority, Duration longestWait) {
    if (priority == CallPriority.BACKGROUND) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      return probe.isConsumed()
          ? CallLimiter.Turn.granted(Duration.ZERO)
          : CallLimiter.Turn.refused(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    long[] wait = {0};
    // The bucket calls this blocking strategy to wait; recording the time suffices here.
    boolean granted =
        bucket
            .asBlocking()
            .tryConsumeUninterruptibly(1, nanos(longestWait), nanos -> wait[0] = nanos);
    return granted
        ? CallLimiter.Turn.granted(Duration.ofNanos(wait[0]))
        : CallLimiter.Turn.refused(
            Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
  }

  private static long nanos(Duration longestWait) {
    Duration wait = longestWait.compareTo(LONGEST) < 0 ? longestWait : LONGEST;
    return Math.max(1, wait.toNanos());
  }

  @Override
  public void count(CallLimiter.Call call) {
    var unused = ofAccount(call).consumeIgnoringRateLimits(1);
    if (perResource(call) > 0) {
      unused = ofResource(call).consumeIgnoringRateLimits(1);
    }
  }

  @Override
  public void giveBack(CallLimiter.Call call) {
    ofAccount(call).addTokens(1);
    if (perResource(call) > 0) {
      ofResource(call).addTokens(1);
    }
  }

  @Override
  public CallLimiter.Turn pace(CallLimiter.Call call, Duration longestWait) {
    Bucket pace = bucket(paces, call.key(), Quotas.perSecond(call.name()));
    return reserve(pace, CallPriority.FOREGROUND, longestWait);
  }

  private Bucket ofAccount(CallLimiter.Call call) {
    return bucket(buckets, call.key(), Quotas.perSecond(call.name()));
  }

  private Bucket ofResource(CallLimiter.Call call) {
    return bucket(buckets, call.key() + ":" + call.operation().resource(), perResource(call));
  }

  private static int perResource(CallLimiter.Call call) {
    return Quotas.perSecondAndResource(call.name());
  }

  private Bucket bucket(CallLimiter.Buckets source, String key, int perSecond) {
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
