package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Program.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that a command does not change another environment than the operator means. */
class EnvironmentIT extends CommandLine {

  private Run runIn(String namespace, String... command) {
    return cli.run(
        and(command, "--namespace", namespace, "--endpoint", emulator.endpoint().toString()));
  }

  @Test
  void provision_firstUse_showsEnvironmentAndRecordsIt() {
    migrated();

    Run run = provision(signUps("todd"));

    String store = postgres.query(database, "SELECT id FROM streamcat_store").get(0).get("id");
    assertThat(run.banner())
        .hasValue(
            "Environment: namespace test, us-east-1 of an unknown account, store "
                + store
                + ", database "
                + postgres.url(database).replaceFirst("\\?.*", ""));
    assertThat(environments()).containsExactly("test us-east-1 ");
  }

  @Test
  void anyCommand_laterUse_completesAccount() {
    migrated();
    provision(signUps("todd"));

    Run run = run("recover");

    String account = emulator.resources().get(0).arn().split(":", -1)[4];
    assertThat(run.banner().orElseThrow()).contains("us-east-1 of account " + account);
    assertThat(environments()).containsExactly("test us-east-1 " + account);
  }

  @Test
  void writingCommand_otherNamespace_isRejectedBeforeAnythingChanges() {
    migrated();
    provision(signUps("todd"));

    for (Run run :
        List.of(
            runIn("production", "deprovision", "todd", "--yes"),
            runIn("production", "recover"),
            runIn("production", "rotate-key", "todd"),
            runIn("production", "reconcile"))) {
      assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
      assertThat(run.err())
          .singleElement()
          .asString()
          .contains("belongs to namespace test", "namespace production", "Nothing was changed");
    }
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void reconcile_wrongDatabase_deletesNothing() {
    migrated();
    provision(signUps("todd", "ada", "grace", "bob", "eve"));
    cli = program(Map.of("STREAMCAT_JDBC_URL", postgres.create(database + "_other")));
    migrated();

    Plan plan = planned("reconcile");
    Run applied = plan.applied("--delete", "15");

    assertThat(plan.run().out()).last().asString().contains("FOREIGN=15");
    assertThat(applied.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(applied.err()).singleElement().asString().contains("the plan deletes 0");
    assertThat(existing()).isEqualTo(ofEach(5));
  }

  @Test
  void otherRegion_acceptedExplicitly_isAdded() {
    migrated();
    provision(signUps("todd"));

    Run rejected = run("recover", "--region", "eu-west-1");
    Run accepted = run("recover", "--region", "eu-west-1", "--new-environment");
    Run again = run("recover", "--region", "eu-west-1");

    assertThat(rejected.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(rejected.err()).singleElement().asString().contains("--new-environment");
    assertThat(accepted.status()).isZero();
    assertThat(again.status()).isZero();
    assertThat(environments()).hasSize(2);
  }

  @Test
  void namespace_environmentVariable_isUsed() {
    migrated();
    cli = program(Map.of("STREAMCAT_NAMESPACE", "staging"));

    Run run = cli.run("recover", "--endpoint", emulator.endpoint().toString());

    assertThat(run.banner().orElseThrow()).contains("namespace staging");
    assertThat(run.status()).isZero();
  }

  @Test
  void bind_tableMissing_isCreated() {
    migrated();
    postgres.execute(database, "DROP TABLE streamcat_cli_environment");

    assertThat(run("recover").status()).isZero();

    assertThat(environments()).containsExactly("test us-east-1 ");
  }

  private List<String> environments() {
    return postgres
        .query(database, "SELECT * FROM streamcat_cli_environment ORDER BY namespace, region")
        .stream()
        .map(row -> row.get("namespace") + " " + row.get("region") + " " + row.get("account"))
        .toList();
  }
}
