package io.streamcat.spring.internal;

import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The counts of users that health and metrics show. Counting costs about 80 ms per million users,
 * so that both share a count that is a few minutes old at most.
 *
 * @param counts the last counts
 */
public record UserCounts(ExpiringSupplier<RecordCounts> counts) {

  public static UserCounts of(Supplier<UserRepository> users, Duration interval, Clock clock) {
    return new UserCounts(
        new ExpiringSupplier<>(() -> users.get().counts(clock.instant()), interval, clock));
  }

  public RecordCounts get() {
    return counts.get();
  }
}
