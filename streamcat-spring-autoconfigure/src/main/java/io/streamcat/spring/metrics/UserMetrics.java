package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.RecordCounts;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.user.UserState;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the users by state, those due for recovery, those that fail again and again, and the
 * findings of the last reconciliation.
 */
final class UserMetrics implements MeterBinder {

  private final BooleanSupplier inUse;
  private final UserCounts counts;
  private volatile @Nullable Map<Finding.Type, Long> findings;

  /**
   * Creates metrics.
   *
   * @param inUse tells whether anything has asked for StreamCat
   * @param counts the counts of users
   */
  UserMetrics(BooleanSupplier inUse, UserCounts counts) {
    this.inUse = inUse;
    this.counts = counts;
  }

  /** Takes note of what reconciliation has found. */
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
        .description("Users of whom a task has failed " + RecordCounts.FAILING + " times or more")
        .register(registry);
    for (Finding.Type type : Finding.Type.values()) {
      Gauge.builder("streamcat.reconciliation.findings", this, metrics -> metrics.findings(type))
          .description("Differences between users and AWS that the last plan found")
          .tag("type", tag(type))
          .register(registry);
    }
  }

  private double users(UserState state) {
    return count(found -> found.byState().getOrDefault(state, 0L));
  }

  private double count(ToLongFunction<RecordCounts> figure) {
    return inUse.getAsBoolean() ? figure.applyAsLong(counts.get()) : Double.NaN;
  }

  private double findings(Finding.Type type) {
    Map<Finding.Type, Long> found = findings;
    return found == null ? Double.NaN : found.getOrDefault(type, 0L);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
