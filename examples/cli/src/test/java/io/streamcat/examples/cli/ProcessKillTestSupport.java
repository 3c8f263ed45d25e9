package io.streamcat.examples.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Command.Remains;
import io.streamcat.examples.cli.Program.Run;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL, then runs two recoveries at once and checks the result.
 *
 * <p>The database, the emulator and each program to be killed run in processes of their own.
 * Several programs are killed before recovery begins, each with its own users.
 */
abstract class ProcessKillTestSupport {

  static final String CAMPAIGN = "streamcat.campaign";

  static final long SEED = Long.getLong("streamcat.crash.seed", 20200714);

  static final int ATTEMPTS = 6;

  private static final int AT_A_TIME = 3;
  private static final int USERS_EACH = 2;
  private static final String PASSWORD = "correct horse battery staple";

  static @TempDir Path directory;
  static World world;

  final Queue<String> provisioned = new ConcurrentLinkedQueue<>();
  final Set<String> names = ConcurrentHashMap.newKeySet();
  final AtomicInteger kills = new AtomicInteger();

  private final ExecutorService executioners = Executors.newFixedThreadPool(AT_A_TIME);
  private final AtomicInteger lastName = new AtomicInteger();

  @BeforeAll
  static void createWorld() throws Exception {
    world = World.create(directory);
  }

  @AfterAll
  static void endWorld() throws Exception {
    world.close();
  }

  @AfterEach
  void printSeed(TestInfo test) {
    executioners.shutdownNow();
    System.out.printf("%s %d kills, seed %d%n", test.getDisplayName(), kills.get(), SEED);
  }

  final boolean killed(Remains remains) {
    if (remains.killed()) {
      kills.incrementAndGet();
    }
    return remains.killed();
  }

  /** Runs commands one after the other until one of them is killed before its regular end. */
  final boolean untilKilled(int attempts, Supplier<Remains> command) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (killed(command.get())) {
        return true;
      }
    }
    return false;
  }

  final void inParallel(List<Callable<Boolean>> executions) throws Exception {
    for (Future<Boolean> execution : executioners.invokeAll(executions)) {
      assertThat(execution.get()).as("a process was killed").isTrue();
    }
  }

  final List<String> newNames() {
    return IntStream.range(0, USERS_EACH).mapToObj(i -> newName()).toList();
  }

  private String newName() {
    String name = "user-" + lastName.incrementAndGet();
    names.add(name);
    return name;
  }

  /** Creates users to remove. */
  final void provisionVictims(int processes) {
    List<String> victims =
        IntStream.range(0, processes * USERS_EACH).mapToObj(i -> newName()).toList();
    succeeds(provisionPatiently(victims));
    provisioned.addAll(victims);
  }

  /** Provisions users with timeouts that a process just started can keep on a busy machine. */
  private Command provisionPatiently(Collection<String> users) {
    return world.patientCommand(signUps(users), "provision", "--users", "-");
  }

  final List<String> victims() {
    return Stream.generate(provisioned::poll).limit(USERS_EACH).filter(Objects::nonNull).toList();
  }

  /**
   * Provisions users whom this process has queued, so that the process to be killed hashes no
   * password.
   */
  final Command provision(Collection<String> users, String... options) {
    world.command(signUps(users), "provision", "--users", "-", "--no-wait").run();
    return world.command(signUps(users), with(options, "provision", "--users", "-"));
  }

  private static String signUps(Collection<String> users) {
    return users.stream().map(user -> user + "," + PASSWORD + "\n").collect(joining());
  }

  final Command deprovision(List<String> users) {
    return world.command("", with(users.toArray(String[]::new), "deprovision", "--yes"));
  }

  final Command recover(String policy) {
    return world.command("", "recover", "--until-idle", "150s", "--failure-policy", policy);
  }

  /**
   * Leaves resources that are created but not recorded, and can be adopted. Only a user who is not
   * queued, such as one of a server's sign-ups, can be rolled back.
   */
  final Command unfinishedThenRecover(String policy) {
    killed(provision(newNames()).killAt(line -> line.startsWith("CREATED ")));
    if (policy.equals("ROLL_BACK")) {
      world.signUpsInsteadOfQueued();
    }
    return recover(policy);
  }

  static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Stream::of).toArray(String[]::new);
  }

  final void settle() throws Exception {
    recoverTwice();
    world.isConsistent("after recovery");
  }

  /** Runs two recoveries with different failure policies at once. */
  final void recoverTwice() throws Exception {
    Future<?> forward = executioners.submit(() -> succeeds(recover("RESUME")));
    Future<?> backward = executioners.submit(() -> succeeds(recover("ROLL_BACK")));
    forward.get();
    backward.get();
  }

  /** Completes the work by running the killed command again. */
  final void finish() {
    succeeds(provisionPatiently(names));
    world.isConsistent("in the end");
    assertThat(world.usernames()).containsExactlyInAnyOrderElementsOf(names);
  }

  static void succeeds(Command command) {
    Run run = command.run();
    assertThat(run.status()).as(run::all).isZero();
  }
}
