package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.examples.cli.Program.Run;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests of the command that checks what the others need. */
class DoctorIT extends CommandLine {

  /** Returns the status of each check. */
  private static Map<Object, Object> checks(Run run) {
    return run.out().stream()
        .map(Json::object)
        .collect(Collectors.toMap(line -> line.get("check"), line -> line.get("status")));
  }

  private static String detail(Run run, String check) {
    return run.out().stream()
        .map(Json::object)
        .filter(line -> line.get("check").equals(check))
        .map(line -> String.valueOf(line.get("detail")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void doctor_healthyEnvironment_findsNoProblem() {
    migrated();
    provision(signUps("todd"));

    Run run = run("doctor", "--json");

    assertThat(run.status()).as(run::all).isZero();
    assertThat(checks(run))
        .containsOnlyKeys(
            "database",
            "schema",
            "write",
            "db-clock",
            "rates",
            "users",
            "credentials",
            "namespace",
            "aws-clock",
            "rights",
            "channels",
            "chat-rooms",
            "stages",
            "differences")
        .containsEntry("rights", "unknown");
    assertThat(checks(run).values().stream().collect(Collectors.groupingBy(Function.identity())))
        .containsOnlyKeys("ok", "unknown");
    assertThat(detail(run, "channels"))
        .isEqualTo("1 in the account and region; AWS's default quota is 20000");
  }

  @Test
  void doctor_missingSchema_isReported() {
    Run run = run("doctor", "--json");

    assertThat(run.status()).isEqualTo(Main.FINDINGS);
    assertThat(checks(run))
        .containsExactlyInAnyOrderEntriesOf(Map.of("database", "ok", "schema", "problem"));
  }

  @Test
  void doctor_unreachableDatabase_isReportedWithoutPassword() {
    Run run =
        run(
            "doctor",
            "--json",
            "--jdbc-url",
            "jdbc:postgresql://app:" + DB_PASSWORD + "@127.0.0.1:1/app");

    assertThat(run.status()).isEqualTo(Main.FINDINGS);
    assertThat(checks(run)).containsExactlyEntriesOf(Map.of("database", "problem"));
    assertThat(run.all()).doesNotContain(DB_PASSWORD);
  }

  @Test
  void doctor_problems_areAllReported() {
    migrated();
    provision(signUps("todd", "ada"));
    postgres.execute(database, "DELETE FROM streamcat_user WHERE username = 'todd'");
    postgres.execute(
        "postgres", "ALTER DATABASE " + database + " SET default_transaction_read_only=on");
    emulator.faults().add(FaultRule.error("ListStages", "AccessDeniedException").times(0));

    Run run =
        cli.run(
            "doctor",
            "--json",
            "--namespace",
            "production",
            "--endpoint",
            emulator.endpoint().toString());

    assertThat(run.status()).isEqualTo(Main.FINDINGS);
    assertThat(checks(run))
        .containsEntry("write", "problem")
        .containsEntry("namespace", "problem")
        .containsEntry("stages", "problem")
        .containsEntry("differences", "problem")
        .containsEntry("channels", "ok");
  }

  @Test
  void doctor_orphans_areCounted() {
    migrated();
    provision(signUps("todd", "ada"));
    postgres.execute(database, "DELETE FROM streamcat_user WHERE username = 'todd'");

    Run run = run("doctor", "--json");

    assertThat(run.status()).isEqualTo(Main.FINDINGS);
    assertThat(detail(run, "differences"))
        .isEqualTo("3 differences, 3 of them orphans: streamcat-cli reconcile shows them");
  }

  @Test
  void doctor_tablesOfOtherTool_namesTheMissingRates() {
    migrated();
    postgres.execute(database, "DROP TABLE streamcat_cli_rate");

    Run run = run("doctor", "--json");

    assertThat(checks(run)).containsEntry("rates", "problem");
    assertThat(detail(run, "rates")).contains("streamcat-cli migrate");
  }
}
