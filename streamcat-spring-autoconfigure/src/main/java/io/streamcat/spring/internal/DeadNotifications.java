package io.streamcat.spring.internal;

import io.streamcat.broadcast.BroadcastRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The number of dead notifications that health and metrics show, at most a few minutes old.
 *
 * @param isUsed whether the broadcast repository has been created
 * @param count supplies the number
 */
public record DeadNotifications(BooleanSupplier isUsed, ExpiringSupplier<Long> count) {

  /** Creates a number that is refreshed at an interval. */
  public static DeadNotifications of(
      BooleanSupplier isUsed,
      Supplier<BroadcastRepository> broadcasts,
      Duration interval,
      Clock clock) {
    return new DeadNotifications(
        isUsed,
        new ExpiringSupplier<>(() -> broadcasts.get().countDeadNotifications(), interval, clock));
  }

  /** Returns the number; empty if nothing has asked for the broadcast repository yet. */
  public OptionalLong get() {
    return isUsed.getAsBoolean() ? OptionalLong.of(count.get()) : OptionalLong.empty();
  }
}
