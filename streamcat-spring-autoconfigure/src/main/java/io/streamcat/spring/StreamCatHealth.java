package io.streamcat.spring;

import io.streamcat.error.StreamCatException;
import io.streamcat.repository.UserRepository;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether users can be stored and whether AWS answers, at the cost of one indexed count
 * each time and of three calls now and then.
 */
final class StreamCatHealth {

  private final BooleanSupplier inUse;
  private final Supplier<UserRepository> users;
  private final @Nullable Remembered<Map<String, String>> aws;
  private final @Nullable IntakeHealth events;
  private final Clock clock;

  /**
   * Creates a check.
   *
   * @param inUse tells whether anything has asked for StreamCat
   * @param users gets the repository
   * @param aws asks the services: what is wrong with each, nothing if they answer; null not to ask
   * @param events looks at the taking of events; null if none are taken
   * @param clock tells the time
   */
  StreamCatHealth(
      BooleanSupplier inUse,
      Supplier<UserRepository> users,
      @Nullable Remembered<Map<String, String>> aws,
      @Nullable IntakeHealth events,
      Clock clock) {
    this.inUse = inUse;
    this.users = users;
    this.aws = aws;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What was found out.
   *
   * @param up whether all is well, or null if nothing was looked at
   * @param details what to show: no secrets, no names
   */
  record Report(@Nullable Boolean up, Map<String, Object> details) {}

  Report check() {
    if (!inUse.getAsBoolean()) {
      return new Report(null, Map.of("streamcat", "nothing has asked for it yet"));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    boolean up = checkUsers(details);
    if (aws != null) {
      Map<String, String> failures = aws.get();
      details.put("aws", failures.isEmpty() ? "answers" : failures);
      up &= failures.isEmpty();
    }
    if (events != null) {
      up &= events.check(details);
    }
    return new Report(up, details);
  }

  private boolean checkUsers(Map<String, Object> details) {
    try {
      details.put("usersWaitingForRecovery", users.get().countExpired(clock.instant()));
      return true;
    } catch (StreamCatException e) {
      details.put("users", String.valueOf(e.getMessage()));
      return false;
    }
  }
}
