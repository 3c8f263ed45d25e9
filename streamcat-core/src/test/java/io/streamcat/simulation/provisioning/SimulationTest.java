package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.simulation.Bounds;
import io.streamcat.simulation.Exploration;
import io.streamcat.simulation.Fault;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guarantees of provisioning under faults and in any order of events: the real provisioner on
 * several servers, under all schedules up to a bound and random schedules beyond.
 *
 * <p>A failure prints the steps, and the value of {@code -Dstreamcat.simulation.replay} that plays
 * them again: {@code MAVEN_ARGS=-Dstreamcat.simulation.replay=… ./dev test SimulationTest#replay}.
 */
@Tag("slow")
@Guarantee({
  "PROV-08",
  "KEYS-06",
  "KEYS-08",
  "ADOPT-01",
  "ADOPT-03",
  "SUSPEND-05",
  "SPARE-02",
  "SPARE-05"
})
class SimulationTest {

  private static final boolean CAMPAIGN = Boolean.getBoolean("streamcat.campaign");
  private static final Duration LONGEST_CAMPAIGN = Duration.ofHours(1);

  /** The number of random schedules, and the seed of the first. */
  private static final long SCHEDULES =
      Long.getLong("streamcat.simulation.schedules", CAMPAIGN ? 5_000_000 : 50_000);

  private static final long SEED = Long.getLong("streamcat.simulation.seed", 1);

  /**
   * The bounds within which the guarantees hold. The consistency window, 5 seconds, must be longer
   * than the longest lag of a list and the longest delay of an effect together. Clocks differ by up
   * to 50 seconds, and stalls may be longer than a lease.
   */
  private static final Bounds BOUNDS =
      new Bounds(
          EnumSet.allOf(Fault.class),
          Duration.ofSeconds(200),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(2));

  /** Faults that represent all faults that look alike to a caller. */
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
  void everySchedule_ofTwoServersWithOneFaultAndTwoSwitches_keepsTheGuarantees(String scenario) {
    Bounds bounds =
        CAMPAIGN
            ? BOUNDS
            : new Bounds(
                REPRESENTATIVE, BOUNDS.longestStall(), BOUNDS.longestDelay(), BOUNDS.longestLag());
    long played = new Exploration(bounds).exhaustive(UserScenario.parse(scenario), 1, 2);
    assertThat(played).isGreaterThan(100);
  }

  /**
   * Every pair of steps on one user: concurrently, and the second while a stalled first is late.
   */
  static Stream<String> pairs() {
    List<String> steps =
        List.of(
            "PROVISION.u1.",
            "ENSURE_STAGE.u1.",
            "ROTATE.u1.REFUSE",
            "CHANGE.u1.REFUSE-PRIVATE",
            "CHANGE.u1.WAIT-BASIC",
            "DEPROVISION.u1.");
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      for (int j = 0; j < steps.size(); j++) {
        String first = steps.get(i);
        String prologue = first.startsWith("PROVISION") ? "" : "P,0,PROVISION.u1.;";
        String pair = prologue + "A,0," + first + ";B,0,";
        if (i <= j) {
          pairs.add("ROLL_BACK,DELETE,false,1000;" + pair + steps.get(j));
        }
        pairs.add("RESUME,DELETE,false,1000;" + pair + "SLEEP..130+" + steps.get(j));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("adoptionPairs")
  void everySchedule_ofAnAdoptionWithOneFaultAndOneSwitch_keepsTheGuarantees(String scenario) {
    Bounds bounds =
        new Bounds(
            REPRESENTATIVE, BOUNDS.longestStall(), BOUNDS.longestDelay(), BOUNDS.longestLag());
    Exploration exploration = new Exploration(bounds);
    UserScenario parsed = UserScenario.parse(scenario);
    // Outside the campaign, a fault or a switch where both steps run concurrently.
    boolean both = CAMPAIGN || scenario.contains("SLEEP");
    long played =
        both
            ? exploration.exhaustive(parsed, 1, 1)
            : exploration.exhaustive(parsed, 1, 0) + exploration.exhaustive(parsed, 0, 1);
    assertThat(played).isGreaterThan(both ? 100 : 50);
  }

  /** Every pair of steps on a user who adopts resources, as {@link #pairs} does. */
  static Stream<String> adoptionPairs() {
    List<String> steps = List.of("PROVISION.a1.", "RETAIN.a1.", "DEPROVISION.a1.");
    List<String> pairs = new ArrayList<>();
    for (String first : steps) {
      for (String second : steps) {
        String prologue = first.startsWith("PROVISION") ? "" : "P,0,PROVISION.a1.;";
        String pair = prologue + "A,0," + first + ";B,0,";
        pairs.add("ROLL_BACK,DELETE,true,1000;" + pair + second);
        pairs.add("RESUME,DELETE,true,1000;" + pair + "SLEEP..130+" + second);
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("sparePairs")
  void everySchedule_ofTheLastSpareWithOneFaultAndOneSwitch_keepsTheGuarantees(String scenario) {
    Bounds bounds =
        new Bounds(
            REPRESENTATIVE, BOUNDS.longestStall(), BOUNDS.longestDelay(), BOUNDS.longestLag());
    long played = new Exploration(bounds).exhaustive(UserScenario.parse(scenario), 1, 1);
    assertThat(played).isGreaterThan(100);
  }

  /**
   * A registration that takes the last spare, while another server wants the spare, too: for
   * another user, for the same user, to label, remove or renew it. It may have died before.
   */
  static Stream<String> sparePairs() {
    String old = "PS,0,RECOVER..+SLEEP..700";
    String pair = ";A,0,PROVISION.k1.;B,0,";
    return Stream.of(
        "RESUME,DELETE,true,1000,1;" + old + pair + "PROVISION.u1.",
        "ROLL_BACK,DELETE,true,1000,1;" + old + pair + "PROVISION.k1.",
        "ROLL_BACK,DELETE,true,1000,1;" + old + pair + "SHRINK..",
        "RESUME,DELETE,false,1000,1;" + old + pair + "RENEW..",
        "ROLL_BACK,DELETE,true,1000,1;" + old + pair + "SLEEP..5+DEPROVISION.k1.",
        "RESUME,DELETE,true,1000,1;" + old + "+LOSE_SPARE..CHANNEL" + pair + "SLEEP..5+RECOVER..");
  }

  /**
   * A server stalls while it changes a channel; a stream has started when another server continues.
   */
  @ParameterizedTest
  @ValueSource(strings = {"CHANGE.u1.REFUSE-PRIVATE", "CHANGE.u1.WAIT-BASIC", "ROTATE.u1.REFUSE"})
  void everyFault_ofAServerThatIsLateForAStream_keepsTheGuarantees(String kind) {
    String scenario =
        "RESUME,DELETE,false,1000;P,0,PROVISION.u1.;A,0,"
            + kind
            + ";B,0,SLEEP..130+RESUME.u1.;E,0,";
    long played =
        new Exploration(BOUNDS)
            .exhaustive(UserScenario.parse(scenario + "SLEEP..5+LIVE.u1.+SLEEP..230"), 1, 0);
    assertThat(played).isGreaterThan(50);
  }

  private static void everyStall(Duration stall, String scenario) {
    Bounds bounds =
        new Bounds(
            EnumSet.of(Fault.STALL, Fault.STALL_SENDING),
            stall,
            BOUNDS.longestDelay(),
            BOUNDS.longestLag());
    long played = new Exploration(bounds).exhaustive(UserScenario.parse(scenario), 1, 0);
    assertThat(played).isGreaterThan(10);
  }

  /** A server stalls during a registration, and continues while another one removes the user. */
  @Test
  void everyStall_endsWhileTheUserIsRemoved_leavesNothing() {
    for (long seconds = 131; seconds < 145; seconds++) {
      everyStall(
          Duration.ofSeconds(seconds),
          "RESUME,DELETE,true,1;A,0,PROVISION.u2.;B,0,SLEEP..130+DEPROVISION.u2.");
    }
  }

  /** A server stalls during a removal, and continues when the id has another user. */
  @Test
  void everyStall_endsAfterTheIdIsGivenAgain_keepsTheLaterUser() {
    everyStall(
        BOUNDS.longestStall(),
        "RESUME,DELETE,true,1;P,0,PROVISION.i1.;A,0,DEPROVISION.i1.;"
            + "B,0,SLEEP..130+RECOVER..+PROVISION.i1.");
  }

  /** Schedules under which an earlier version broke the guarantees. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RESUME,DELETE,false,1;A,0,PROVISION.u2.;B,0,SLEEP..3+SLEEP..130+DEPROVISION.u2.;E,0,"
            + "/A1@6!STALL:141192",
        "RESUME,ANONYMISE,false,1000;A,0,PROVISION.u1.+CHANGE.u1.REFUSE-PUBLIC;"
            + "B,50,CHANGE.u1.REFUSE-PUBLIC+ENSURE_STAGE.u1.+RESUME.u1.;C,0,;"
            + "E,0,LIVE.u1.+SLEEP..27+LIVE.u1./A1@44!STALL:200000",
        "ROLL_BACK,DELETE,false,1000;A,0,PROVISION.k1.+RECOVER..+CHANGE.k1.WAIT-STANDARD;B,0,;"
            + "C,0,SLEEP..7+RESUME.k1.+CHANGE.k1.WAIT-BASIC"
            + "/A1@9>A1.1,A1@10>A1.2,A1@50!LATE_EFFECT:1024",
        "RESUME,ANONYMISE,false,0;A,0,PROVISION.i1.+ENSURE_CHANNEL.i1.;"
            + "B,50,ROTATE.i1.STOP+PROVISION.i1.+CHANGE.i1.STOP-BASIC;E,0,"
            + "/A1.1@6!INTERRUPT,A1.4@6!STALL_SENDING:200000,B1.2@94!INTERRUPTED_AFTER_EFFECT",
        "RESUME,ANONYMISE,false,1;A,0,PROVISION.o1.+ROTATE.o1.REFUSE+ROLL_OUT.."
            + "+CHANGE.o1.REFUSE-BASIC;B,0,;C,0,;E,0,LIVE.o1.+SLEEP..27/A1@21>A1.1,"
            + "A1.1@9!LATE_EFFECT:1500,A1@225>E1,A1@247!STALE_GET:483",
        "ROLL_BACK,DELETE,false,1000;A,0,PROVISION.u1.+SLEEP..6+CHANGE_ROOM.u1.SHORT"
            + "+CHANGE.u1.WAIT-NORMAL+RESUME.u1.;B,0,;E,0,LIVE.u1.+SLEEP..54"
            + "/A1@132!CLOCK_SKEWED",
        "RESUME,DELETE,true,1000;P,0,PROVISION.k1.;A,0,ENSURE_CHANNEL.k1."
            + "+CHANGE_STAGE.k1.RECORDED;B,50,CHANGE_ROOM.k1.SLOW+CHANGE_STAGE.k1.UNRECORDED"
            + "+RECOVER../A1@2>B1,B1@21!FAILED,A1@39!LATE_EFFECT:1500,B1@30!INTERRUPT",
        "ROLL_BACK,DELETE,false,0;A,0,PROVISION.k1.+ENSURE_STAGE.k1.;"
            + "B,50,CHANGE.k1.REFUSE-BASIC+ENSURE_STAGE.k1.+STOP.k1.;E,0,/A1@65!STALL:200000",
        "ROLL_BACK,ANONYMISE,false,0;P,0,PROVISION.o1.;A,0,CHANGE.o1.REFUSE-PUBLIC;"
            + "B,0,CHANGE.o1.REFUSE-LOW;E,0,LIVE.o1.+SLEEP..40/A1@40>E1,B1@1>A1",
        "RESUME,DELETE,false,0;P,0,PROVISION.u2.;A,0,ENSURE_STAGE.u2.;B,0,;"
            + "C,50,CHANGE_ROOM.u2.SLOW+ROTATE.u2.STOP+FORGO_STAGE.u2.;E,0,"
            + "/A1.1@8!STALL_SENDING:200000",
        "ROLL_BACK,ANONYMISE,true,1;P,0,PROVISION.i1.;A,0,;B,0,RESUME.i1.+ROLL_OUT..;"
            + "C,0,CHANGE.i1.REFUSE-PRIVATE/B1@23!INTERRUPT,B1@28!ANSWER_LOST",
        "ROLL_BACK,ANONYMISE,false,1000;P,0,PROVISION.k1.;A,0,CHANGE_ROOM.k1.SHORT+STOP.k1."
            + "+CHANGE_ROOM.k1.LONG;B,0,;E,0,LIVE.k1.+SLEEP..69/A1@38!LATE_EFFECT:1500,"
            + "A1@199!STALL:163878",
        "ROLL_BACK,ANONYMISE,false,1000;P,0,PROVISION.i1.;A,0,SLEEP..130+RECOVER..;"
            + "B,0,SLEEP..3+ROTATE.i1.WAIT;E,0,LIVE.i1.+SLEEP..28/B1@43!STALL:183177",
        "ROLL_BACK,ANONYMISE,true,1000;P,0,PROVISION.u1.;A,0,CHANGE.u1.REFUSE-BASIC;"
            + "B,0,DEPROVISION.u1.;E,0,LIVE.u1.+SLEEP..164"
            + "/A1@30>E1,B1@11!STALL_SENDING:166421",
        "RESUME,DELETE,false,0;A,0,PROVISION.u1.;B,0,CHANGE.u1.REFUSE-LOW+RETAIN.u1."
            + "/B1@10>A1.2,A1.1@9!STALL_SENDING:200000,B1@16!STALL:168250",
        "RESUME,DELETE,true,1000;P,0,PROVISION.a1.;A,0,RETAIN.a1.;"
            + "B,0,SLEEP..130+PROVISION.a1./A1.2@49!STALL_SENDING:200000",
        "ROLL_BACK,ANONYMISE,true,1000;A,0,PROVISION.a2.+CHANGE.a2.STOP-NORMAL;"
            + "B,0,RECOVER..+PROVISION_ASYNC.a2.;C,0,SLEEP..1+RETAIN.a2.;E,0,SLEEP..18"
            + "/E1@1>A1.1,A1.1@13>E1,B1@4>C1,B1@20!STALL:184930",
        "RESUME,DELETE,false,0,2;PS,0,RECOVER..;A,0,PROVISION.i1.+DEPROVISION.i1.;"
            + "B,0,ENQUEUE.i1.;E,0,/A1@23!LATE_EFFECT:1332",
        "ROLL_BACK,DELETE,false,1000,0;A,0,PROVISION.a2.+PROVISION.a2.+ROTATE.a2.STOP"
            + "+RETAIN.a2.;B,0,SLEEP..1+PROVISION.a2.;E,0,LIVE.a2.+SLEEP..35+OFFLINE.a2."
            + "+SLEEP..9+LIVE.a2.+SLEEP..30+OFFLINE.a2.+SLEEP..8+LIVE.a2.+SLEEP..45"
            + "/B1.1@28!STALL_SENDING:100160,A1.1@8!STALL_SENDING:105716,E1@174>B1.1,"
            + "B1.3@7!STALL_SENDING:85608",
        "RESUME,DELETE,false,0,0;P,0,PROVISION.a1.;A,0,ENSURE_STAGE.a1.+SUSPEND.a1.;"
            + "B,0,SLEEP..1+PROVISION.a1.;E,0,/",
        "RESUME,ANONYMISE,true,1,2;PS,0,RECOVER..+SLEEP..700;A,0,PROVISION.k1."
            + "+CHANGE_ROOM.k1.FAST;B,0,LOSE_SPARE..CHAT_ROOM;C,0,PROVISION_ASYNC.k1."
            + "/A1@2>B1,A1@78!STALE_GET:1290",
        "RESUME,ANONYMISE,false,1000,2;PS,0,RECOVER..+SLEEP..700;A,0,PROVISION.a2.;"
            + "B,0,RECONCILE..+PROVISION.a2.;C,0,RECOVER..+RENEW../A1@11>A1.2,"
            + "A1.2@7!INTERRUPT,C1@61>C1.1,C1.1@8>C1.1.1,C1.1@9>C1.3,C1.3@8>C1.2,"
            + "C1.2@9>C1.2.1,C1.2.1@8>C1.1,C1.1@14>C1.3.1,C1.3.1@12>C1.3,B1.3@12>C1.3.2,"
            + "C1.3.2@12>C1.4,C1.4@9>C1.2.1,C1.2@10>C1.2.2,C1.2@11>C1.1,C1.1@15>C1.2,B1.5@3>B1",
        "RESUME,DELETE,false,1000,0;A,0,PROVISION.i1.+CHANGE.i1.REFUSE-STANDARD+SUSPEND.i1.;"
            + "B,0,SLEEP..1+ENFORCE.i1.;E,0,/A1@134!LATE_EFFECT:1047,A1@162!ACCESS_DENIED",
        "RESUME,DELETE,false,1000,0;A,0,PROVISION.i1.+CHANGE.i1.REFUSE-STANDARD+SUSPEND.i1.;"
            + "B,50,SLEEP..1+ENFORCE.i1.;E,0,/A1@134!LATE_EFFECT:1047,A1@162!ACCESS_DENIED",
        "RESUME,ANONYMISE,true,1000,0;A,50,PROVISION.k1.+SUSPEND.k1.150+REINSTATE.k1.;"
            + "B,0,RECONCILE..+SUSPEND.k1.150/A1@168>B1",
        "ROLL_BACK,ANONYMISE,true,1000,0;A,0,PROVISION.i1.+CHANGE.i1.REFUSE-PUBLIC;"
            + "B,0,ENQUEUE.i1.;E,0,LIVE.i1.+SLEEP..50/A1@22>A1.1,A1@23>A1.3,A1.3@10!STALL:41952",
        "RESUME,ANONYMISE,true,1000,0;P,0,PROVISION.a1.;"
            + "A,0,SLEEP..6+PROVISION.a1.+CHANGE.a1.WAIT-NORMAL;B,0,SLEEP..130+SUSPEND.a1.;E,0,"
            + "/A1@14!ACCESS_DENIED,A1@35!LATE_EFFECT:1500,A1@39!STALL:200000",
        "ROLL_BACK,DELETE,true,1000,0;A,0,PROVISION.o1.+REINSTATE.o1.;"
            + "B,0,RECONCILE..+CHANGE_ROOM.o1.SHORT"
            + "/B1@1!STALL:127072,A1.2@7!STALL_SENDING:200000,B1.6@42!STALL_SENDING:151028",
        "ROLL_BACK,ANONYMISE,false,1000,0;A,0,PROVISION.a2.+ROTATE.a2.WAIT+DEPROVISION.a2.;"
            + "B,0,SLEEP..130+PROVISION.a2./A1.4@7!INTERRUPT,A1.12@18!STALL:200000",
        "ROLL_BACK,ANONYMISE,true,1,1;PS,0,RECOVER..;A,0,PROVISION.u1.+CHANGE.u1.STOP-LOW;"
            + "B,0,LOSE_SPARE..CHANNEL;C,0,;E,0,/A1@2>E1,A1@48!LATE_EFFECT:1500,A1@72!INVALID",
        "ROLL_BACK,ANONYMISE,true,1000,0;A,0,PROVISION.a1.;B,0,SLEEP..130+CHANGE_ROOM.a1.FAST;E,0,"
            + "/A1.5@6!INTERRUPTED_AFTER_EFFECT,A1.8@7!STALL_SENDING:200000",
        "ROLL_BACK,DELETE,false,1000,0;A,0,PROVISION.u1.;B,0,SUSPEND.u1.5;E,0,/A1@16!STALL:61774",
        "RESUME,DELETE,true,1000,2;PS,0,;A,0,PROVISION.a2.;"
            + "B,50,SLEEP..1+ENSURE_CHANNEL.a2.+RESUME.a2.+DEPROVISION.a2.;E,0,"
            + "/A1.6@7!STALL_SENDING:200000,A1@99!STALE_GET:552",
        "ROLL_BACK,DELETE,true,1000,0;A,50,PROVISION.k1.;B,0,SLEEP..1+RETAIN.k1.;E,0,/",
        "RESUME,DELETE,true,1000,0;P,0,;A,0,PROVISION.i1.;B,50,SLEEP..1+SUSPEND.i1.;"
            + "C,0,SLEEP..2+RETAIN.i1./",
        "RESUME,ANONYMISE,true,1000,0;A,0,PROVISION.a2.;B,0,SLEEP..130+DEPROVISION.a2.;E,0,"
            + "/A1.4@7!STALL_SENDING:200000,A1@61!INTERRUPT",
        "ROLL_BACK,ANONYMISE,false,0,0;A,0,;B,0,SLEEP..2+ENQUEUE.o1.;"
            + "C,0,SLEEP..2+STOP.o1.+ENSURE_STAGE.o1.;E,0,LIVE.o1.+SLEEP..50"
            + "/E1@4>C1,C1@4>E1,C1.2@8!INTERRUPTED_AFTER_EFFECT",
        "RESUME,DELETE,true,1,2;PS,0,RECOVER..;A,0,PROVISION.u1.+ENSURE_STAGE.u1.;"
            + "B,0,LOSE_SPARE..STAGE+RENEW..+FORGO_STAGE.u1.;E,0,"
            + "/A1@11!THROTTLED,B1@16!STALL:118999",
        "ROLL_BACK,ANONYMISE,true,1000,0;P,0,PROVISION.o1.;A,0,ROTATE.o1.REFUSE;"
            + "B,0,CHANGE_STAGE.o1.RECORDED+SUSPEND.o1.150"
            + "/A1@20>B1,B1@25>A1,B1@34!PROXY_ERROR,B1@47!ANSWER_LOST,B1@74>A1,"
            + "A1@87!ANSWER_LOST,B1@123>A1,B1@164>A1",
        "ROLL_BACK,DELETE,false,1000,0;P,0,PROVISION.a2.;A,0,SUSPEND.a2.150+RETAIN.a2.;"
            + "B,50,SUSPEND.a2.+PROVISION.a2./A1@49>B1"
      })
  void knownSchedule_onceFailed_keepsTheGuarantees(String replay) {
    Exploration.replay(replay, UserScenario::parse);
  }

  @Test
  void randomSchedules_ofSeveralServersWithUpToFourFaults_keepTheGuarantees() {
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
