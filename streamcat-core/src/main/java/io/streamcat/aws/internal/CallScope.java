package io.streamcat.aws.internal;

import io.streamcat.aws.CallPriority;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The priority and the deadline of the calls that a piece of work makes.
 *
 * <p>A scope is bound to the thread that does the work, and applies to every service call on that
 * thread. {@link #carried} carries the scope to another thread. Outside of any scope, calls are in
 * the foreground and have only their own operation timeout.
 */
public final class CallScope {

  private static final CallScope NONE =
      new CallScope(CallPriority.FOREGROUND, null, false, true, null);
  private static final ThreadLocal<CallScope> CURRENT = ThreadLocal.withInitial(() -> NONE);

  private final CallPriority priority;
  private final @Nullable Instant deadline;
  private final boolean isStrict;
  private final boolean repeating;
  private final @Nullable ReservedTurns turns;

  private CallScope(
      CallPriority priority,
      @Nullable Instant deadline,
      boolean isStrict,
      boolean repeating,
      @Nullable ReservedTurns turns) {
    this.priority = priority;
    this.deadline = deadline;
    this.isStrict = isStrict;
    this.repeating = repeating;
    this.turns = turns;
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
    return new CallScope(
            priority, current.deadline, current.isStrict, current.repeating, current.turns)
        .run(work);
  }

  /**
   * Runs work on this thread with a deadline, after which no call is sent. An earlier deadline that
   * is already set stays in force.
   *
   * @param deadline the time by which the work must end
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withDeadline(Instant deadline, Supplier<T> work) {
    return CURRENT.get().until(deadline, CURRENT.get().isStrict).run(work);
  }

  /**
   * Runs work on this thread with a strict deadline, after which no call is sent and no answer
   * awaited. A request in progress at the deadline is cut short, and its outcome is unknown. An
   * earlier deadline that is already set stays in force.
   *
   * @param deadline the time by which the work must end
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withStrictDeadline(Instant deadline, Supplier<T> work) {
    return CURRENT.get().until(deadline, true).run(work);
  }

  /**
   * Runs work on this thread that waits for the answers of its calls even past a strict deadline.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T waitingForAnswers(Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(
            current.priority, current.deadline, false, current.repeating, current.turns)
        .run(work);
  }

  /**
   * Runs work on this thread that must be done even after the deadline, such as cleaning up. Its
   * calls have their own operation timeouts.
   *
   * @param work the work
   */
  public static void withoutDeadline(Runnable work) {
    CallScope current = CURRENT.get();
    var unused =
        new CallScope(current.priority, null, false, current.repeating, current.turns)
            .run(
                () -> {
                  work.run();
                  return work;
                });
  }

  /** Runs work on this thread whose calls use reserved turns. */
  static <T> T withTurns(ReservedTurns turns, Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(
            current.priority, current.deadline, current.isStrict, current.repeating, turns)
        .run(work);
  }

  private CallScope until(Instant end, boolean strict) {
    return new CallScope(priority, earlier(end, deadline), strict, repeating, turns);
  }

  /**
   * Runs work on this thread without retries: a call that fails reports its failure immediately.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public static <T> T withoutRepeating(Supplier<T> work) {
    CallScope current = CURRENT.get();
    return new CallScope(current.priority, current.deadline, current.isStrict, false, current.turns)
        .run(work);
  }

  /**
   * Returns work that runs in the scope of the calling thread on any thread.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work in this scope
   */
  public static <T> Supplier<T> carried(Supplier<T> work) {
    CallScope current = CURRENT.get();
    return () -> current.run(work);
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
  public static Instant bounded(Instant deadline) {
    return earlier(deadline, CURRENT.get().deadline);
  }

  /**
   * Returns the time of the last turn that was reserved for this thread's calls.
   *
   * @return the time, or null if no turn was reserved
   */
  public static @Nullable Instant lastTurn() {
    ReservedTurns reserved = CURRENT.get().turns;
    return reserved == null ? null : reserved.last();
  }

  /** Returns the strict deadline, after which no answer is awaited; null if there is none. */
  static @Nullable Instant end() {
    CallScope current = CURRENT.get();
    return current.isStrict ? current.deadline : null;
  }

  /** Returns the reserved turn for calls of a key, used or not; null if there is none. */
  static @Nullable ReservedTurn turn(String key) {
    ReservedTurns reserved = CURRENT.get().turns;
    return reserved == null ? null : reserved.of(key);
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
