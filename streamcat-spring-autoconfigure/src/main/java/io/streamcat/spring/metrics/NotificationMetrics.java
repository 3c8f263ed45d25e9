package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.streamcat.spring.internal.DeadNotifications;
import java.util.OptionalLong;

/**
 * The metric of dead notifications.
 *
 * @param dead their number
 */
record NotificationMetrics(DeadNotifications dead) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("streamcat.notifications.dead", this, NotificationMetrics::count)
        .description("Notifications whose listener failed too often")
        .register(registry);
  }

  private double count() {
    OptionalLong found = dead.get();
    return found.isPresent() ? found.getAsLong() : Double.NaN;
  }
}
