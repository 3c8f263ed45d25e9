package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.exception.Check;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A change of the health of a broadcast. The later change wins; of two at the same time, the
 * healthy one wins.
 *
 * @param at the time of the change
 * @param health {@code HEALTHY} or {@code STARVING}
 */
public record HealthChange(Instant at, Health health) implements Comparable<HealthChange> {

  private static final Comparator<HealthChange> ORDER =
      Comparator.comparing(HealthChange::at).thenComparing(c -> c.health() == Health.HEALTHY);

  /** Checks the limits. */
  public HealthChange {
    at = Objects.requireNonNull(Merges.time("health.at", at));
    Check.that(health != Health.UNKNOWN, "health", "HEALTHY or STARVING", "is unknown");
  }

  @Override
  public int compareTo(HealthChange other) {
    return ORDER.compare(this, other);
  }
}
