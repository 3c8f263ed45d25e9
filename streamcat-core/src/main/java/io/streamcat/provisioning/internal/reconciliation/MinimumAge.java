package io.streamcat.provisioning.internal.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a resource is left alone while a registration may still be working on it.
 *
 * @param planned the time of the plan
 * @param gracePeriod the minimum age
 * @param clock the clock
 */
record MinimumAge(Instant planned, Duration gracePeriod, Clock clock) {

  /**
   * Returns the reason if a resource is too young. A planned resource is at least as old as the
   * plan, regardless of its tags.
   */
  Optional<String> tooYoung(@Nullable Instant createdAt) {
    if (!isTooRecent(planned) || (createdAt != null && !isTooRecent(createdAt))) {
      return Optional.empty();
    }
    return Optional.of(
        createdAt == null
            ? "its age is unknown; this plan may be applied to it from " + planned.plus(gracePeriod)
            : "it is younger than the grace period");
  }

  private boolean isTooRecent(Instant time) {
    return clock.instant().isBefore(time.plus(gracePeriod));
  }
}
