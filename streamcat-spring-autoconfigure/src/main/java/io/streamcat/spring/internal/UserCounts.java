package io.streamcat.spring.internal;

import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The counts of users that health and metrics show. Counting takes about 80 ms per million users,
 * so both share counts that are at most a few minutes old.
 *
 * @param counts supplies the counts
 */
public record UserCounts(ExpiringSupplier<RecordCounts> counts) {

  /** Creates counts that are refreshed at an interval. */
  public static UserCounts of(Supplier<UserRepository> users, Duration interval, Clock clock) {
    return new UserCounts(
        new ExpiringSupplier<>(() -> users.get().counts(clock.instant()), interval, clock));
  }

  /** Returns the counts. */
  public RecordCounts get() {
    return counts.get();
  }
}
