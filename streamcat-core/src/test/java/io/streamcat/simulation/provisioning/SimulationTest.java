package io.streamcat.simulation.provisioning;

import io.streamcat.simulation.Bounds;
import io.streamcat.simulation.Exploration;
import io.streamcat.simulation.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Bounds BOUNDS =
      new Bounds(
          EnumSet.allOf(Fault.class),
          Duration.ofSeconds(200),
          Duration.ofSeconds(2),
          Duration.ofMillis(2_500));

  @Test
  void random() {
    String replay = System.getProperty("streamcat.simulation.replay");
    if (replay != null) {
      Exploration.replay(replay, UserScenario::parse);
      return;
    }
    EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
    String without = System.getProperty("without", "");
    if (without.equals("all")) {
      faults.clear();
    } else if (!without.isEmpty()) {
      for (String f : without.split(",")) faults.remove(Fault.valueOf(f));
    }
    AtomicLong left = new AtomicLong(Long.getLong("count", 2000));
    long t = System.nanoTime();
    long n =
        new Exploration(new Bounds(faults, BOUNDS.longestStall(), BOUNDS.longestDelay(), BOUNDS.longestLag()))
            .random(UserScenario::random, Long.getLong("first", 1), () -> left.getAndDecrement() > 0);
    System.out.println(n + " in " + (System.nanoTime() - t) / 1_000_000 + " ms");
  }
}
