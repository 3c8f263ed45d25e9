package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Program.Run;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Kills the program at each step that it prints. A build kills at each phase for one kind of
 * resource, a campaign for all kinds.
 */
@Guarantee({"LEASE-10", "KEYS-01"})
class CrashIT extends ProcessKillTestSupport {

  /** Slightly longer than a lease with the timeouts of the world's commands. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(12);

  private static final String GRACE = GRACE_PERIOD.toString();

  @Test
  void provision_killedAtEveryStep_isRecovered() throws Exception {
    world.reset();
    provisionVictims(10);
    Set<String> killedAt = ConcurrentHashMap.newKeySet();

    inParallel(
        Stream.concat(
                steps(Phase.CREATING, Phase.CREATED, Phase.ATTACHED, Phase.COMPLETED)
                    .map(step -> killing(step, killedAt, () -> provision(newNames()))),
                Stream.concat(
                    steps(Phase.REMOVING, Phase.DELETED, Phase.REMOVED)
                        .map(step -> killing(step, killedAt, () -> deprovision(victims()))),
                    steps(Phase.ROTATING, Phase.ROTATED)
                        .map(step -> killing(step, killedAt, () -> rotateKey(victims())))))
            .toList());
    for (ResourceKind kind : kinds(Phase.FAILED)) {
      world.faults(refusal(kind));
      String policy = kind == ResourceKind.STAGE ? "ROLL_BACK" : "RESUME";
      killing(
              Phase.FAILED + " " + kind,
              killedAt,
              () -> provision(newNames(), "--failure-policy", policy))
          .call();
    }
    killing(
            Phase.LEFT_FOR_RECOVERY + " -",
            killedAt,
            () -> provision(newNames(), "--failure-policy", "RESUME"))
        .call();
    world.faults();
    for (String step : steps(Phase.ADOPTED).toList()) {
      killing(step, killedAt, () -> unfinishedThenRecover("RESUME")).call();
    }
    for (String step : steps(Phase.REMOVING, Phase.REMOVED).toList()) {
      killing(step, ConcurrentHashMap.newKeySet(), () -> unfinishedThenRecover("ROLL_BACK")).call();
    }

    // Only reconciliation restores settings, and no command of this test has the other phases.
    Set<Phase> phases =
        EnumSet.complementOf(
            EnumSet.of(
                Phase.INTENDED,
                Phase.RESTORED,
                Phase.CHANGING,
                Phase.CHANGED,
                Phase.SUSPENDED,
                Phase.REVOKED,
                Phase.REINSTATED,
                Phase.RELEASED));
    assertThat(killedAt)
        .containsExactlyInAnyOrderElementsOf(steps(phases.toArray(Phase[]::new)).toList());
    settle();
    finish();
  }

  @Test
  void reconcile_killedAtEveryStep_isRepeatable() throws Exception {
    world.reset();
    provisionVictims(8);
    world.damage();
    world.awaitAge(GRACE_PERIOD);
    Set<String> killedAt = ConcurrentHashMap.newKeySet();

    List<String> restoring = steps(Phase.RESTORED).toList();
    for (String step : restoring) {
      killing(step, killedAt, () -> apply("--only", "DRIFTED")).call();
    }
    List<String> replacing = List.of("CREATING CHANNEL", "CREATED CHAT_ROOM", "ATTACHED STAGE");
    for (String step : replacing) {
      killing(step, killedAt, () -> apply("--only", "MISSING")).call();
    }

    assertThat(killedAt).containsAll(restoring).containsAll(replacing);
    recoverTwice();
    for (int i = 0; i < ATTEMPTS && !reconcile("--json").run().out().isEmpty(); i++) {
      apply().run();
    }
    world.isConsistent("after reconciliation");
    assertThat(world.usernames()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(reconcile("--json").run().out()).isEmpty();
  }

  /** The phases with the kinds of resources they concern, as the program prints them. */
  private static Stream<String> steps(Phase... phases) {
    return Stream.of(phases)
        .flatMap(
            phase ->
                switch (phase) {
                  case CREATING, CREATED, ADOPTED, ATTACHED, RESTORED, FAILED, DELETED, RELEASED ->
                      kinds(phase).stream().map(kind -> phase + " " + kind);
                  case ROTATING, ROTATED, CHANGING, CHANGED, REVOKED ->
                      Stream.of(phase + " " + ResourceKind.CHANNEL);
                  case INTENDED,
                      COMPLETED,
                      SUSPENDED,
                      REINSTATED,
                      REMOVING,
                      REMOVED,
                      LEFT_FOR_RECOVERY ->
                      Stream.of(phase + " -");
                });
  }

  private static List<ResourceKind> kinds(Phase phase) {
    List<ResourceKind> all = List.of(ResourceKind.values());
    return Boolean.getBoolean(CAMPAIGN)
        ? all
        : List.of(all.get(Math.floorMod(phase.name().hashCode(), all.size())));
  }

  private static String refusal(ResourceKind kind) {
    String operation =
        switch (kind) {
          case CHANNEL -> "CreateChannel";
          case CHAT_ROOM -> "CreateRoom";
          case STAGE -> "CreateStage";
        };
    return "{\"operation\":\""
        + operation
        + "\",\"fault\":\"ERROR\",\"error\":\"PendingVerification\",\"times\":0}";
  }

  /**
   * Kills a command at a step; if the command ends before that, another one of the kind follows.
   */
  private Callable<Boolean> killing(String step, Set<String> killedAt, Supplier<Command> command) {
    return () ->
        untilKilled(ATTEMPTS, () -> command.get().killAt(line -> line.startsWith(step + " ")))
            && killedAt.add(step);
  }

  /** Rotates the key of one of the users; the others are not removed. */
  private Command rotateKey(List<String> users) {
    return world.command("", "rotate-key", users.get(0));
  }

  private Command reconcile(String... options) {
    return world.command("", with(options, "reconcile", "--drift", "--grace-period", GRACE));
  }

  /** Saves a plan, and returns the command that applies it. */
  private Command apply(String... options) {
    String plan = directory.resolve("plan.json").toString();
    Run planned = reconcile(with(options, "--out", plan, "--json")).run();
    long deletions =
        planned.out().stream().filter(line -> line.matches(".*(ORPHANED|DUPLICATE).*")).count();
    return world.command(
        "",
        "reconcile",
        "--apply",
        plan,
        "--yes",
        "--delete",
        String.valueOf(deletions),
        "--grace-period",
        GRACE);
  }
}
