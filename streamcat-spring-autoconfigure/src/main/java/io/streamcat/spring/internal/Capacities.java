package io.streamcat.spring.internal;

import io.streamcat.provisioning.UserFinder;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.user.ResourceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capacity of the account, for health and metrics. Both share counts that are at most a few
 * minutes old. The first count that is low logs a warning for its kind of resource.
 *
 * @param capacities supplies the capacity of each kind
 */
public record Capacities(ExpiringSupplier<Map<ResourceKind, Capacity>> capacities) {

  private static final Logger log = LoggerFactory.getLogger(Capacities.class);

  /** Creates capacities that are refreshed at an interval. */
  public static Capacities of(
      Supplier<? extends UserFinder> users, Duration interval, Clock clock) {
    Set<ResourceKind> warned = EnumSet.noneOf(ResourceKind.class);
    return new Capacities(
        new ExpiringSupplier<>(
            () -> {
              Map<ResourceKind, Capacity> current = users.get().capacity();
              current.forEach((kind, capacity) -> warnOnce(kind, capacity, warned));
              return current;
            },
            interval,
            clock));
  }

  private static void warnOnce(ResourceKind kind, Capacity capacity, Set<ResourceKind> warned) {
    if (!capacity.isLow()) {
      warned.remove(kind);
    } else if (warned.add(kind)) {
      log.warn(
          "AWS's quota will be reached soon; request a higher one kind={} existing={} quota={}"
              + " daysLeft={}",
          kind.words(),
          capacity.existing(),
          capacity.quota(),
          capacity.daysLeft().isPresent() ? capacity.daysLeft().getAsLong() : "unknown");
    }
  }

  /** Returns the capacity of each kind. */
  public Map<ResourceKind, Capacity> get() {
    return capacities.get();
  }
}
