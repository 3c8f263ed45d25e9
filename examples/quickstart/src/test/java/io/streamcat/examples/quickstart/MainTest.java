package io.streamcat.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void run_help_describesOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .contains("--endpoint", "--region", "--users", "--json", "--show-stream-keys", "NAME");
    assertThat(err()).isEmpty();
  }

  @Test
  void run_noNames_asksForNames() {
    assertThat(run()).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("Nobody to register", "--users", "--help");
    assertThat(out()).isEmpty();
  }

  @Test
  void run_misspeltOption_suggestsCorrectOption() {
    assertThat(run("--jsno", "todd")).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("--jsno", "--json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4577",
        "ftp://localhost",
        "http://",
        "http://a b",
        "http://me:secret@localhost",
        "http://localhost:65536",
        "http://localhost?x=1",
        "http://localhost#x",
        ""
      })
  void run_malformedEndpoint_showsAnExample(String endpoint) {
    assertThat(run("--endpoint", endpoint, "todd")).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("--endpoint", "http://localhost:4577");
  }

  @ParameterizedTest
  @ValueSource(strings = {"US-EAST-1", "us east 1", "mars", "us-east-1/"})
  void run_malformedRegion_showsAnExample(String region) {
    assertThat(run("--region", region, "todd")).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("--region", "us-east-1");
  }

  @Test
  void run_missingFile_isNamed(@TempDir Path directory) {
    Path missing = directory.resolve("missing.csv");

    assertThat(run("--users", missing.toString())).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("There is no file " + missing);
  }

  @Test
  void run_directoryInsteadOfFile_isNamed(@TempDir Path directory) {
    assertThat(run("--users", directory.toString())).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains(directory + " cannot be read");
  }

  @Test
  void run_fileInOtherEncoding_isRejected(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latin1.csv");
    Files.writeString(file, "todd,\u00e9clair and tea", StandardCharsets.ISO_8859_1);

    assertThat(run("--users", file.toString())).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains(file + " is not text in UTF-8");
  }

  @Test
  void run_fileWithoutEntries_asksForNames(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("empty.csv"), "username,password\n# none\n");

    assertThat(run("--users", file.toString())).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("Nobody to register");
  }

  private int run(String... args) {
    return Main.run(
        args,
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
