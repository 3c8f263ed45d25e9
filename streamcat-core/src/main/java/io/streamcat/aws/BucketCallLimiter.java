package io.streamcat.aws;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One token bucket for each operation, which holds a second's worth of calls.
 *
 * <p>A call in the background takes a token only where another is left. While calls that go first
 * are waiting, whichever server they wait on, there is never more than one, so that none of them is
 * overtaken; and when nobody else calls, those in the background have the whole rate.
 */
final class BucketCallLimiter implements CallLimiter {

  private final BucketSource buckets;
  private final Map<Integer, BucketConfiguration> configurations = new ConcurrentHashMap<>();

  BucketCallLimiter(BucketSource buckets) {
    this.buckets = buckets;
  }

  @Override
  public Duration take(Operation operation, CallPriority priority) {
    String name = operation.iamService() + ":" + operation.name();
    int ofResource = Quotas.perSecondAndResource(name);
    if (ofResource > 0) {
      // Its own rate is the lower one: what passes here rarely waits for that of the account.
      Duration wait = take(bucket(name + ":" + operation.resource(), ofResource), priority);
      if (!wait.isZero()) {
        return wait;
      }
    }
    return take(bucket(name, Quotas.perSecond(name)), priority);
  }

  private Bucket bucket(String key, int perSecond) {
    return buckets.bucket(
        key, configurations.computeIfAbsent(perSecond, BucketCallLimiter::configuration));
  }

  private static BucketConfiguration configuration(int perSecond) {
    return BucketConfiguration.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(perSecond)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build())
        .build();
  }

  private static Duration take(Bucket bucket, CallPriority priority) {
    if (priority == CallPriority.BACKGROUND) {
      var estimate = bucket.estimateAbilityToConsume(2);
      if (!estimate.canBeConsumed()) {
        return Duration.ofNanos(estimate.getNanosToWaitForRefill());
      }
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }
}
