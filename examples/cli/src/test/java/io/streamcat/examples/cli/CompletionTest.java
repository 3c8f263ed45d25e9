package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the completion scripts and the manual page with the programs that read them. */
class CompletionTest {

  @TempDir private Path folder;

  private Path printed(String... command) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status =
        Main.run(
            command,
            Map.of(),
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err);
    assertThat(status).isZero();
    return Files.write(folder.resolve("printed"), out.toByteArray());
  }

  private String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static void assumeProgram(String name) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", name)) || Files.isExecutable(Path.of("/bin", name)),
        "needs " + name);
  }

  @Test
  void bash_subcommand_isCompleted() throws Exception {
    assumeProgram("bash");
    Path script = printed("completion", "bash");

    assertThat(completions(script, "streamcat-cli", "rec").lines())
        .contains("recover", "reconcile");
    assertThat(completions(script, "streamcat-cli", "reconcile", "--ou").lines()).contains("--out");
    assertThat(completions(script, "streamcat-cli", "list", "--state", "DEP").lines())
        .contains("DEPROVISIONING");
  }

  private String completions(Path script, String... words) throws Exception {
    String line = String.join(" ", words);
    return output(
        "bash",
        "-c",
        "source '"
            + script
            + "'; COMP_WORDS=("
            + line
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; COMP_LINE='"
            + line
            + "'; COMP_POINT=${#COMP_LINE}; "
            + "$(complete -p streamcat-cli | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); "
            + "printf '%s\\n' \"${COMPREPLY[@]}\"");
  }

  @Test
  void zsh_commandsAndOptions_areCompleted() throws Exception {
    assumeProgram("zsh");
    Path script = printed("completion", "zsh");

    output("zsh", "-n", script.toString());
    assertThat(typed(script, "streamcat-cli backl")).contains("streamcat-cli backlog");
    assertThat(typed(script, "streamcat-cli reconcile --ou"))
        .contains("streamcat-cli reconcile --out");
    assertThat(typed(script, "streamcat-cli list --state DEP"))
        .contains("streamcat-cli list --state DEPROVISIONING");
  }

  /** Types the beginning of a line and a tab into an interactive zsh, and returns its screen. */
  private String typed(Path script, String beginning) throws Exception {
    return output(
        "timeout",
        "60",
        "zsh",
        "-f",
        "-c",
        "zmodload zsh/zpty; zpty shell zsh -f -i; "
            + "zpty -w shell \"unsetopt zle_bracketed_paste; autoload -U +X compinit; compinit -u -D; source '"
            + script
            + "'; PS1=ready-; echo; echo sour''ced\"; "
            + "zpty -r -m shell screen '*sourced*ready-*'; "
            + "zpty -w -n shell '"
            + beginning
            + "'$'\\t'; zpty -w -n shell $'\\x01# \\necho do\\'\\'ne\\n'; "
            + "zpty -r -m shell screen '*done*'; print -r -- $screen; zpty -d shell");
  }

  @Test
  void fish_commandsAndOptions_areCompleted() throws Exception {
    assumeProgram("fish");
    Path script = printed("completion", "fish");

    output("fish", "--no-execute", script.toString());
    assertThat(candidates(script, "streamcat-cli rec")).contains("recover", "reconcile");
    assertThat(candidates(script, "streamcat-cli reconcile --ou")).contains("--out");
    assertThat(candidates(script, "streamcat-cli list --state DEP")).contains("DEPROVISIONING");
  }

  private List<String> candidates(Path script, String line) throws Exception {
    String text =
        output("fish", "--no-config", "-c", "source '" + script + "'; complete -C '" + line + "'");
    return text.lines().map(candidate -> candidate.replaceFirst("\t.*", "")).toList();
  }

  @Test
  void fish_script_namesCommandsAndOptions() throws IOException {
    assertThat(Files.readAllLines(printed("completion", "fish")))
        .contains(
            "complete -c streamcat-cli -f",
            "complete -c streamcat-cli -n __fish_use_subcommand -a list -d 'Lists all users with "
                + "their state and id.'")
        .anyMatch(
            line ->
                line.startsWith(
                    "complete -c streamcat-cli -n '__fish_seen_subcommand_from reconcile' -l out"
                        + " -r -F -d "));
  }

  @Test
  void man_page_isFormattedWithoutWarnings() throws Exception {
    assumeProgram("groff");
    Path page = printed("man");

    String text =
        output("groff", "-man", "-Tascii", "-ww", "-P-c", "-P-b", "-P-u", page.toString());

    assertThat(text)
        .doesNotContain("warning", "${", "%n")
        .contains("NAME", "SYNOPSIS", "reconcile", "--namespace", "STREAMCAT_JDBC_URL", "130");
  }
}
