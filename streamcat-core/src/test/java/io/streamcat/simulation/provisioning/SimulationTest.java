package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.simulation.Bounds;
import io.streamcat.simulation.Exploration;
import io.streamcat.simulation.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of provisioning, whatever fails and whatever order things happen in: the real engine
 * on several servers, under schedules that are all played up to a bound and drawn at random beyond.
 *
 * <p>A failure prints the steps, and the value of {@code -Dstreamcat.simulation.replay} that plays
 * them again.
 */
class SimulationTest {

  private static final boolean CAMPAIGN = Boolean.getBoolean("streamcat.campaign");
  private static final Duration LONGEST_CAMPAIGN = Duration.ofHours(1);

  /** Random schedules to play, and the seed of the first. */
  private static final long SCHEDULES =
      Long.getLong("streamcat.simulation.schedules", CAMPAIGN ? 5_000_000 : 50_000);

  private static final long SEED = Long.getLong("streamcat.simulation.seed", 1);

  /**
   * The bounds up to which the promise holds. The consistency window, 5 seconds, must be longer
   * than the longest lag of a list and the longest delay of an effect together. Clocks differ by up
   * to 50 seconds, and stalls may be longer than a lease.
   */
  private static final Bounds BOUNDS =
      new Bounds(
          EnumSet.allOf(Fault.class),
          Duration.ofSeconds(200),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(2));

  /** Faults that stand for all that look alike to a caller. */
  private static final Set<Fault> REPRESENTATIVE =
      EnumSet.of(
          Fault.STALL,
          Fault.KILL,
          Fault.INTERRUPT,
          Fault.STALL_SENDING,
          Fault.THROTTLED,
          Fault.ACCESS_DENIED,
          Fault.FAILED,
          Fault.EMPTY_ANSWER,
          Fault.ANSWER_LOST,
          Fault.LATE_EFFECT,
          Fault.STALE_LIST,
          Fault.STALE_GET,
          Fault.LATE_TAGS);

  @ParameterizedTest
  @MethodSource("pairs")
  @DisabledIfSystemProperty(named = "streamcat.simulation.replay", matches = ".+")
  void everySchedule_ofTwoServersWithOneFaultAndTwoSwitches_keepsThePromise(String scenario) {
    Bounds bounds =
        CAMPAIGN
            ? BOUNDS
            : new Bounds(
                REPRESENTATIVE, BOUNDS.longestStall(), BOUNDS.longestDelay(), BOUNDS.longestLag());
    long played = new Exploration(bounds).exhaustive(UserScenario.parse(scenario), 1, 2);
    assertThat(played).isGreaterThan(100);
  }

  /** Each two deeds on one user: at the same time, and the second when a stalled first is late. */
  static Stream<String> pairs() {
    List<String> deeds =
        List.of(
            "PROVISION.u1.",
            "ENSURE_STAGE.u1.",
            "ROTATE.u1.REFUSE",
            "CHANGE.u1.REFUSE-PRIVATE",
            "CHANGE.u1.WAIT-BASIC",
            "DEPROVISION.u1.");
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < deeds.size(); i++) {
      for (int j = 0; j < deeds.size(); j++) {
        String first = deeds.get(i);
        String prologue = first.startsWith("PROVISION") ? "" : "P,0,PROVISION.u1.;";
        String pair = prologue + "A,0," + first + ";B,0,";
        if (i <= j) {
          pairs.add("ROLL_BACK,DELETE,false,1000;" + pair + deeds.get(j));
        }
        pairs.add("RESUME,DELETE,false,1000;" + pair + "SLEEP..130+" + deeds.get(j));
      }
    }
    return pairs.stream();
  }

  @Test
  @DisabledIfSystemProperty(named = "streamcat.simulation.replay", matches = ".+")
  void randomSchedules_ofSeveralServersWithUpToFourFaults_keepThePromise() {
    AtomicLong left = new AtomicLong(SCHEDULES);
    long end = System.nanoTime() + LONGEST_CAMPAIGN.toNanos();
    BooleanSupplier more = () -> left.getAndDecrement() > 0 && System.nanoTime() < end;
    long played = new Exploration(BOUNDS).random(UserScenario::random, SEED, more);
    assertThat(played).isPositive();
  }

  @Test
  @EnabledIfSystemProperty(named = "streamcat.simulation.replay", matches = ".+")
  void replay() {
    Exploration.replay(System.getProperty("streamcat.simulation.replay"), UserScenario::parse);
  }
}
