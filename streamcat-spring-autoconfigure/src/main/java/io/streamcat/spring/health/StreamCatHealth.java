package io.streamcat.spring.health;

import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.ExpiringSupplier;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.UserCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether users can be stored, whether AWS answers and whether recovery makes progress,
 * at the cost of one look-up by key each time, and of a count and three calls now and then.
 */
final class StreamCatHealth {

  /** A key that no record has. */
  private static final String NO_KEY = "health";

  private final BooleanSupplier inUse;
  private final Supplier<UserRepository> users;
  private final UserCounts counts;
  private final @Nullable ExpiringSupplier<Map<String, String>> aws;
  private final @Nullable IngestionHealth events;
  private final Supplier<List<RepeatedTask>> tasks;

  /**
   * Creates a check.
   *
   * @param inUse tells whether anything has asked for StreamCat
   * @param users gets the repository
   * @param counts the counts of users
   * @param aws asks the services: what is wrong with each, nothing if they answer; null not to ask
   * @param events looks at the taking of events; null if none are taken
   * @param tasks the tasks that run again and again in this application
   */
  StreamCatHealth(
      BooleanSupplier inUse,
      Supplier<UserRepository> users,
      UserCounts counts,
      @Nullable ExpiringSupplier<Map<String, String>> aws,
      @Nullable IngestionHealth events,
      Supplier<List<RepeatedTask>> tasks) {
    this.inUse = inUse;
    this.users = users;
    this.counts = counts;
    this.aws = aws;
    this.events = events;
    this.tasks = tasks;
  }

  /** The states that are reported, in the words of the actuator. */
  enum State {
    /** Nothing was looked at. */
    UNKNOWN,
    /** Everything works. */
    UP,
    /**
     * Users can be stored and AWS answers, but something fails again and again, so that somebody
     * should look. Load balancers take it for healthy.
     */
    DEGRADED,
    /** Users cannot be stored, or AWS does not answer. */
    DOWN
  }

  /**
   * The result of a check.
   *
   * @param state the state
   * @param details what to show: no secrets, no names
   */
  record Report(State state, Map<String, Object> details) {}

  Report check() {
    if (!inUse.getAsBoolean()) {
      return new Report(State.UNKNOWN, Map.of("streamcat", "nothing has asked for it yet"));
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
    } catch (StreamCatException e) {
      details.put("users", String.valueOf(e.getMessage()));
      up = false;
    }
    if (aws != null) {
      Map<String, String> failures = aws.get();
      details.put("aws", failures.isEmpty() ? "answers" : failures);
      up &= failures.isEmpty();
    }
    if (events != null) {
      up &= events.check(details);
    }
    Map<String, String> failing = failingTasks();
    if (!failing.isEmpty()) {
      details.put("tasks", failing);
      degraded = true;
    }
    return new Report(!up ? State.DOWN : degraded ? State.DEGRADED : State.UP, details);
  }

  private Map<String, String> failingTasks() {
    Map<String, String> failing = new TreeMap<>();
    for (RepeatedTask task : tasks.get()) {
      task.lastFailure().ifPresent(failure -> failing.put(task.name(), failure));
    }
    return failing;
  }
}
