package io.streamcat.spring.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier that caches the result of an expensive supplier for a while. Thread safe.
 *
 * @param <T> the type of the result
 */
public final class ExpiringSupplier<T> {

  private final Supplier<T> delegate;
  private final Duration lifetime;
  private final Clock clock;
  private @Nullable T value;
  private Instant expiresAt = Instant.MIN;

  /**
   * Creates a supplier without a cached result.
   *
   * @param delegate the expensive supplier
   * @param lifetime the time for which a result is reused
   * @param clock the clock
   */
  public ExpiringSupplier(Supplier<T> delegate, Duration lifetime, Clock clock) {
    this.delegate = delegate;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** Returns the cached or a new result. A failure is not cached. */
  public synchronized T get() {
    Instant now = clock.instant();
    T known = value;
    if (known == null || !now.isBefore(expiresAt)) {
      known = delegate.get();
      value = known;
      expiresAt = now.plus(lifetime);
    }
    return known;
  }
}
