package io.streamcat.simulation.aws;

import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * A transport to an in-memory AWS on which calls take time. It throttles each operation above five
 * calls a second; the burst is the calls of one second. Calls of several threads reach AWS
 * sequentially.
 */
public final class QuotaTransport implements Transport {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long COST = SECOND / 5;

  private final Clock clock;
  private final Sleeper sleeper;
  private final Duration latency;
  private final Map<String, Long> credits = new HashMap<>();
  private final Map<String, Instant> lastCalls = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, String> errors = new HashMap<>();
  private int throttled;

  /**
   * Creates a transport.
   *
   * @param clock the time on which AWS counts calls
   * @param sleeper waits for the latency
   * @param latency the time of a call
   */
  public QuotaTransport(Clock clock, Sleeper sleeper, Duration latency) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.latency = latency;
  }

  /**
   * Makes the next calls of an operation fail.
   *
   * @param operation the operation, for example {@code CreateStage}
   * @param error the error's name
   * @param times the number of calls
   */
  public synchronized void fail(String operation, String error, int times) {
    failures.put(operation, times);
    errors.put(operation, error);
  }

  /** Returns the number of calls of an operation. */
  public synchronized int calls(String operation) {
    return calls.getOrDefault(operation, 0);
  }

  /** Returns the number of throttled calls. */
  public synchronized int throttled() {
    return throttled;
  }

  @Override
  public <R> R call(
      AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect) {
    ClientConfigurations.transmit(request);
    sleep();
    R answer = arrive(operation, effect);
    sleep();
    return answer;
  }

  private synchronized <R> R arrive(AwsOperation<R> operation, Supplier<R> effect) {
    String name = operation.name();
    calls.merge(name, 1, Integer::sum);
    if (!isWithinRate(name)) {
      throttled++;
      throw operation.service().of("ThrottlingException", "Rate exceeded");
    }
    int left = failures.getOrDefault(name, 0);
    if (left > 0) {
      failures.put(name, left - 1);
      throw operation.service().of(errors.get(name), "as the test wants it");
    }
    return effect.get();
  }

  private boolean isWithinRate(String name) {
    Instant now = clock.instant();
    Duration since = Duration.between(lastCalls.getOrDefault(name, Instant.EPOCH), now);
    long credit =
        since.compareTo(Duration.ofSeconds(1)) >= 0
            ? SECOND
            : Math.min(SECOND, credits.get(name) + since.toNanos());
    boolean enough = credit >= COST;
    credits.put(name, enough ? credit - COST : credit);
    lastCalls.put(name, now);
    return enough;
  }

  private void sleep() {
    try {
      sleeper.sleep(latency.dividedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
