package io.streamcat.spring.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for something that costs, and takes the answer for true for a while; thread safe.
 *
 * @param <T> the answer
 */
public final class ExpiringSupplier<T> {

  private final Supplier<T> question;
  private final Duration goodFor;
  private final Clock clock;
  private @Nullable T answer;
  private Instant until = Instant.MIN;

  public ExpiringSupplier(Supplier<T> question, Duration goodFor, Clock clock) {
    this.question = question;
    this.goodFor = goodFor;
    this.clock = clock;
  }

  /** The answer; a failure to get one is not remembered. */
  public synchronized T get() {
    Instant now = clock.instant();
    T known = answer;
    if (known == null || !now.isBefore(until)) {
      known = question.get();
      answer = known;
      until = now.plus(goodFor);
    }
    return known;
  }
}
