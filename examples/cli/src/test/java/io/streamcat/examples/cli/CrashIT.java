package io.streamcat.examples.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Command.Remains;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL, everywhere, and lets two recoveries at once put things right.
 *
 * <p>The database, AWS and the program are processes of their own. Several are killed before
 * recovery begins, each with users of its own.
 */
class CrashIT {

  private static final long SEED = Long.getLong("streamcat.crash.seed", 20200714);

  /** In each of the tests at random moments. */
  private static final int KILLS = Integer.getInteger("streamcat.crash.kills", 8);

  /** Kills before recovery begins; few enough that their users stay within the emulator's quota. */
  private static final int KILLS_A_WAVE = 40;

  private static final int AT_A_TIME = 3;
  private static final int USERS_EACH = 3;
  private static final int STEPS_OF_USERS = 30;
  private static final int STEPS_OF_RECOVERY = 8;
  private static final int MAX_DELAY_MICROS = 30_000;
  private static final int ATTEMPTS = 6;

  /** More often than not a command does not get far while the database keeps crashing. */
  private static final int ATTEMPTS_AT_RANDOM = 40;

  /** A lease with the timeouts of the world's commands, and some more. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(12);

  private static final String PASSWORD = "correct horse battery staple";

  private static final String[] AWS_FAILS = {
    fault("\"ERROR\",\"error\":\"InternalServerException\",\"times\":0,\"probability\":0.05"),
    fault("\"ERROR\",\"error\":\"ThrottlingException\",\"times\":0,\"probability\":0.1"),
    fault("\"RESPONSE_LOST\",\"times\":0,\"probability\":0.1"),
    fault("\"DROP_BEFORE\",\"times\":0,\"probability\":0.05"),
    fault("\"STALE_LIST\",\"delayMillis\":150"),
  };

  private static @TempDir Path directory;
  private static World world;

  private final Random random = new Random(SEED);
  private final ExecutorService executioners = Executors.newFixedThreadPool(AT_A_TIME);
  private final ScheduledExecutorService saboteur = Executors.newSingleThreadScheduledExecutor();
  private final Queue<String> provisioned = new ConcurrentLinkedQueue<>();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lastName = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();

  private static String fault(String rule) {
    return "{\"operation\":\"*\",\"fault\":" + rule + "}";
  }

  @BeforeAll
  static void createWorld() throws Exception {
    world = World.create(directory);
  }

  @AfterAll
  static void endWorld() throws Exception {
    world.close();
  }

  @AfterEach
  void tell(TestInfo test) {
    executioners.shutdownNow();
    saboteur.shutdownNow();
    System.out.printf("%s %d kills, seed %d%n", test.getDisplayName(), kills.get(), SEED);
  }

  @Test
  void killedAtEveryStep() throws Exception {
    world.reset();
    provisionVictims(10);
    Set<String> killedAt = ConcurrentHashMap.newKeySet();

    inParallel(
        Stream.concat(
                steps(
                        Phase.INTENDED,
                        Phase.CREATING,
                        Phase.CREATED,
                        Phase.ATTACHED,
                        Phase.COMPLETED)
                    .map(step -> killing(step, killedAt, () -> provision(newNames()))),
                Stream.concat(
                    steps(Phase.REMOVING, Phase.DELETED, Phase.REMOVED)
                        .map(step -> killing(step, killedAt, () -> deprovision(victims()))),
                    steps(Phase.ROTATING, Phase.ROTATED)
                        .map(step -> killing(step, killedAt, () -> rotateKey(victims())))))
            .toList());
    for (ResourceKind kind : ResourceKind.values()) {
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

    // Settings are restored by reconciliation alone, and changed by no command.
    Set<Phase> phases =
        EnumSet.complementOf(EnumSet.of(Phase.RESTORED, Phase.CHANGING, Phase.CHANGED));
    assertThat(killedAt)
        .containsExactlyInAnyOrderElementsOf(steps(phases.toArray(Phase[]::new)).toList());
    settle();
    finish();
  }

  @Test
  void killedWhileReconciling() throws Exception {
    world.reset();
    provisionVictims(8);
    world.damage();
    world.awaitAge(GRACE_PERIOD);
    Set<String> killedAt = ConcurrentHashMap.newKeySet();

    List<String> restoring = steps(Phase.RESTORED).toList();
    for (String step : restoring) {
      killing(step, killedAt, () -> reconcile("--apply", "--only", "DRIFTED")).call();
    }
    List<String> replacing = List.of("CREATING CHANNEL", "CREATED CHAT_ROOM", "ATTACHED STAGE");
    for (String step : replacing) {
      killing(step, killedAt, () -> reconcile("--apply", "--only", "MISSING")).call();
    }

    assertThat(killedAt).containsAll(restoring).containsAll(replacing);
    recoverTwice();
    for (int i = 0; i < ATTEMPTS && !reconcile("--json").run().out().isEmpty(); i++) {
      succeeds(reconcile("--apply"));
    }
    world.isConsistent("after reconciliation");
    assertThat(world.usernames()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(reconcile("--json").run().out()).isEmpty();
  }

  @Test
  void killedAtRandomMoments() throws Exception {
    killAtRandom(() -> {});
  }

  @Test
  void killedWhileAwsFails() throws Exception {
    killAtRandom(() -> {}, AWS_FAILS);
  }

  @Test
  void killedWhileTheDatabaseCrashesAndComesBack() throws Exception {
    AtomicInteger crashes = new AtomicInteger();
    killAtRandom(
        () -> {
          world.postgres().crashAndRestart();
          crashes.incrementAndGet();
        });
    System.out.println("The database crashed " + crashes + " times");
    assertThat(crashes).hasPositiveValue();
  }

  /** Phases with the kinds they are about, as the program tells them. */
  private static Stream<String> steps(Phase... phases) {
    return Stream.of(phases)
        .flatMap(
            phase ->
                switch (phase) {
                  case CREATING, CREATED, ADOPTED, ATTACHED, RESTORED, FAILED, DELETED ->
                      Stream.of(ResourceKind.values()).map(kind -> phase + " " + kind);
                  case ROTATING, ROTATED, CHANGING, CHANGED ->
                      Stream.of(phase + " " + ResourceKind.CHANNEL);
                  case INTENDED, COMPLETED, REMOVING, REMOVED, LEFT_FOR_RECOVERY ->
                      Stream.of(phase + " -");
                });
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

  /** Kills a command at a step; with another one of the kind, should it end before that. */
  private Callable<Boolean> killing(String step, Set<String> killedAt, Supplier<Command> command) {
    return () -> {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (killed(command.get().killAt(line -> line.startsWith(step + " ")))) {
          return killedAt.add(step);
        }
      }
      return false;
    };
  }

