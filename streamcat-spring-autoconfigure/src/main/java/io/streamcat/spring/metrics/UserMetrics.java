package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.repository.RecordCounts;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of users: their number by state, those waiting for recovery, those that fail repeatedly,
 * the resources beside AWS's quotas, and the findings of the last reconciliation.
 */
final class UserMetrics implements MeterBinder {

  private final BooleanSupplier created;
  private final UserCounts counts;
  private final Capacities capacities;
  private volatile @Nullable Map<Finding.Type, Long> findings;

  /**
   * Creates metrics.
   *
   * @param created whether StreamCat has been created
   * @param counts the counts of users
   * @param capacities the resources and their quotas
   */
  UserMetrics(BooleanSupplier created, UserCounts counts, Capacities capacities) {
    this.created = created;
    this.counts = counts;
    this.capacities = capacities;
  }

  /** Records the findings of a reconciliation plan. */
  void found(ReconciliationPlan plan) {
    findings =
        plan.findings().stream()
            .collect(Collectors.groupingBy(Finding::type, Collectors.counting()));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (UserState state : UserState.values()) {
      Gauge.builder("streamcat.users", this, metrics -> metrics.users(state))
          .description("Users in a state")
          .tag("state", tag(state))
          .register(registry);
    }
    Gauge.builder("streamcat.users.waiting", this, metrics -> metrics.count(RecordCounts::due))
        .description("Users waiting for recovery")
        .register(registry);
    Gauge.builder("streamcat.users.failing", this, metrics -> metrics.count(RecordCounts::failing))
        .description("Users with a task that has failed " + RecordCounts.FAILING + " times or more")
        .register(registry);
    for (ResourceKind kind : ResourceKind.values()) {
      Gauge.builder("streamcat.resources", this, m -> m.capacity(kind, Capacity::existing))
          .description("Resources of users and spares")
          .tag("kind", tag(kind))
          .register(registry);
      Gauge.builder("streamcat.resources.quota", this, m -> m.capacity(kind, Capacity::quota))
          .description("Resources that AWS allows")
          .tag("kind", tag(kind))
          .register(registry);
    }
    for (Finding.Type type : Finding.Type.values()) {
      Gauge.builder("streamcat.reconciliation.findings", this, metrics -> metrics.findings(type))
          .description("Differences between users and AWS in the last plan")
          .tag("type", tag(type))
          .register(registry);
    }
  }

  private double users(UserState state) {
    return count(found -> found.byState().getOrDefault(state, 0L));
  }

  private double count(ToLongFunction<RecordCounts> figure) {
    return created.getAsBoolean() ? figure.applyAsLong(counts.get()) : Double.NaN;
  }

  private double capacity(ResourceKind kind, ToLongFunction<Capacity> figure) {
    return created.getAsBoolean()
        ? figure.applyAsLong(Objects.requireNonNull(capacities.get().get(kind)))
        : Double.NaN;
  }

  private double findings(Finding.Type type) {
    Map<Finding.Type, Long> found = findings;
    return found == null ? Double.NaN : found.getOrDefault(type, 0L);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
