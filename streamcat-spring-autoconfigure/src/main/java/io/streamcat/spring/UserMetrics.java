package io.streamcat.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserState;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the users by state, those waiting for recovery, and what reconciliation found last. */
final class UserMetrics implements MeterBinder {

  private final BooleanSupplier inUse;
  private final Remembered<Map<UserState, Long>> byState;
  private final Remembered<Long> waiting;
  private volatile @Nullable Map<Finding.Type, Long> findings;

  /**
   * Creates metrics.
   *
   * @param inUse tells whether anything has asked for StreamCat
   * @param users gets the repository
   * @param interval how long a count is taken for true
   * @param clock tells the time
   */
  UserMetrics(
      BooleanSupplier inUse, Supplier<UserRepository> users, Duration interval, Clock clock) {
    this.inUse = inUse;
    this.byState = new Remembered<>(() -> users.get().countByState(), interval, clock);
    this.waiting =
        new Remembered<>(() -> users.get().countExpired(clock.instant()), interval, clock);
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
    Gauge.builder("streamcat.users.waiting", this, UserMetrics::waiting)
        .description("Users waiting for recovery")
        .register(registry);
    for (Finding.Type type : Finding.Type.values()) {
      Gauge.builder("streamcat.reconciliation.findings", this, metrics -> metrics.findings(type))
          .description("Differences between users and AWS that the last plan found")
          .tag("type", tag(type))
          .register(registry);
    }
  }

  private double users(UserState state) {
    return inUse.getAsBoolean() ? byState.get().getOrDefault(state, 0L) : Double.NaN;
  }

  private double waiting() {
    return inUse.getAsBoolean() ? waiting.get() : Double.NaN;
  }

  private double findings(Finding.Type type) {
    Map<Finding.Type, Long> found = findings;
    return found == null ? Double.NaN : found.getOrDefault(type, 0L);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