  private void killAtRandom(Runnable sabotage, String... faults) throws Exception {
    for (int left = KILLS; left > 0; left -= KILLS_A_WAVE) {
      int some = Math.min(left, KILLS_A_WAVE);
      world.reset();
      names.clear();
      provisioned.clear();
      provisionVictims(some / 4 + 1);
      world.faults(faults);
      ScheduledFuture<?> sabotaged =
          saboteur.scheduleWithFixedDelay(sabotage, 1_000, 3_000, TimeUnit.MILLISECONDS);
      inParallel(IntStream.range(0, some * 3 / 4).mapToObj(this::execution).toList());
      // Later, so that there is something to recover from.
      inParallel(IntStream.range(some * 3 / 4, some).mapToObj(i -> executionOfRecovery()).toList());
      sabotaged.cancel(false);
      saboteur.submit(() -> {}).get();
      settle();
      world.faults();
      finish();
    }
    assertThat(kills).hasValueGreaterThanOrEqualTo(KILLS);
  }

  /** One of three removes users, the others provision some. */
  private Callable<Boolean> execution(int number) {
    Random luck = new Random(random.nextLong());
    return () -> {
      for (int attempt = 0; attempt < ATTEMPTS_AT_RANDOM; attempt++) {
        Command command =
            number % 3 == 0 && !provisioned.isEmpty()
                ? deprovision(victims())
                : provision(newNames(), "--failure-policy", policy(luck));
        if (killed(atRandom(command, STEPS_OF_USERS, luck))) {
          return true;
        }
      }
      return false;
    };
  }

