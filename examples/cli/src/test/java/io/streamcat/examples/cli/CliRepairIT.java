package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.examples.cli.Program.Running;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the commands that repair users and resources. */
class CliRepairIT extends CommandLine {

  private static final Duration GRACE_PERIOD = Duration.ofSeconds(16);

  /**
   * Timeouts with which leases expire within 16 seconds; the first call of a new process is slow.
   */
  private static final String[] QUICK = {
    "--verbose",
    "--operation-timeout",
    "2s",
    "--call-timeout",
    "PT1.5S",
    "--consistency-window",
    "200ms",
  };

  @Test
  void provision_afterFailure_keepsUserQueuedAndResumes() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));

    Run failed = provision(signUps("todd"));
    Run left = provision(signUps("todd"), "--verbose");
    Run show = cli.run("show", "todd");
    Run resumed = provision(signUps("todd"));

    assertThat(failed.status()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).singleElement().asString().contains("PendingVerification");
    assertThat(left.status()).isEqualTo(Main.FAILED);
    assertThat(left.err()).anyMatch(line -> line.startsWith("\tat io.streamcat."));
    assertThat(show.out())
        .anyMatch(line -> line.matches("  state +QUEUED"))
        .anyMatch(line -> line.matches("  pending +create stage \\(attempts: 2, next: .*\\)"))
        .anyMatch(line -> line.matches("  problem +.*PendingVerification.*"));
    assertThat(resumed.status()).isZero();
    assertThat(resumed.out().get(0)).isEqualTo("resumed      todd");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void provision_afterCrash_waitsForLeaseAndCompletesUsers() throws Exception {
    migrated();
    emulator.faults().add(FaultRule.latency("*", Duration.ofMillis(50)));
    CountDownLatch creating = new CountDownLatch(1);
    Running crashing =
        cli.start(
            signUps("todd"),
            line -> {
              if (line.startsWith("CREATING STAGE ")) {
                creating.countDown();
              }
            },
            with(QUICK, "provision", "--users", "-"));
    creating.await();
    crashing.kill();
    crashing.await();

    Run again = provision(signUps("todd"), QUICK);

    assertThat(again.status()).as(again::all).isZero();
    assertThat(again.out().get(0)).isEqualTo("resumed      todd");
    assertThat(again.err())
        .anyMatch(line -> line.startsWith("todd is in use by another process, or "));
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void rotateKey_failure_isCompletedByRecovery() {
    migrated();
    provision(signUps("todd"));
    emulator.faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException"));

    Run failed = run("rotate-key", "todd");
    Run show = cli.run("show", "todd");
    Run early = run("recover");
    awaitDue();
    Run recovered = run("recover");

    assertThat(failed.status()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).singleElement().asString().contains("ivs:CreateStreamKey");
    assertThat(show.out()).anyMatch(line -> line.matches("  pending +rotate stream key.*"));
    assertThat(early.status()).isEqualTo(Main.FINDINGS);
    assertThat(early.out())
        .satisfiesExactly(
            line -> assertThat(line).matches("waiting    todd \\(.*\\): next attempt at .*"),
            line -> assertThat(line).isEqualTo("0 completed, 0 removed, 0 failed, 1 waiting"));
    assertThat(recovered.out()).last().isEqualTo("1 completed, 0 removed, 0 failed, 0 waiting");
    assertThat(recovered.status()).isZero();
    assertThat(existingKeys()).containsExactly(storedKeyArn());
    assertThat(run("rotate-key", "nobody").err()).containsExactly("user 'nobody' is not known");
  }

  @Test
  void recover_unfinishedUser_isCompleted() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));
    provision(signUps("todd", "ada"), "--failure-policy", "RESUME");
    emulator.faults().add(FaultRule.error("CreateStage", "AccessDeniedException"));
    awaitDue();

    Run failing = run("recover", "--failure-policy", "RESUME", "--json");
    Run forward = run("recover", "--failure-policy", "RESUME", "--until-idle", "60s");
    Run idle = run("recover");

    assertThat(failing.status()).isEqualTo(Main.FAILED);
    assertThat(failing.out())
        .extracting(line -> Json.object(line).get("outcome"))
        .containsExactly("completed", "failed");
    assertThat(failing.err()).anyMatch(line -> line.contains("AccessDeniedException"));
    assertThat(forward.status()).isZero();
    assertThat(forward.out()).last().isEqualTo("1 completed, 0 removed, 0 failed, 0 waiting");
    assertThat(idle.out()).containsExactly("0 completed, 0 removed, 0 failed, 0 waiting");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void recover_manyUsers_completesAll() {
    migrated();
    String[] names = IntStream.range(10, 35).mapToObj(i -> "user-" + i).toArray(String[]::new);
    provision(signUps(names), "--no-wait");

    Run run = run("recover");

    assertThat(run.status()).as(run::all).isZero();
    assertThat(run.out()).last().isEqualTo("25 completed, 0 removed, 0 failed, 0 waiting");
    assertThat(existing()).isEqualTo(ofEach(names.length));
  }

  @Test
  void recover_untilIdle_stopsAtTimeout() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));
    provision(signUps("todd"), "--failure-policy", "RESUME");

    Run run = run("recover", "--failure-policy", "RESUME", "--until-idle", "500ms");

    assertThat(run.status()).isEqualTo(Main.FINDINGS);
    assertThat(run.out())
        .satisfiesExactly(
            line -> assertThat(line).contains("waiting", "todd", "PendingVerification"),
            line -> assertThat(line).isEqualTo("0 completed, 0 removed, 0 failed, 1 waiting"));
  }

  @Test
  void reconcile_missingResource_isShownAndRepaired() {
    migrated();
    provision(signUps("todd", "ada"));
    String room =
        postgres.query(database, "SELECT arn FROM streamcat_chat_room LIMIT 1").get(0).get("arn");
    assertThat(emulator.resources()).extracting(EmulatedResource::arn).contains(room);
    deleteRoom(room);

    Run text = run("reconcile");
    Run json = run("reconcile", "--json");
    Run others = run("reconcile", "--only", "orphaned,duplicate");
    Run young = planned("reconcile").applied("--json");
    Map<String, Long> untouched = existing();
    Run applied = reconciledInTime();
    Run again = run("reconcile", "--drift");

    assertThat(text.status()).isEqualTo(Main.FINDINGS);
    assertThat(text.out().get(0)).startsWith("found  MISSING chat room " + room);
    assertThat(text.out().get(1)).contains("users: 2", "findings: 1");
    assertThat(Json.object(json.out().get(0)))
        .containsEntry("v", 1L)
        .containsEntry("outcome", "found")
        .containsEntry("type", "MISSING")
        .containsEntry("kind", "CHAT_ROOM")
        .containsEntry("arn", room);
    assertThat(others.status()).isZero();
    assertThat(others.out()).singleElement().asString().contains("findings: 0");
    assertThat(young.status()).isEqualTo(Main.FINDINGS);
    assertThat(Json.object(young.out().get(0)))
        .containsEntry("outcome", "skipped")
        .containsEntry("reason", "it is younger than the grace period");
    assertThat(untouched).containsEntry("room", 1L);
    assertThat(applied.status()).isZero();
    assertThat(applied.out().get(0)).startsWith("done  MISSING chat room");
    assertThat(again.status()).isZero();
    assertThat(again.out()).singleElement().asString().contains("findings: 0");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void reconcile_databaseWithoutUsers_deletesOnlyOnRequest() {
    migrated();
    provision(signUps("todd"));
    postgres.execute(database, "DELETE FROM streamcat_user");
    Plan plan = planned("reconcile");

    Run refused = plan.applied();
    Run miscounted = plan.applied("--delete", "2");
    Run young = plan.applied("--delete", "3");

    assertThat(refused.status()).isEqualTo(Main.FAILED);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains("3 of 3 resources", "no users", "--delete 3");
    assertThat(miscounted.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(miscounted.err()).singleElement().asString().contains("the plan deletes 3");
    assertThat(young.status()).isEqualTo(Main.FINDINGS);
    assertThat(young.out()).last().isEqualTo("done: 0, skipped: 3, failed: 0");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void reconcile_resourcesOfOtherStore_areShownButNoDifference() {
    migrated();
    provision(signUps("todd"));
    postgres.execute(database, "DELETE FROM streamcat_user");
    postgres.execute(database, "UPDATE streamcat_store SET id = 'another'");

    Run run = run("reconcile");
    Run applied = planned("reconcile").applied();

    assertThat(run.status()).isZero();
    assertThat(run.out().subList(0, 3)).allMatch(line -> line.startsWith("found  FOREIGN "));
    assertThat(applied.status()).isZero();
    assertThat(applied.out()).containsExactly("done: 0, skipped: 0, failed: 0");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void recover_equalFailures_stopsEarly() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));
    String[] names = IntStream.range(10, 30).mapToObj(i -> "user-" + i).toArray(String[]::new);
    provision(signUps(names), "--failure-policy", "RESUME");
    awaitDue();

    Run run = run("recover", "--failure-policy", "RESUME");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .last()
        .asString()
        .startsWith("recovery stopped early: 5 users in a row failed alike");
  }

  @Test
  void reconcile_failedRepair_isReported() {
    migrated();
    provision(signUps("todd"));
    deleteRoom(postgres.query(database, "SELECT arn FROM streamcat_chat_room").get(0).get("arn"));
    emulator.faults().add(FaultRule.error("CreateRoom", "PendingVerification"));

    Run run = reconciledInTime();

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out().get(0)).startsWith("failed  MISSING").contains("PendingVerification");
  }

  /** Plans and applies when no resource is too young, which takes as long as a short lease. */
  private Run reconciledInTime() {
    postgres.awaitAge(database, GRACE_PERIOD);
    return planned(and(QUICK, "reconcile"))
        .applied(and(QUICK, "--grace-period", GRACE_PERIOD.toString()));
  }
}
