package io.streamcat.emulator;

import java.time.Duration;
import java.util.Objects;

/**
 * The faults of event delivery. All destinations of an event see the same faults. Immutable.
 *
 * <p>The same faults and the same history lead to the same deliveries: the random numbers start
 * again from the seed whenever faults are set.
 *
 * @param loss the probability that an event is not delivered
 * @param duplication the probability that it is delivered twice
 * @param reordering the probability that one to five later events overtake it; without later events
 *     it is delivered after a second
 * @param lateness the probability that it is delivered late
 * @param delay the delay of late events, in real time, at most an hour
 * @param seed the seed of the random numbers
 */
public record EventFaults(
    double loss,
    double duplication,
    double reordering,
    double lateness,
    Duration delay,
    long seed) {

  private static final Duration MAX_DELAY = Duration.ofHours(1);

  /** No faults: every event is delivered once, immediately and in order. */
  public static final EventFaults NONE =
      new EventFaults(0, 0, 0, 0, Duration.ZERO, IvsEmulatorBuilder.DEFAULT_SEED);

  /**
   * Checks the values.
   *
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
   * Returns these faults with another probability that an event is lost.
   *
   * @param probability the probability for each event, from 0 to 1
   * @return the changed faults
   */
  public EventFaults loss(double probability) {
    return new EventFaults(probability, duplication, reordering, lateness, delay, seed);
  }

  /**
   * Returns these faults with another probability that an event is delivered twice.
   *
   * @param probability the probability for each event, from 0 to 1
   * @return the changed faults
   */
  public EventFaults duplication(double probability) {
    return new EventFaults(loss, probability, reordering, lateness, delay, seed);
  }

  /**
   * Returns these faults with another probability that later events overtake an event.
   *
   * @param probability the probability for each event, from 0 to 1
   * @return the changed faults
   */
  public EventFaults reordering(double probability) {
    return new EventFaults(loss, duplication, probability, lateness, delay, seed);
  }

  /**
   * Returns these faults with another probability and delay of late events.
   *
   * @param probability the probability for each event, from 0 to 1
   * @param by the delay of late events, in real time, at most an hour
   * @return the changed faults
   */
  public EventFaults lateness(double probability, Duration by) {
    return new EventFaults(loss, duplication, reordering, probability, by, seed);
  }

  /**
   * Returns these faults with another seed.
   *
   * @param newSeed any number
   * @return the changed faults
   */
  public EventFaults seed(long newSeed) {
    return new EventFaults(loss, duplication, reordering, lateness, delay, newSeed);
  }
}
