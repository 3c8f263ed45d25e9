package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Program.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the program with faulty, read-only, full and other kinds of databases. */
class CliDatabaseIT extends CommandLine {

  @Test
  void migrate_runTwice_createsTablesOnce() {
    Run missing = cli.run("migrate", "--check");
    assertThat(missing.status()).isEqualTo(Main.FINDINGS);
    assertThat(missing.out()).containsExactly("scripts to run: 1");
    assertThat(cli.run("list").err()).singleElement().asString().contains("are missing");

    assertThat(cli.runPackaged("", "migrate").out()).containsExactly("scripts run: 1");
    assertThat(cli.run("migrate").out()).containsExactly("the tables are up to date");
    assertThat(cli.run("migrate", "--check").status()).isZero();
    assertThat(cli.run("migrate", "--json").out())
        .containsExactly("{\"v\":1,\"outcome\":\"current\",\"scripts\":0}");
  }

  @Test
  void wrongPassword_anyCommand_isReportedInOneLineWithoutPassword() {
    Program other = program(Map.of("STREAMCAT_DB_PASSWORD", DB_PASSWORD + "-wrong"));

    Run run =
        other.run(
            "list", "--jdbc-url", anonymousUrl(), "--db-user", "nobody_of_that_name", "--verbose");
    Run option = cli.run("list", "--db-user", "app", "--db-pasword=" + DB_PASSWORD);

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err().get(0)).contains("no connection to the database", "nobody_of_that_name");
    assertThat(option.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(option.err().get(0)).isEqualTo("Unknown option: --db-pasword");
    assertThat(run.all() + option.all()).doesNotContain(DB_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "recover",
        "show todd",
        "rotate-key todd",
        "deprovision todd",
        "provision --users -"
      })
  void missingSchema_anyCommand_isReportedInOneLine(String command) {
    Run run = run(command.split(" "));

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("are missing", "run 'streamcat-cli migrate'");
  }

  @Test
  void schemaOfOtherMajorVersion_anyCommand_isReportedInOneLine() {
    migrated();
    postgres.execute(database, "INSERT INTO streamcat_schema (version, major) VALUES (98, 1)");
    assertThat(cli.run("list").status()).as("a later version of the same major one").isZero();
    postgres.execute(database, "INSERT INTO streamcat_schema (version, major) VALUES (99, 2)");

    for (Run run : List.of(cli.run("list"), cli.run("migrate"), cli.run("migrate", "--check"))) {
      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().contains("major version 2", "newer release");
    }
  }

  @Test
  void readOnlyDatabase_writingCommand_isReportedOnce() {
    migrated();
    provision(signUps("todd"));
    postgres.execute(
        "postgres", "ALTER DATABASE " + database + " SET default_transaction_read_only=on");

    assertThat(cli.run("list").out()).hasSize(1);
    assertThat(cli.run("show", "todd").status()).isZero();
    for (Run run :
        List.of(
            provision(signUps("ada", "grace", "bob")),
            run("recover"),
            run("rotate-key", "todd"),
            run("deprovision", "todd"))) {
      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().contains("not writable", "read-only");
    }
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void noConnectionLeft_anyCommand_isReportedInOneLine() throws Exception {
    migrated();
    String grants =
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO app; ALTER ROLE app CONNECTION LIMIT 1";
    postgres.execute(database, grants);
    Program app = program(Map.of("STREAMCAT_DB_USER", "app", "STREAMCAT_DB_PASSWORD", DB_PASSWORD));
    String url = anonymousUrl();

    Run run;
    try (Connection held = DriverManager.getConnection(url, "app", DB_PASSWORD)) {
      assertThat(held.isValid(1)).isTrue();
      run = app.run("list", "--jdbc-url", url);
    }
    Run free = app.run("list", "--jdbc-url", url);

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).singleElement().asString().contains("too many connections");
    assertThat(free.status()).isZero();
    assertThat(run.all() + free.all()).doesNotContain(DB_PASSWORD);
  }

  @Test
  void oneConnection_manyUsers_isEnough() {
    migrated();

    Run run =
        provision(
            signUps("user-1", "user-2", "user-3", "user-4", "user-5", "user-6"),
            "--pool-size",
            "1");

    assertThat(run.status()).isZero();
    assertThat(existing()).isEqualTo(ofEach(6));
  }

  @Test
  void otherDatabases_drivers_areInTheJar() {
    for (String url : List.of("jdbc:mysql://127.0.0.1:1/app", "jdbc:mariadb://127.0.0.1:1/app")) {
      Run run = cli.runPackaged("", "list", "--jdbc-url", url);

      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().startsWith("no connection to the database");
    }
  }

  @Test
  void h2File_laterRun_findsUsers(@TempDir Path directory) throws Exception {
    cli = new Program(Map.of("STREAMCAT_JDBC_URL", "jdbc:h2:file:" + directory.resolve("users")));
    Path file = Files.writeString(directory.resolve("users.csv"), signUps("todd"));
    migrated();

    Run run = run("provision", "--users", file.toString());

    assertThat(run.status()).isZero();
    assertThat(cli.run("list").out()).hasSize(1);
    assertThat(run("deprovision", "--yes", "todd").status()).isZero();
    assertThat(emulator.resources()).isEmpty();
  }

  private String anonymousUrl() {
    return postgres.url(database).replaceFirst("[?&]user=[^&]*", "");
  }
}
