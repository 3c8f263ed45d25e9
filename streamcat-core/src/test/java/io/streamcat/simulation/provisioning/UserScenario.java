package io.streamcat.simulation.provisioning;

import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.simulation.Scenario;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.user.ResourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A scenario of servers that register, change and remove the same few users, and an encoder that
 * broadcasts.
 *
 * @param rules the rules of all servers
 * @param scripts the script of each server
 */
record UserScenario(Rules rules, List<Script> scripts) implements Scenario {

  static final List<String> USERS = List.of("u1", "u2", "i1", "k1", "o1", "a1", "a2");
  private static final List<String> POLICIES = List.of("REFUSE", "WAIT", "STOP");
  private static final List<String> CHANGES =
      List.of("BASIC", "STANDARD", "PRIVATE", "PUBLIC", "NORMAL", "LOW");

  private static final List<String> ROOM_CHANGES = List.of("SHORT", "LONG", "SLOW", "FAST");
  private static final List<String> SUSPENSIONS = List.of("", "", "5", "150");
  private static final List<String> STAGE_CHANGES = List.of("RECORDED", "UNRECORDED");

  /** The operations of random scripts; important ones occur more often. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.PROVISION,
          Kind.PROVISION,
          Kind.PROVISION_ASYNC,
          Kind.ENQUEUE,
          Kind.ENSURE_CHANNEL,
          Kind.ENSURE_ROOM,
          Kind.ENSURE_STAGE,
          Kind.ENSURE_STAGE,
          Kind.FORGO_STAGE,
          Kind.ROTATE,
          Kind.ROTATE,
          Kind.CHANGE,
          Kind.CHANGE,
          Kind.CHANGE,
          Kind.CHANGE_ROOM,
          Kind.CHANGE_ROOM,
          Kind.CHANGE_STAGE,
          Kind.STOP,
          Kind.SUSPEND,
          Kind.SUSPEND,
          Kind.REINSTATE,
          Kind.REINSTATE,
          Kind.ENFORCE,
          Kind.DEPROVISION,
          Kind.DEPROVISION,
          Kind.RETAIN,
          Kind.RESUME,
          Kind.RECOVER,
          Kind.RECOVER,
          Kind.RECONCILE,
          Kind.ROLL_OUT,
          Kind.SLEEP,
          Kind.SLEEP);

  /** The server that creates spares before the others, old enough to be removed or replaced. */
  private static final Script SPARES =
      new Script("PS", 0, List.of(Act.of(Kind.RECOVER, ""), Act.sleep(700)));

  UserScenario {
    scripts = List.copyOf(scripts);
  }

  /**
   * The rules.
   *
   * @param stageAtRegistration whether users get a stage when they register
   * @param stageQuota the quota of stages until the run calms down
   * @param spares the number of spares
   */
  record Rules(
      FailurePolicy failure,
      RemovalPolicy removal,
      boolean stageAtRegistration,
      int stageQuota,
      int spares) {}

  /**
   * The script of one server.
   *
   * @param server the server's name; names of encoders begin with E, and names of servers that
   *     finish before the schedule starts with P
   * @param skew the seconds by which its clock is ahead
   */
  record Script(String server, int skew, List<Act> acts) {
    boolean isEncoder() {
      return server.startsWith("E");
    }

    boolean isPrologue() {
      return server.startsWith("P");
    }
  }

