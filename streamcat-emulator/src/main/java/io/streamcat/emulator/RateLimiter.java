package io.streamcat.emulator;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds each operation to its documented rate, with a token bucket that fills on the clock and
 * holds one second's worth. Thread safe.
 *
 * <p>AWS documents one rate for each operation, per account and region, and no burst size.
 */
final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;
  private static final int DEFAULT_RATE = 5;
  private static final Map<String, Integer> RATES =
      Map.of(
          "CreateChatToken", 200,
          "CreateParticipantToken", 50,
          "TagResource", 10,
          "UntagResource", 10,
          "ListTagsForResource", 10);

  private final Clock clock;
  private final String accountId;
  private final Map<Operation, Bucket> buckets = new HashMap<>();

  RateLimiter(Clock clock, String accountId) {
    this.clock = clock;
    this.accountId = accountId;
  }

  /**
   * What an operation has left.
   *
   * @param credit the time that the calls still to be made would take at the rate, in nanoseconds
   * @param at when that was so
   */
  private record Bucket(long credit, Instant at) {}

  /**
   * Takes one call out of an operation's bucket.
   *
   * @throws ApiException if none is left
   */
  synchronized void acquire(Operation operation) {
    int rate = RATES.getOrDefault(operation.name(), DEFAULT_RATE);
    long cost = SECOND / rate;
    Instant now = clock.instant();
    Bucket bucket = buckets.getOrDefault(operation, new Bucket(SECOND, now));
    long credit = Math.min(SECOND, bucket.credit() + elapsed(bucket.at(), now));
    boolean enough = credit >= cost;
    buckets.put(operation, new Bucket(enough ? credit - cost : credit, now));
    if (!enough) {
      throw new ApiException("ThrottlingException", "Rate exceeded")
          .withResource(accountId)
          .withLimit(rate);
    }
  }

  /** More than a second fills the bucket anyway; less than none is a clock that was turned back. */
  private static long elapsed(Instant from, Instant to) {
    Duration elapsed = Duration.between(from, to);
    return elapsed.isNegative() ? 0 : elapsed.getSeconds() > 0 ? SECOND : elapsed.getNano();
  }

  synchronized void clear() {
    buckets.clear();
  }
}
