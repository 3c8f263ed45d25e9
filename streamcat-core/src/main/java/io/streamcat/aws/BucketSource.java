package io.streamcat.aws;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the token buckets of a {@link CallLimiter} are kept.
 *
 * <p>For buckets that servers share it is one line on any of Bucket4j's proxy managers: {@code
 * (key, configuration) -> manager.getProxy(key, () -> configuration)}. Thread safe.
 */
@FunctionalInterface
public interface BucketSource {

  /**
   * Gets a bucket, the same for the same key; it is asked for every call.
   *
   * @param key names the operation, as {@code ivs:CreateChannel}
   * @param configuration the rate
   * @return the bucket
   */
  Bucket bucket(String key, BucketConfiguration configuration);

  /**
   * Keeps buckets in memory.
   *
   * @return a new source
   */
  static BucketSource inMemory() {
    return inMemory(TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Keeps buckets in memory.
   *
   * @param time tells the time
   * @return a new source
   */
  static BucketSource inMemory(TimeMeter time) {
    Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    return (key, configuration) ->
        buckets.computeIfAbsent(
            key,
            k -> {
              var builder = Bucket.builder().withCustomTimePrecision(time);
              for (var bandwidth : configuration.getBandwidths()) {
                builder.addLimit(bandwidth);
              }
              return builder.build();
            });
  }
}
