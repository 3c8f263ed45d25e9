package io.streamcat.spring.health;

import io.streamcat.repository.Home.Capacity;
import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.DeadNotifications;
import io.streamcat.spring.internal.ExpiringSupplier;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.user.ResourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A check of the user repository, AWS and recovery. Each check costs one lookup by key; counts and
 * calls of AWS are cached.
 */
final class StreamCatHealth {

  /** A key that no record has. */
  private static final String NO_KEY = "health";

  private static final String DEAD = "notificationsDead";

  private final BooleanSupplier created;
  private final Supplier<UserRepository> users;
  private final UserCounts counts;
  private final Capacities capacities;
  private final DeadNotifications dead;
  private final @Nullable ExpiringSupplier<Map<String, String>> aws;
  private final @Nullable IngestionHealth events;
  private final Supplier<Map<String, String>> tasks;

  /**
   * Creates a check.
   *
   * @param created whether StreamCat has been created
   * @param users supplies the repository
   * @param counts the counts of users
   * @param capacities the resources and their quotas
   * @param dead the number of dead notifications
   * @param aws supplies the failure of each service, empty if all answer; null to skip the check
   * @param events the health of event ingestion; null if no events are received
   * @param tasks supplies the failure of each recurring task whose last run failed
   */
  StreamCatHealth(
      BooleanSupplier created,
      Supplier<UserRepository> users,
      UserCounts counts,
      Capacities capacities,
      DeadNotifications dead,
      @Nullable ExpiringSupplier<Map<String, String>> aws,
      @Nullable IngestionHealth events,
      Supplier<Map<String, String>> tasks) {
    this.created = created;
    this.users = users;
    this.counts = counts;
    this.capacities = capacities;
    this.dead = dead;
    this.aws = aws;
    this.events = events;
    this.tasks = tasks;
  }

  /** The reported states, named as in the actuator. */
  enum State {
    /** Nothing was checked. */
    UNKNOWN,
    /** Everything works. */
    UP,
    /**
     * Users can be stored and AWS answers, but a task, a user or a listener fails repeatedly, and
     * an operator should look at it. Load balancers treat the state as healthy.
     */
    DEGRADED,
    /** Users cannot be stored, or AWS does not answer. */
    DOWN
  }

  /**
   * The result of a check.
   *
   * @param state the state
   * @param details the details to show, without secrets or names
   */
  record Report(State state, Map<String, Object> details) {}

  Report check() {
    if (!created.getAsBoolean()) {
      return new Report(State.UNKNOWN, Map.of("streamcat", "not used yet"));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    boolean degraded = false;
    boolean up = true;
    try {
      users.get().findByKey(NO_KEY);
      RecordCounts found = counts.get();
      details.put("usersWaitingForRecovery", found.due());
      details.put("usersFailing", found.failing());
      degraded = found.failing() > 0;
      degraded |= isLow(details);
    } catch (Throwable e) {
      // Includes Errors, and the failures of replaced services: a check must always answer.
      details.put("users", CheckFailures.message(e));
      up = false;
    }
    degraded |= hasDeadNotifications(details);
    if (aws != null) {
      Map<String, String> failures = aws.get();
      details.put("aws", failures.isEmpty() ? "answers" : failures);
      up &= failures.isEmpty();
    }
    if (events != null) {
      up &= eventsArrive(events, details);
    }
    Map<String, String> failing = tasks.get();
    if (!failing.isEmpty()) {
      details.put("tasks", failing);
      degraded = true;
    }
    return new Report(!up ? State.DOWN : degraded ? State.DEGRADED : State.UP, details);
  }

  /** Returns whether a quota will be reached soon. */
  private boolean isLow(Map<String, Object> details) {
    Map<String, String> shown = new TreeMap<>();
    boolean low = false;
    for (Map.Entry<ResourceKind, Capacity> entry : capacities.get().entrySet()) {
      Capacity capacity = entry.getValue();
      OptionalLong days = capacity.daysLeft();
      shown.put(
          entry.getKey().words(),
          capacity.existing()
              + " of "
              + capacity.quota()
              + (days.isPresent() ? ", " + days.getAsLong() + " days left" : ""));
      low |= capacity.isLow();
    }
    details.put("capacity", shown);
    return low;
  }

  /** Returns whether a notification is dead, or cannot be counted: users can still be stored. */
  private boolean hasDeadNotifications(Map<String, Object> details) {
    try {
      OptionalLong notifications = dead.get();
      if (notifications.isPresent()) {
        details.put(DEAD, notifications.getAsLong());
      }
      return notifications.orElse(0) > 0;
    } catch (Throwable e) {
      details.put(DEAD, CheckFailures.message(e));
      return true;
    }
  }

  private static boolean eventsArrive(IngestionHealth events, Map<String, Object> details) {
    try {
      return events.check(details);
    } catch (Throwable e) {
      details.put("events", CheckFailures.message(e));
      return false;
    }
  }
}