  /** Returns the scenario of a seed. */
  static UserScenario random(long seed) {
    Random random = new Random(seed);
    Rules rules =
        new Rules(
            random.nextBoolean() ? FailurePolicy.ROLL_BACK : FailurePolicy.RESUME,
            random.nextBoolean() ? RemovalPolicy.DELETE : RemovalPolicy.ANONYMISE,
            random.nextBoolean(),
            random.nextInt(4) == 0 ? random.nextInt(2) : 1_000,
            random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0);
    List<String> users = new ArrayList<>();
    for (int n = random.nextInt(4) == 0 ? 2 : 1; n > 0; n--) {
      users.add(oneOf(random, USERS));
    }
    List<Script> scripts = new ArrayList<>();
    if (rules.spares > 0) {
      scripts.add(SPARES);
    }
    boolean areThere = random.nextInt(3) == 0;
    if (areThere) {
      scripts.add(new Script("P", 0, users.stream().map(u -> Act.of(Kind.PROVISION, u)).toList()));
    }
    int servers = random.nextInt(4) == 0 ? 3 : 2;
    for (int i = 0; i < servers; i++) {
      List<Act> acts = new ArrayList<>();
      if (i == 0 && !areThere && random.nextInt(5) > 0) {
        users.forEach(user -> acts.add(Act.of(Kind.PROVISION, user)));
      }
      if (i > 0 && random.nextBoolean()) {
        acts.add(Act.sleep(1 + random.nextInt(3)));
      }
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        acts.add(rules.spares > 0 && random.nextInt(4) == 0 ? spare(random) : act(random, users));
      }
      scripts.add(new Script(Character.toString('A' + i), skew(random), acts));
    }
    if (random.nextBoolean()) {
      scripts.add(new Script("E", 0, encoding(random, users)));
    }
    return new UserScenario(rules, scripts);
  }

  private static int skew(Random random) {
    return random.nextInt(3) == 0 ? World.MOST_SKEW : 0;
  }

  private static Act act(Random random, List<String> users) {
    Kind kind = oneOf(random, KINDS);
    return switch (kind) {
      case SLEEP -> Act.sleep(random.nextInt(3) == 0 ? 130 : random.nextInt(20));
      case RECOVER, RECONCILE, ROLL_OUT -> Act.of(kind, "");
      case CHANGE_ROOM -> new Act(kind, oneOf(random, users), oneOf(random, ROOM_CHANGES));
      case CHANGE_STAGE -> new Act(kind, oneOf(random, users), oneOf(random, STAGE_CHANGES));
      case SUSPEND -> new Act(kind, oneOf(random, users), oneOf(random, SUSPENSIONS));
      case ROTATE -> new Act(kind, oneOf(random, users), oneOf(random, POLICIES));
      case CHANGE ->
          new Act(
              kind, oneOf(random, users), oneOf(random, POLICIES) + "-" + oneOf(random, CHANGES));
      default -> Act.of(kind, oneOf(random, users));
    };
  }

  private static Act spare(Random random) {
    Kind kind = oneOf(random, List.of(Kind.RECOVER, Kind.SHRINK, Kind.RENEW, Kind.LOSE_SPARE));
    return kind == Kind.LOSE_SPARE
        ? new Act(kind, "", oneOf(random, List.of(ResourceKind.values())).name())
        : Act.of(kind, "");
  }

  private static List<Act> encoding(Random random, List<String> users) {
    List<Act> acts = new ArrayList<>();
    String user = oneOf(random, users);
    for (int n = random.nextInt(3); n >= 0; n--) {
      acts.add(Act.of(Kind.LIVE, user));
      acts.add(Act.sleep(random.nextInt(random.nextInt(4) == 0 ? 240 : 60)));
      acts.add(Act.of(Kind.OFFLINE, user));
      acts.add(Act.sleep(random.nextInt(20)));
    }
    return acts;
  }

  private static <T> T oneOf(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Override
  public void play(Scheduler scheduler) {
    new World(scheduler, rules).play(scripts);
  }

  @Override
  public String text() {
    return "%s,%s,%s,%d,%d;"
            .formatted(
                rules.failure,
                rules.removal,
                rules.stageAtRegistration,
                rules.stageQuota,
                rules.spares)
        + scripts.stream()
            .map(s -> s.server + "," + s.skew + "," + Act.format(s.acts))
            .collect(Collectors.joining(";"));
  }

  static UserScenario parse(String text) {
    String[] parts = text.split(";", -1);
    String[] rules = parts[0].split(",", -1);
    return new UserScenario(
        new Rules(
            FailurePolicy.valueOf(rules[0]),
            RemovalPolicy.valueOf(rules[1]),
            Boolean.parseBoolean(rules[2]),
            Integer.parseInt(rules[3]),
            rules.length > 4 ? Integer.parseInt(rules[4]) : 0),
        Arrays.stream(parts).skip(1).map(UserScenario::script).toList());
  }

  private static Script script(String text) {
    String[] parts = text.split(",", -1);
    return new Script(parts[0], Integer.parseInt(parts[1]), Act.parse(parts[2]));
  }

  @Override
  public List<UserScenario> smaller() {
    List<UserScenario> smaller = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      Script script = scripts.get(i);
      for (int j = script.acts.size() - 1; j >= 0; j--) {
        List<Act> fewer = new ArrayList<>(script.acts);
        fewer.remove(j);
        smaller.add(with(i, new Script(script.server, script.skew, fewer)));
      }
      if (script.skew != 0) {
        smaller.add(with(i, new Script(script.server, 0, script.acts)));
      }
    }
    return smaller;
  }

  private UserScenario with(int index, Script script) {
    List<Script> changed = new ArrayList<>(scripts);
    changed.set(index, script);
    return new UserScenario(rules, changed);
  }
}
