package io.streamcat.aws.internal;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.streamcat.aws.CallLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Token buckets in memory. A full bucket that was not used for a while is dropped, because a new
 * bucket behaves the same.
 */
public final class InMemoryBuckets implements CallLimiter.Buckets {

  private static final long IDLE = Duration.ofSeconds(10).toNanos();

  private final TimeMeter time;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong swept;

  public InMemoryBuckets(TimeMeter time) {
    this.time = time;
    this.swept = new AtomicLong(time.currentTimeNanos());
  }

  /**
   * A bucket and its last use.
   *
   * @param bucket the bucket
   * @param capacity the tokens of a full one
   * @param used the time of its last use in nanoseconds
   */
  private record Entry(Bucket bucket, long capacity, long used) {

    boolean isIdle(long now) {
      return now - used > IDLE && bucket.getAvailableTokens() >= capacity;
    }
  }

  @Override
  public Bucket bucket(String key, BucketConfiguration configuration) {
    long now = time.currentTimeNanos();
    dropIdle(now);
    return entries
        .compute(
            key,
            (same, known) ->
                known == null
                    ? create(configuration, now)
                    : new Entry(known.bucket(), known.capacity(), now))
        .bucket();
  }

  private Entry create(BucketConfiguration configuration, long now) {
    var builder = Bucket.builder().withCustomTimePrecision(time);
    for (var bandwidth : configuration.getBandwidths()) {
      builder.addLimit(bandwidth);
    }
    return new Entry(builder.build(), configuration.getBandwidths()[0].getCapacity(), now);
  }

  private void dropIdle(long now) {
    long before = swept.get();
    if (now - before > IDLE && swept.compareAndSet(before, now)) {
      entries.values().removeIf(entry -> entry.isIdle(now));
    }
  }

  /** Returns the number of buckets, for tests. */
  public int size() {
    return entries.size();
  }
}
