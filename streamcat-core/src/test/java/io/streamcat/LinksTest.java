package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every relative link and anchor of the documents leads to a file and to a heading. */
class LinksTest {

  private static final Path ROOT = ProjectFiles.ROOT;
  private static final Pattern FENCE =
      Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
  private static final Pattern TEST_CLASS =
      Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract|Matrix|Check|State))`");

  static List<Path> documents() throws IOException {
    try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, pages)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void link_relative_leadsToAFileAndAHeading(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String target : links(document)) {
      int hash = target.indexOf('#');
      String path = hash < 0 ? target : target.substring(0, hash);
      Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
      boolean found =
          Files.exists(file)
              && (hash < 0 || anchors(Files.readString(file)).contains(target.substring(hash + 1)));
      if (!found) {
        broken.add(target);
      }
    }

    assertThat(broken).as("broken links in %s", ROOT.relativize(document)).isEmpty();
  }

  @Test
  void page_ofTheDocumentation_isLinkedFromItsIndex() throws IOException {
    Path index = ROOT.resolve("docs").resolve("README.md");
    Set<Path> linked = new HashSet<>(Set.of(index));
    for (String target : links(index)) {
      linked.add(index.resolveSibling(target.replaceAll("#.*", "")).normalize());
    }

    assertThat(documents().stream().filter(page -> page.startsWith(ROOT.resolve("docs"))))
        .isNotEmpty()
        .allMatch(linked::contains);
  }

  @Test
  void guarantee_namesTestsThatExist() throws IOException {
    Path guarantees = ROOT.resolve("docs").resolve("explanation").resolve("guarantees.md");
    Set<String> named = new TreeSet<>(matches(TEST_CLASS, Files.readString(guarantees)));

    assertThat(named)
        .hasSizeGreaterThan(100)
        .isSubsetOf(
            ProjectFiles.matching(".*/src/test/java/.*\\.java").stream()
                .map(ProjectFiles::className)
                .toList());
  }

  private static List<String> links(Path document) throws IOException {
    return matches(LINK, prose(Files.readString(document))).stream()
        .filter(target -> !target.matches("(https?|mailto):.*"))
        .toList();
  }

  private static String prose(String markdown) {
    return CODE.matcher(FENCE.matcher(markdown).replaceAll("")).replaceAll("");
  }

  /** The anchors that GitHub makes of the headings. */
  private static Collection<String> anchors(String markdown) {
    Map<String, Integer> used = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (String heading : matches(HEADING, FENCE.matcher(markdown).replaceAll(""))) {
      String anchor =
          heading
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = used.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
