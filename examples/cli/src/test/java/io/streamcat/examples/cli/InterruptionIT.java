package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamcat.emulator.FaultRule;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.examples.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests of Ctrl-C: work under way is completed, the rest is left, and the results are summed up.
 */
class InterruptionIT extends CommandLine {

  private static final int STATUS_OF_SIGTERM = 143;

  @Test
  void provision_ctrlC_completesUsersUnderWay() throws Exception {
    assertThat(interrupted("INT").status()).isEqualTo(Main.INTERRUPTED);
  }

  @Test
  void provision_sigterm_completesUsersUnderWay() throws Exception {
    assertThat(interrupted("TERM").status()).isEqualTo(STATUS_OF_SIGTERM);
  }

  /** Returns whether this process, and so a process that it starts, ignores SIGINT. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private Run interrupted(String signal) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
    assumeTrue(
        !signal.equals("INT") || !isInterruptIgnored(),
        "SIGINT is ignored, as in background jobs of a shell");
    migrated();
    emulator.faults().add(FaultRule.latency("*", Duration.ofMillis(100)));
    String[] names = IntStream.range(100, 140).mapToObj(i -> "user-" + i).toArray(String[]::new);
    CountDownLatch completed = new CountDownLatch(1);
    Running running =
        cli.start(
            signUps(names),
            line -> {
              if (line.startsWith("COMPLETED ")) {
                completed.countDown();
              }
            },
            with(new String[0], "provision", "--users", "-", "--verbose"));
    completed.await();
    new ProcessBuilder("/bin/kill", "-" + signal, String.valueOf(running.process().pid()))
        .start()
        .waitFor();
    Run run = running.await();

    long provisioned = run.out().stream().filter(l -> l.startsWith("provisioned ")).count();
    long queued = run.out().stream().filter(l -> l.startsWith("queued ")).count();
    long left = run.out().stream().filter(line -> line.startsWith("left ")).count();
    assertThat(provisioned).as(run::all).isPositive();
    assertThat(queued + left).isPositive();
    assertThat(provisioned + queued + left).isEqualTo(names.length);
    assertThat(run.out()).last().asString().startsWith(provisioned + " provisioned, ");
    assertThat(run.err()).anyMatch(line -> line.startsWith("interrupted: completing the work"));
    assertThat(cli.run("list", "--state", "ACTIVE").out()).hasSize((int) provisioned);
    assertThat(cli.run("list").out()).hasSize((int) (provisioned + queued));
    return run;
  }

  @Test
  void reconcile_ctrlC_leavesRemainingFindings() {
    migrated();
    provision(signUps("todd", "ada"));
    postgres.execute(database, "DELETE FROM streamcat_user WHERE username = 'todd'");
    Plan plan = planned("reconcile");
    Interruption interruption = new Interruption();
    interruption.request();

    Run run =
        cli.run(
            "",
            Prompter.NONE,
            interruption,
            with(
                new String[] {"--yes", "--delete", "3"},
                "reconcile",
                "--apply",
                plan.file().toString()));

    assertThat(run.status()).isEqualTo(Main.INTERRUPTED);
    assertThat(run.out().subList(0, 3)).allMatch(line -> line.startsWith("left  ORPHANED "));
    assertThat(run.out()).last().isEqualTo("done: 0, skipped: 0, failed: 0, left: 3");
  }

  @Test
  void recover_ctrlC_leavesRemainingUsers() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));
    provision(signUps("todd", "ada"), "--failure-policy", "RESUME");
    awaitDue();
    Interruption interruption = new Interruption();
    interruption.request();

    Run run =
        cli.run(
            "", Prompter.NONE, interruption, with(new String[] {"--until-idle", "1m"}, "recover"));

    assertThat(run.status()).isEqualTo(Main.INTERRUPTED);
    assertThat(run.out()).last().isEqualTo("0 completed, 0 removed, 0 failed, 2 waiting");
  }
}
