package io.streamcat.emulator.internal.outbound;

import io.streamcat.emulator.EventFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what becomes of each event. Not thread safe. */
final class EventFate {
  private static final int MAX_OVERTAKEN = 5;

  private final EventFaults faults;
  private final Random random;

  EventFate(EventFaults faults) {
    this.faults = faults;
    this.random = new Random(faults.seed());
  }

  /**
   * How one copy of an event is delivered.
   *
   * @param late whether it comes late
   * @param overtakenBy by how many of those that follow it, or 0
   */
  record Copy(boolean late, int overtakenBy) {}

  EventFaults faults() {
    return faults;
  }

  /** Draws the copies of the next event; as much luck for each, so that no fault changes others. */
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
