package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the configuration file, its profiles and the environment variables. */
class DefaultsTest {

  private static final String DB_PASSWORD = "dbpass-7f3a9c";

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void isolate() {
    environment.put("HOME", home.toString());
  }

  private Path config(String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/streamcat"));
    return Files.writeString(folder.resolve("config"), text);
  }

  private static String h2(String name) {
    return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
  }

  @Test
  void profile_named_givesItsOptions() throws IOException {
    config(
        """
        # Databases of the site.
        jdbc-url = %s

        [production]
        jdbc-url = %s
        """
            .formatted(h2("standard"), h2("production")));

    assertThat(run("migrate")).isZero();
    assertThat(run("--profile", "production", "migrate")).isZero();
    environment.put("STREAMCAT_PROFILE", "production");
    assertThat(run("migrate")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Environment: database jdbc:h2:mem:standard",
            "Environment: database jdbc:h2:mem:production",
            "Environment: database jdbc:h2:mem:production");
  }

  @Test
  void option_onCommandLine_overridesProfileAndVariable() throws IOException {
    config("[production]\njdbc-url = " + h2("production"));

    assertThat(run("--profile=production", "migrate", "--jdbc-url", h2("option"))).isZero();
    environment.put("STREAMCAT_JDBC_URL", h2("variable"));
    assertThat(run("migrate", "--jdbc-url", h2("option"))).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("jdbc:h2:mem:option")
        .doesNotContain("production", "variable");
  }

  @Test
  void variable_differentFromNamedProfile_isRejected() throws IOException {
    config("[production]\njdbc-url = " + h2("production"));
    environment.put("STREAMCAT_JDBC_URL", h2("staging"));

    assertThat(run("--profile", "production", "migrate")).isEqualTo(Main.BAD_USAGE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("STREAMCAT_JDBC_URL", "production")
        .doesNotContain("jdbc:h2")
        .hasLineCount(1);
  }

  @Test
  void variable_withoutNamedProfile_overridesDefaultProfile() throws IOException {
    config("jdbc-url = " + h2("standard"));
    environment.put("STREAMCAT_JDBC_URL", h2("variable"));

    assertThat(run("migrate")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("jdbc:h2:mem:variable");
  }

  @Test
  void profile_unknown_isRejectedWithKnownOnes() throws IOException {
    config("[staging]\n[production]\n");

    assertThat(run("--profile", "prod", "migrate")).isEqualTo(Main.BAD_USAGE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no profile 'prod'", "[production, staging]");
  }

  @Test
  void line_unknownKey_isRejectedWithoutQuotingIt() throws IOException {
    config("jdbc-url = " + h2("standard") + "\ndb-pasword = " + DB_PASSWORD);

    assertThat(run("migrate")).isEqualTo(Main.BAD_USAGE);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("line 2", "db-password")
        .doesNotContain(DB_PASSWORD);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void password_readableByOthers_isRejected() throws IOException {
    Path file = config("jdbc-url = " + h2("private") + "\ndb-password = " + DB_PASSWORD);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("migrate")).isEqualTo(Main.BAD_USAGE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(run("migrate")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("chmod 600")
        .doesNotContain(DB_PASSWORD);
  }

  @Test
  void config_named_isReadInsteadOfStandardFile() throws IOException {
    config("jdbc-url = " + h2("standard"));
    Path other = Files.writeString(home.resolve("other"), "jdbc-url = " + h2("other"));

    assertThat(run("migrate", "--config", other.toString())).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("jdbc:h2:mem:other");
  }

  private int run(String... args) {
    return Main.run(
        args,
        environment,
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
