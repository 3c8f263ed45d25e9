package io.streamcat.repository;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a pending task.
 *
 * @param attempts the attempts that failed so far
 * @param nextAttempt the earliest time of recovery's next attempt
 * @param problem the last failure, for people, at most {@value #MAX_PROBLEM} characters; null if no
 *     attempt failed
 */
public record Progress(int attempts, Instant nextAttempt, @Nullable String problem) {

  /** The most characters of a problem. */
  public static final int MAX_PROBLEM = 1000;

  /** The pause after the first failure; it doubles with each further one. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

  /** The longest pause between two attempts. */
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final int REPLACEMENT = 0xfffd;

  /**
   * Converts the problem into a text that databases accept: cuts it, and replaces unpaired
   * surrogates and the character NUL. Problems quote answers of AWS and of proxies, which may
   * contain any character.
   */
  public Progress {
    problem = problem == null ? null : storable(problem);
  }

  private static String storable(String text) {
    StringBuilder storable = new StringBuilder();
    text.substring(0, Math.min(text.length(), MAX_PROBLEM))
        .codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  /**
   * Returns the progress of a task that may start immediately.
   *
   * @param now the time
   * @return progress without attempts
   */
  public static Progress ready(Instant now) {
    return new Progress(0, now, null);
  }

  /**
   * Returns the progress after a failure: the pause doubles from 15 seconds up to an hour.
   *
   * @param failure the failure, for people; a longer text is cut
   * @param now the time
   * @return progress with one more attempt
   */
  public Progress failed(String failure, Instant now) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
    return new Progress(
        attempts + 1,
        now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE),
        failure);
  }

  /**
   * Returns the progress with a later next attempt.
   *
   * @param time the earliest time
   * @return a changed copy; unchanged if the next attempt is not before that time
   */
  public Progress notBefore(Instant time) {
    return nextAttempt.isBefore(time) ? new Progress(attempts, time, problem) : this;
  }

  /**
   * Returns the progress of a task that waits, for example for the end of a stream.
   *
   * @param reason the reason, for people; a longer text is cut
   * @param until the time of the next look
   * @return progress with the same number of attempts
   */
  public Progress waiting(String reason, Instant until) {
    return new Progress(attempts, until, reason);
  }
}
