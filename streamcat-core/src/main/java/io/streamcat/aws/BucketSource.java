package io.streamcat.aws;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;

/**
 * The token buckets of a {@link CallLimiter}.
 *
 * <p>For buckets that servers share, any of Bucket4j's proxy managers can be adapted in one line:
 * {@code (key, configuration) -> manager.getProxy(key, () -> configuration)}. Give the manager an
 * expiration, such as Bucket4j's {@code basedOnTimeForRefillingBucketUpToMax}: {@code PutMetadata}
 * uses a bucket for each channel. Thread safe.
 */
@FunctionalInterface
public interface BucketSource {

  /**
   * Returns the bucket of a key; called for every call of AWS.
   *
   * @param key the account if it is set, the region, the operation, and the resource if AWS limits
   *     calls for each resource; for example {@code eu-west-1:ivs:CreateChannel}
   * @param configuration the rate
   * @return the bucket
   */
  Bucket bucket(String key, BucketConfiguration configuration);

  /**
   * Creates a source of buckets in memory. Unused buckets are dropped after a while.
   *
   * @return a new source
   */
  static BucketSource inMemory() {
    return inMemory(TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Creates a source of buckets in memory. Unused buckets are dropped after a while.
   *
   * @param time the time
   * @return a new source
   */
  static BucketSource inMemory(TimeMeter time) {
    return new InMemoryBuckets(time);
  }
}
