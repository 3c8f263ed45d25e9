package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about exceptions and messages name those of the code. */
class DocumentedFailuresTest {

  private static final Path REFERENCE = ProjectFiles.ROOT.resolve("docs").resolve("reference");
  private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

  /** Two literals of one message, on two lines. */
  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Parts of a message that are too short to be found by chance only. */
  private static final int SHORTEST = 4;

  @Test
  void exceptions_page_hasARowForEachException() throws IOException {
    String page = Files.readString(REFERENCE.resolve("exceptions.md"));

    List<String> exceptions =
        sources()
            .filter(file -> file.getParent().endsWith(Path.of("io", "streamcat", "exception")))
            .map(ProjectFiles::className)
            .filter(name -> name.endsWith("Exception"))
            .toList();
    assertThat(exceptions).isNotEmpty();
    assertThat(exceptions).allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
  }

  @Test
  void troubleshooting_page_quotesMessagesOfTheCode() throws IOException {
    StringBuilder code = new StringBuilder();
    sources().forEach(file -> code.append(ProjectFiles.read(file)));
    String literals = CONCATENATION.matcher(code).replaceAll("");
    List<String> messages =
        MESSAGE
            .matcher(Files.readString(REFERENCE.resolve("troubleshooting.md")))
            .results()
            .map(message -> message.group(1))
            .toList();

    assertThat(messages).isNotEmpty();
    assertThat(messages)
        .flatMap(message -> List.of(message.split("…")))
        .filteredOn(part -> part.length() >= SHORTEST)
        .allSatisfy(part -> assertThat(literals.contains(part)).as(part).isTrue());
  }

  private static Stream<Path> sources() {
    return ProjectFiles.matching(".*/src/main/java/io/streamcat/.*\\.java").stream();
  }
}
