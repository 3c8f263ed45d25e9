package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.exception.Check;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * How well a broadcast arrives, and since when. The later one counts; of two at the same moment,
 * the one that says that it arrives.
 *
 * @param at since when
 * @param health {@code HEALTHY} or {@code STARVING}
 */
public record HealthChange(Instant at, Health health) implements Comparable<HealthChange> {

  private static final Comparator<HealthChange> ORDER =
      Comparator.comparing(HealthChange::at).thenComparing(c -> c.health() == Health.HEALTHY);

  /**
   * Checks the limits.
   *
   * @param at since when
   * @param health how well
   */
  public HealthChange {
    at = Objects.requireNonNull(Merges.time("health.at", at));
    Check.that(health != Health.UNKNOWN, "health", "HEALTHY or STARVING", "is not known");
  }

  @Override
  public int compareTo(HealthChange other) {
    return ORDER.compare(this, other);
  }
}
