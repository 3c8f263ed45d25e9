package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.examples.cli.Program.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the queue of users: its users, their completion and their removal. */
class QueueIT extends CommandLine {

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "user-" + i).toArray(String[]::new);
  }

  private static List<Object> outcomes(Run run) {
    return run.out().stream().map(line -> Json.object(line).get("outcome")).toList();
  }

  @Test
  void provision_noWait_queuesUsersWithoutAnyCreate() {
    migrated();

    Run queued = provision(signUps("todd", "ada"), "--no-wait");
    Run backlog = run("backlog");
    Run json = run("backlog", "--json");

    assertThat(queued.status()).as(queued::all).isZero();
    assertThat(queued.out().subList(0, 2)).containsExactly("queued       todd", "queued       ada");
    assertThat(existing()).isEmpty();
    assertThat(backlog.status()).isEqualTo(Main.FINDINGS);
    assertThat(backlog.out()).containsExactly("2 queued, complete in 1 s at the earliest");
    assertThat(Json.object(json.out().get(0)))
        .containsEntry("outcome", "queued")
        .containsEntry("users", 2L)
        .containsEntry("expectedSeconds", 0L);
  }

  @Test
  void provision_usersQueuedBefore_completesThem() {
    migrated();
    provision(signUps("todd", "ada"), "--no-wait");

    Run run = provision(signUps("ada", "grace"));
    Run backlog = run("backlog");

    assertThat(run.status()).as(run::all).isZero();
    assertThat(run.out().subList(0, 2)).containsExactly("resumed      ada", "provisioned  grace");
    assertThat(backlog.status()).isZero();
    assertThat(backlog.out()).containsExactly("0 queued");
    assertThat(existing()).isEqualTo(ofEach(3));
  }

  @Test
  void provision_twoProcessesWithTheSameFile_createEachUserOnce() {
    migrated();
    String file = signUps(names(12));

    CompletableFuture<Run> other = CompletableFuture.supplyAsync(() -> provision(file, "--json"));
    Run run = provision(file, "--json");

    assertThat(run.status()).as(run::all).isZero();
    assertThat(other.join().status()).as(other.join()::all).isZero();
    List<Object> outcomes =
        Stream.of(run, other.join()).map(QueueIT::outcomes).flatMap(List::stream).toList();
    assertThat(outcomes)
        .hasSize(24)
        .contains("provisioned")
        .isSubsetOf("provisioned", "resumed", "complete");
    assertThat(existing()).isEqualTo(ofEach(12));
  }

  @Test
  void provision_failingUser_staysQueuedAndIsRetriedByTheNextRun() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(1));

    Run failed = provision(signUps("todd"));
    Run backlog = run("backlog");
    Run again = provision(signUps("todd"));

    assertThat(failed.status()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).singleElement().asString().contains("PendingVerification");
    assertThat(backlog.out())
        .satisfiesExactly(
            line -> assertThat(line).matches("waiting +todd \\(.*\\): .*PendingVerification.*"),
            line -> assertThat(line).startsWith("1 queued, "));
    assertThat(again.status()).as(again::all).isZero();
    assertThat(again.out().get(0)).isEqualTo("resumed      todd");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void provision_everyUserFails_stopsAndLeavesTheOthersQueued() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "AccessDeniedException").times(0));

    Run run = provision(signUps(names(25)), "--json");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(outcomes(run)).hasSize(25).contains("failed", "queued");
    assertThat(run.err())
        .anyMatch(line -> line.startsWith("recovery stopped early: 5 users in a row failed alike"));
  }

  @Test
  void backlogCancel_queuedUsers_leavesNothingOfThem() {
    migrated();
    provision(signUps("todd", "ada"), "--no-wait");

    Run unconfirmed = run("backlog", "--cancel");
    Run cancelled = run("backlog", "--cancel", "--yes");

    assertThat(unconfirmed.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(unconfirmed.err()).singleElement().asString().contains("2 queued users", "--yes");
    assertThat(cancelled.status()).as(cancelled::all).isZero();
    assertThat(cancelled.out()).containsExactly("2 removed; 0 queued");
    assertThat(postgres.query(database, "SELECT user_id FROM streamcat_user")).isEmpty();
  }

  @Test
  void provision_limitLocalCalls_sharesTheRatesInTheDatabase() {
    migrated();

    Run run = provision(signUps("todd"), "--limit-local-calls");

    assertThat(run.status()).as(run::all).isZero();
    assertThat(postgres.query(database, "SELECT name FROM streamcat_cli_rate"))
        .contains(Map.of("name", "us-east-1:ivs:CreateChannel"));
  }
}
