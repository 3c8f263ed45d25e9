package io.streamcat.emulator;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of events on their way to their destinations. All destinations of an event share its
 * fate. Immutable.
 *
 * <p>The same faults and the same history make the same deliveries: luck is drawn from the seed
 * anew whenever faults are set.
 *
 * @param loss the probability that an event is not delivered
 * @param duplication the probability that it is delivered twice
 * @param reordering the probability that it comes after one to five of those that follow it, or
 *     after a second without them
 * @param lateness the probability that it comes late
 * @param delay how late, in real time, at most an hour
 * @param seed what luck is drawn from
 */
public record EventFaults(
    double loss,
    double duplication,
    double reordering,
    double lateness,
    Duration delay,
    long seed) {

  private static final Duration MAX_DELAY = Duration.ofHours(1);

  /** Every event is delivered once, at once and in order. */
  public static final EventFaults NONE =
      new EventFaults(0, 0, 0, 0, Duration.ZERO, IvsEmulatorBuilder.DEFAULT_SEED);

  /**
   * Checks the values.
   *
   * @param loss the probability that an event is not delivered
   * @param duplication the probability that it is delivered twice
   * @param reordering the probability that it is overtaken
   * @param lateness the probability that it comes late
   * @param delay how late
   * @param seed what luck is drawn from
   * @throws IllegalArgumentException if a probability is not between 0 and 1, or the delay is
   *     negative or more than an hour
   */
  public EventFaults {
    probability("loss", loss);
    probability("duplication", duplication);
    probability("reordering", reordering);
    probability("lateness", lateness);
    Objects.requireNonNull(delay, "delay");
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("delay must be between zero and an hour");
    }
  }

  private static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1");
    }
  }

  /**
   * Lets events be lost.
   *
   * @param probability of each
   * @return faults that differ in this
   */
  public EventFaults loss(double probability) {
    return new EventFaults(probability, duplication, reordering, lateness, delay, seed);
  }

  /**
   * Lets events be repeated.
   *
   * @param probability of each
   * @return faults that differ in this
   */
  public EventFaults duplication(double probability) {
    return new EventFaults(loss, probability, reordering, lateness, delay, seed);
  }

  /**
   * Lets events be overtaken by some that follow them.
   *
   * @param probability of each
   * @return faults that differ in this
   */
  public EventFaults reordering(double probability) {
    return new EventFaults(loss, duplication, probability, lateness, delay, seed);
  }

  /**
   * Lets events come late.
   *
   * @param probability of each
   * @param by how late
   * @return faults that differ in this
   */
  public EventFaults lateness(double probability, Duration by) {
    return new EventFaults(loss, duplication, reordering, probability, by, seed);
  }

  /**
   * Chooses the luck.
   *
   * @param newSeed any number
   * @return faults that differ in this
   */
  public EventFaults seed(long newSeed) {
    return new EventFaults(loss, duplication, reordering, lateness, delay, newSeed);
  }
}
