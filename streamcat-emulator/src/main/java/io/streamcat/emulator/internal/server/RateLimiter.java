package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The documented rate limit of each operation: a token bucket that fills on the clock and holds the
 * calls of one second. Thread safe.
 *
 * <p>AWS documents one rate for each operation, per account and region, and no burst size. Only
 * {@code PutMetadata} has a second rate, per channel.
 */
final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;
  private static final int DEFAULT_RATE = 5;
  private static final Map<String, Integer> RATES =
      Map.ofEntries(
          Map.entry("CreateRecordingConfiguration", 3),
          Map.entry("GetRecordingConfiguration", 3),
          Map.entry("ListRecordingConfigurations", 3),
          Map.entry("DeleteRecordingConfiguration", 3),
          Map.entry("ImportPlaybackKeyPair", 3),
          Map.entry("GetPlaybackKeyPair", 3),
          Map.entry("ListPlaybackKeyPairs", 3),
          Map.entry("DeletePlaybackKeyPair", 3),
          Map.entry("PutMetadata", 155),
          Map.entry("StartViewerSessionRevocation", 10),
          Map.entry("BatchStartViewerSessionRevocation", 2),
          Map.entry("CreateChatToken", 200),
          Map.entry("SendEvent", 100),
          Map.entry("DeleteMessage", 100),
          Map.entry("DisconnectUser", 100),
          Map.entry("CreateLoggingConfiguration", 3),
          Map.entry("GetLoggingConfiguration", 3),
          Map.entry("ListLoggingConfigurations", 3),
          Map.entry("UpdateLoggingConfiguration", 3),
          Map.entry("DeleteLoggingConfiguration", 3),
          Map.entry("CreateParticipantToken", 50),
          Map.entry("ImportPublicKey", 3),
          Map.entry("GetPublicKey", 3),
          Map.entry("ListPublicKeys", 3),
          Map.entry("DeletePublicKey", 3),
          Map.entry("TagResource", 10),
          Map.entry("UntagResource", 10),
          Map.entry("ListTagsForResource", 10));

  /** The only operation with an additional rate per resource. */
  private static final String METERED_PER_CHANNEL = "PutMetadata";

  private static final int CHANNEL_RATE = 5;
  private static final int MOST_BUCKETS = 10_000;
  private static final int LONGEST_ARN = 128;

  private final Clock clock;
  private final String accountId;
  private final Map<Meter, Bucket> buckets = new Buckets();

  RateLimiter(Clock clock, String accountId) {
    this.clock = clock;
    this.accountId = accountId;
  }

  /**
   * The scope of one rate.
   *
   * @param operation the operation
   * @param within the resource or the account to which the rate applies
   */
  private record Meter(Operation operation, String within) {}

  /**
   * The remaining credit of a meter.
   *
   * @param credit the remaining calls, expressed as their time at the rate, in nanoseconds
   * @param at the time of the measurement
   */
  private record Bucket(long credit, Instant at) {}

  /** The latest buckets, because a request can name any channel. */
  private static final class Buckets extends LinkedHashMap<Meter, Bucket> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Meter, Bucket> eldest) {
      return size() > MOST_BUCKETS;
    }
  }

  /**
   * Removes one call from an operation's bucket, and from its channel's bucket if there is one.
   *
   * @param operation the operation
   * @param input the input, which need not be valid
   * @throws ApiException if a bucket is empty
   */
  synchronized void acquire(Operation operation, Map<String, ?> input) {
    if (operation.name().equals(METERED_PER_CHANNEL)
        && input.get("channelArn") instanceof String channel
        && channel.length() <= LONGEST_ARN) {
      acquire(new Meter(operation, channel), CHANNEL_RATE);
    }
    acquire(new Meter(operation, accountId), RATES.getOrDefault(operation.name(), DEFAULT_RATE));
  }

  private void acquire(Meter meter, int rate) {
    long cost = SECOND / rate;
    Instant now = clock.instant();
    Bucket bucket = buckets.getOrDefault(meter, new Bucket(SECOND, now));
    long credit = Math.min(SECOND, bucket.credit() + elapsed(bucket.at(), now));
    boolean enough = credit >= cost;
    buckets.put(meter, new Bucket(enough ? credit - cost : credit, now));
    if (!enough) {
      throw new ApiException("ThrottlingException", "Rate exceeded")
          .withResource(meter.within())
          .withLimit(rate);
    }
  }

  /**
   * Returns the elapsed nanoseconds, at most a second, which fills the bucket, and at least zero,
   * in case the clock was turned back.
   */
  private static long elapsed(Instant from, Instant to) {
    Duration elapsed = Duration.between(from, to);
    return elapsed.isNegative() ? 0 : elapsed.getSeconds() > 0 ? SECOND : elapsed.getNano();
  }

  synchronized void clear() {
    buckets.clear();
  }
}
