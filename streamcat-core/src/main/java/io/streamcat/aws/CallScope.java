package io.streamcat.aws;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The priority and the deadline of the calls that a piece of work makes.
 *
 * <p>A scope is bound to the thread that does the work, and reaches every service call made on it.
 * Another thread takes it over by {@link #carried}. Outside of any scope, calls are in the
 * foreground and have no deadline but their own operation timeout.
 */
public final class CallScope {

  private static final CallScope NONE = new CallScope(CallPriority.FOREGROUND, null, true);
  private static final ThreadLocal<CallScope> CURRENT = ThreadLocal.withInitial(() -> NONE);

  private final CallPriority priority;
  private final @Nullable Instant deadline;
  private final boolean repeating;

  private CallScope(CallPriority priority, @Nullable Instant deadline, boolean repeating) {
    this.priority = priority;
    this.deadline = deadline;
    this.repeating = repeating;
  }

  /**
   * Runs work on this thread with a priority.
   *
   * @param priority the priority of its calls
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withPriority(CallPriority priority, Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(priority, current.deadline, current.repeating).run(work);
  }

  /**
   * Runs work on this thread with a deadline, after which none of its calls is sent. A deadline
   * that is set already stays if it is earlier.
   *
   * @param deadline the time by which the work must end
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withDeadline(Instant deadline, Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(current.priority, earlier(deadline, current.deadline), current.repeating)
        .run(work);
  }

  /**
   * Runs work on this thread whose calls are made once: a failure is reported at once instead of
   * being followed by another attempt.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withoutRepeating(Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(current.priority, current.deadline, false).run(work);
  }

  /**
   * Returns work that runs in the scope of the calling thread, and with its diagnostic context
   * ({@link MDC}), whichever thread runs it.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the same work, in this scope
   */
  public static <T> Supplier<T> carried(Supplier<T> work) {
    CallScope current = CURRENT.get();
    Map<String, String> context = MDC.getCopyOfContextMap();
    return () -> {
      Map<String, String> before = MDC.getCopyOfContextMap();
      describe(context);
      try {
        return current.run(work);
      } finally {
        describe(before);
      }
    };
  }

  private static void describe(@Nullable Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }

  /**
   * Returns the priority of this thread's calls.
   *
   * @return the priority; {@link CallPriority#FOREGROUND} outside of any scope
   */
  public static CallPriority priority() {
    return CURRENT.get().priority;
  }

  /**
   * Returns the deadline of this thread's calls.
   *
   * @return the deadline, or null if there is none
   */
  public static @Nullable Instant deadline() {
    return CURRENT.get().deadline;
  }

  /** Returns the earlier of a deadline and the scope's. */
  static Instant bounded(Instant deadline) {
    return earlier(deadline, CURRENT.get().deadline);
  }

  static boolean isRepeating() {
    return CURRENT.get().repeating;
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  private <T> T run(Supplier<T> work) {
    CallScope before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      if (before == NONE) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
