package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages, names and reasons come from other users, so no text may be parsed as markup. */
@Guarantee("EXAMPLE-04")
class MarkupTest {

  private static final Path RESOURCES = Path.of("src", "main", "resources");

  /** The ways in which a script parses text as markup or as a program. */
  private static final Pattern PARSES =
      Pattern.compile(
          "(?i)(inner|outer)HTML['\"\\]\\s]*[-+?|&]*=(?!=)|insertAdjacentHTML"
              + "|createContextualFragment|DOMParser|document\\.write|setHTML|srcdoc"
              + "|\\beval\\b|new Function");

  private static List<String> lines(String folder, String ending, Pattern pattern)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
      assertThat(sources).hasSizeGreaterThanOrEqualTo(3);
      for (Path source : sources) {
        try (Stream<String> lines = Files.lines(source)) {
          lines
              .filter(line -> pattern.matcher(line).find())
              .forEach(line -> found.add(source.getFileName() + ": " + line.strip()));
        }
      }
    }
    return found;
  }

  /** An update shows a page of the server, which has escaped all text. */
  @Test
  void scripts_parsedMarkup_isThatOfTheServersPagesOnly() throws IOException {
    assertThat(lines("static/js", ".js", PARSES))
        .containsExactly(
            "site.js: part.innerHTML = fresh.innerHTML;",
            "site.js: const page = new DOMParser().parseFromString(await response.text(),"
                + " 'text/html');");
  }

  @Test
  void templates_insertedText_isEscaped() throws IOException {
    assertThat(lines("templates", ".html", Pattern.compile("th:utext|\\[\\(|th:inline"))).isEmpty();
  }
}