  private Callable<Boolean> executionOfRecovery() {
    Random luck = new Random(random.nextLong());
    return () -> {
      for (int attempt = 0; attempt < ATTEMPTS_AT_RANDOM; attempt++) {
        if (killed(atRandom(unfinishedThenRecover(policy(luck)), STEPS_OF_RECOVERY, luck))) {
          return true;
        }
      }
      return false;
    };
  }

  private static Remains atRandom(Command command, int steps, Random luck) {
    return command.killAfter(1 + luck.nextInt(steps), luck.nextInt(MAX_DELAY_MICROS));
  }

  private static String policy(Random luck) {
    return luck.nextBoolean() ? "RESUME" : "ROLL_BACK";
  }

  private boolean killed(Remains remains) {
    if (remains.killed()) {
      kills.incrementAndGet();
    }
    return remains.killed();
  }

  private void inParallel(List<Callable<Boolean>> executions) throws Exception {
    for (Future<Boolean> execution : executioners.invokeAll(executions)) {
      assertThat(execution.get()).as("whether a process was killed").isTrue();
    }
  }

  private List<String> newNames() {
    return IntStream.range(0, USERS_EACH).mapToObj(i -> newName()).toList();
  }

  private String newName() {
    String name = "user-" + lastName.incrementAndGet();
    names.add(name);
    return name;
  }

  /** Users to remove. */
  private void provisionVictims(int processes) {
    List<String> victims =
        IntStream.range(0, processes * USERS_EACH).mapToObj(i -> newName()).toList();
    succeeds(provision(victims));
    provisioned.addAll(victims);
  }

  private List<String> victims() {
    return Stream.generate(provisioned::poll).limit(USERS_EACH).filter(Objects::nonNull).toList();
  }

  private Command provision(Collection<String> users, String... options) {
    String signUps = users.stream().map(user -> user + "," + PASSWORD + "\n").collect(joining());
    return world.command(signUps, with(options, "provision", "--users", "-"));
  }

  private Command deprovision(List<String> users) {
    return world.command("", with(users.toArray(String[]::new), "deprovision"));
  }

  /** Of one of the users; the others are not removed after all. */
  private Command rotateKey(List<String> users) {
    return world.command("", "rotate-key", users.get(0));
  }

  private Command recover(String policy) {
    return world.command("", "recover", "--until-idle", "150s", "--failure-policy", policy);
  }

  private Command reconcile(String... options) {
    String grace = GRACE_PERIOD.toString();
    return world.command("", with(options, "reconcile", "--drift", "--grace-period", grace));
  }

  /** Leaves what was created and not recorded, and so can be adopted. */
  private Command unfinishedThenRecover(String policy) {
    killed(provision(newNames()).killAt(line -> line.startsWith("CREATED ")));
    return recover(policy);
  }

  private static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }

  private void settle() throws Exception {
    recoverTwice();
    world.isConsistent("after recovery");
  }

  /** Two recoveries at once, of different opinions, finish what was left. */
  private void recoverTwice() throws Exception {
    Future<?> forward = executioners.submit(() -> succeeds(recover("RESUME")));
    Future<?> backward = executioners.submit(() -> succeeds(recover("ROLL_BACK")));
    forward.get();
    backward.get();
  }

  /** The command that was killed, run again, finishes the job. */
  private void finish() {
    succeeds(provision(names));
    world.isConsistent("in the end");
    assertThat(world.usernames()).containsExactlyInAnyOrderElementsOf(names);
  }

  private static void succeeds(Command command) {
    Run run = command.run();
    assertThat(run.status()).as(run::all).isZero();
  }
}
