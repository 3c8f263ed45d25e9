package io.streamcat.emulator.internal.outbound;

import io.streamcat.emulator.EventFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The random decisions about the delivery of each event. Not thread safe. */
final class EventFate {
  private static final int MAX_OVERTAKEN = 5;

  private final EventFaults faults;
  private final Random random;

  EventFate(EventFaults faults) {
    this.faults = faults;
    this.random = new Random(faults.seed());
  }

  /**
   * The delivery of one copy of an event.
   *
   * @param late whether the copy is delivered late
   * @param overtakenBy the number of later events that overtake it, or 0
   */
  record Copy(boolean late, int overtakenBy) {}

  EventFaults faults() {
    return faults;
  }

  /**
   * Draws the copies of the next event. Each event uses the same number of random numbers, so that
   * one fault does not affect others.
   */
  List<Copy> next() {
    boolean lost = happens(faults.loss());
    boolean twice = happens(faults.duplication());
    List<Copy> copies = new ArrayList<>(List.of(copy(), copy()));
    if (!twice) {
      copies.remove(1);
    }
    return lost ? List.of() : copies;
  }

  private Copy copy() {
    boolean late = happens(faults.lateness());
    boolean overtaken = happens(faults.reordering());
    int by = 1 + random.nextInt(MAX_OVERTAKEN);
    return new Copy(late, overtaken && !late ? by : 0);
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }
}
