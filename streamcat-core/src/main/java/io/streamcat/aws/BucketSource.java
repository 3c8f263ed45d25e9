package io.streamcat.aws;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;

/**
 * The token buckets of a {@link CallLimiter}.
 *
 * <p>For buckets that servers share it is one line on any of Bucket4j's proxy managers: {@code
 * (key, configuration) -> manager.getProxy(key, () -> configuration)}. Give the manager an
 * expiration, such as Bucket4j's {@code basedOnTimeForRefillingBucketUpToMax}: {@code PutMetadata}
 * has a bucket for each channel. Thread safe.
 */
@FunctionalInterface
public interface BucketSource {

  /**
   * Returns a bucket, the same for the same key; called for every call of AWS.
   *
   * @param key the account if it is set, the region and the operation, for example {@code
   *     eu-west-1:ivs:CreateChannel}, and the resource where AWS limits calls for each
   * @param configuration the rate
   * @return the bucket
   */
  Bucket bucket(String key, BucketConfiguration configuration);

  /**
   * Creates a source of buckets in memory, which are dropped when they were not used for a while.
   *
   * @return a new source
   */
  static BucketSource inMemory() {
    return inMemory(TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Creates a source of buckets in memory, which are dropped when they were not used for a while.
   *
   * @param time the time
   * @return a new source
   */
  static BucketSource inMemory(TimeMeter time) {
    return new InMemoryBuckets(time);
  }
}
