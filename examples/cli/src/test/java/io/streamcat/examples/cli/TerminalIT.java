package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the packaged program at a pseudo-terminal, which the program {@code script} provides.
 */
class TerminalIT extends CommandLine {

  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  /**
   * The end of a session at the terminal.
   *
   * @param status the exit status of the program
   * @param screen the text on the terminal
   * @param out standard output
   * @param err standard error
   */
  private record Session(int status, String screen, String out, String err) {}

  @BeforeEach
  void requireScript() throws Exception {
    assumeTrue(
        isScriptOfLinux(), "needs the program 'script' of util-linux, for a pseudo-terminal");
  }

  private static boolean isScriptOfLinux() throws Exception {
    try {
      Process version = new ProcessBuilder("script", "--version").start();
      String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return version.waitFor() == 0 && text.contains("util-linux");
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /** Runs the program with files as its data streams, and types a line at the terminal. */
  private Session atTerminal(String typed, String input, String... args) throws Exception {
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    String command =
        Program.java("cli.jar", args).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "))
            + " <'"
            + in
            + "' >'"
            + out
            + "' 2>'"
            + err
            + "'";
    ProcessBuilder builder =
        new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null");
    builder.environment().putAll(cli.environment());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    StringBuilder screen = new StringBuilder();
    var reader = process.inputReader(StandardCharsets.UTF_8);
    for (int next = reader.read(); next >= 0; next = reader.read()) {
      screen.append((char) next);
    }
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Session(
        process.exitValue(), screen.toString(), Files.readString(out), Files.readString(err));
  }

  @Test
  void deprovision_namespaceTyped_asksAtTerminalOnly() throws Exception {
    migrated();
    provision(signUps("todd"));

    Session session =
        atTerminal("test\n", "", with(new String[] {"--json"}, "deprovision", "todd"));

    assertThat(session.status()).as(session::toString).isZero();
    assertThat(session.screen())
        .contains("namespace test", "1 user", "Type the namespace to continue");
    assertThat(session.out().lines())
        .singleElement()
        .satisfies(line -> assertThat(Json.object(line)).containsEntry("outcome", "removed"));
    assertThat(session.err()).doesNotContain("Type the namespace");
    assertThat(existing()).isEmpty();
  }

  @Test
  void deprovision_otherTextTyped_changesNothing() throws Exception {
    migrated();
    provision(signUps("todd"));

    Session session = atTerminal("y\n", "", with(new String[0], "deprovision", "todd"));

    assertThat(session.status()).as(session::toString).isEqualTo(Main.FAILED);
    assertThat(session.err()).contains("not confirmed");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void provision_passwordTyped_isNeitherShownNorReadFromStandardInput() throws Exception {
    migrated();
    postgres.execute(database, "GRANT ALL ON ALL TABLES IN SCHEMA public TO app");

    Session session =
        atTerminal(
            DB_PASSWORD + "\n",
            signUps("todd", "ada"),
            with(
                new String[] {
                  "--db-password",
                  "--db-user=app",
                  "--jdbc-url=" + postgres.url(database).replaceFirst("[?&]user=[^&]*", "")
                },
                "provision",
                "--users",
                "-"));

    assertThat(session.status()).as(session::toString).isZero();
    assertThat(session.screen()).contains("Password of the database: ");
    assertThat(session.out().lines().toList().subList(0, 2))
        .isEqualTo(List.of("provisioned  todd", "provisioned  ada"));
    assertThat(session.out() + session.err()).doesNotContain("Password", DB_PASSWORD);
  }
}
