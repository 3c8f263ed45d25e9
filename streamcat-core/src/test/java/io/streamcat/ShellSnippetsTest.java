package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamcat.testing.CommandCheck;
import io.streamcat.testing.ProjectFiles;
import io.streamcat.testing.ShellSnippets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell commands of the documents name profiles, modules, tests, jars, options and files that
 * exist.
 *
 * <p>Blocks marked {@code sh run} are run by an integration test of the module that has the jars.
 * Blocks with another mark need what the mark names: an AWS account, Docker or a database. All
 * other blocks build or test the project, and are compared with it only.
 */
class ShellSnippetsTest {

  private static final Set<String> MARKS =
      Set.of("", ShellSnippets.RUN, "aws", "docker", "database");
  private static final Pattern FENCE = Pattern.compile("(?m)^```(.*)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern INLINE =
      Pattern.compile("`((?:mvn|\\./dev|java -jar|java -cp) [^`…\n]*)`");

  static Stream<Arguments> commands() throws IOException {
    List<Arguments> commands = new ArrayList<>();
    for (Path page : LinksTest.documents()) {
      String name = ProjectFiles.ROOT.relativize(page).toString();
      for (ShellSnippets.Snippet snippet : ShellSnippets.of(page)) {
        commands.add(arguments(name, snippet.script()));
      }
      String prose = BLOCK.matcher(ProjectFiles.read(page)).replaceAll("");
      INLINE
          .matcher(prose)
          .results()
          .map(MatchResult::group)
          .forEach(command -> commands.add(arguments(name, command.replace("`", ""))));
    }
    return commands.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_ofAnyPage_matchesTheProject(String page, String script) {
    assertThat(CommandCheck.problems(script)).as("%s: %s", page, script).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mvn -Pnone verify",
        "mvn -Pscreenshots -pl examples/cli verify",
        "mvn -pl streamcat-nothing test",
        "mvn -Dtest=NoSuchTest test",
        "mvn -pl streamcat-jdbc -Dtest=LeaseTest test",
        "mvn -Dstreamcat.nothing=1 verify",
        "mvn verfy",
        "mvn sportless:apply",
        "./dev tset LeaseTest",
        "./dev test NoSuchTest",
        "java -jar streamcat-emulator/target/emulator.jar",
        "java -jar streamcat-nothing/target/streamcat-nothing.jar",
        "java -jar streamcat-emulator/target/streamcat-emulator-standalone.jar --port 1",
        "java -XX:+ExitOnOutOfMemoryError"
            + " -jar streamcat-emulator/target/streamcat-emulator-standalone.jar --prot 1",
        "java -jar examples/cli/target/streamcat-cli.jar migrat",
        "java -cp examples/features/target/streamcat-features.jar io.streamcat.NoSuchProgram",
        "java -jar examples/cli/target/streamcat-cli.jar provision --users examples/none.csv",
        "export STREAMCAT_NOTHING=1",
        "cd examples/nothing",
        "git diff examples/nothing/src",
        "streamcat-cli list"
      })
  void command_thatDoesNotMatch_isReported(String script) {
    assertThat(CommandCheck.problems(script)).isNotEmpty();
  }

  @Test
  void block_ofAnyPage_hasALanguageAndAKnownMark() throws IOException {
    List<String> bad = new ArrayList<>();
    for (Path page : LinksTest.documents()) {
      List<String> fences =
          FENCE.matcher(ProjectFiles.read(page)).results().map(fence -> fence.group(1)).toList();
      for (int i = 0; i < fences.size(); i += 2) {
        String[] words = fences.get(i).split(" ", 2);
        boolean isShell = words[0].matches("sh|bash|shell|console");
        if (words[0].isEmpty()
            || (isShell
                && !(words[0].equals("sh") && MARKS.contains(words.length == 1 ? "" : words[1])))) {
          bad.add(ProjectFiles.ROOT.relativize(page) + ": ```" + fences.get(i));
        }
      }
    }

    assertThat(bad).isEmpty();
  }

  @Test
  void page_withCommandsToRun_isRunByAnIntegrationTest() throws IOException {
    List<String> tests =
        ProjectFiles.matching(".*/src/test/java/.*IT\\.java").stream()
            .map(ProjectFiles::read)
            .toList();
    List<String> pages = new ArrayList<>();
    for (Path page : LinksTest.documents()) {
      if (ShellSnippets.of(page).stream().anyMatch(s -> s.mark().equals(ShellSnippets.RUN))) {
        pages.add(ProjectFiles.ROOT.relativize(page).toString());
      }
    }

    assertThat(pages)
        .isNotEmpty()
        .allSatisfy(page -> assertThat(tests).anyMatch(test -> test.contains('"' + page + '"')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "false | cat", "echo something else", "no-such-program"})
  void run_commandThatFailsOrPrintsOtherText_isReported(
      String command, @TempDir Path root, @TempDir Path folder) throws IOException {
    String page = "```sh run\n" + command + "\n```\n\n```text\nthe … output\n```\n";
    Files.writeString(root.resolve("page.md"), page);

    assertThatThrownBy(() -> ShellSnippets.run(root, "page.md", folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(command);
  }

  @Test
  void run_commandThatPrintsTheText_isCounted(@TempDir Path root, @TempDir Path folder)
      throws Exception {
    String page = "```sh run\necho the right output\n```\n\n```text\nthe … output\n```\n";
    Files.writeString(root.resolve("page.md"), page);

    assertThat(ShellSnippets.run(root, "page.md", folder)).isEqualTo(1);
  }
}
