package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of guarantees names the tests that are annotated with each of them. With {@code
 * -Dstreamcat.guarantees.write=true} its column of tests is written anew.
 */
class GuaranteesTest {

  private static final Path TABLE =
      ProjectFiles.ROOT.resolve("docs").resolve("explanation").resolve("guarantees.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z]+-\\d\\d) \\| (.+?) \\| ([^|]*) \\|$", Pattern.MULTILINE);

  private static final Pattern ANNOTATION =
      Pattern.compile("^@Guarantee\\((.*?)\\)\\n", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern ID = Pattern.compile("\"([A-Z]+-\\d\\d)\"");

  @Test
  void guarantee_isCheckedByTests_andEachTestNamesGuaranteesThatExist() throws IOException {
    Map<String, Set<String>> annotated = annotatedTests();
    String table = Files.readString(TABLE);
    if (Boolean.getBoolean("streamcat.guarantees.write")) {
      table = written(table, annotated);
      Files.writeString(TABLE, table);
    }
    Map<String, String> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      assertThat(rows).as("ids are used once").doesNotContainKey(row.group(1));
      rows.put(row.group(1), row.group(3));
    }

    assertThat(annotated.keySet()).containsExactlyInAnyOrderElementsOf(rows.keySet());
    rows.forEach(
        (id, tests) ->
            assertThat(tests).as("tests of %s", id).isEqualTo(column(annotated.get(id))));
  }

  private static String written(String table, Map<String, Set<String>> annotated) {
    return ROW.matcher(table)
        .replaceAll(
            row ->
                Matcher.quoteReplacement(
                    "| %s | %s | %s |"
                        .formatted(
                            row.group(1),
                            row.group(2),
                            column(annotated.getOrDefault(row.group(1), Set.of())))));
  }

  private static String column(Set<String> tests) {
    return tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "));
  }

  private static Map<String, Set<String>> annotatedTests() {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Path file : ProjectFiles.matching(".*/src/test/java/.*\\.java")) {
      Matcher annotation = ANNOTATION.matcher(ProjectFiles.read(file));
      while (annotation.find()) {
        ID.matcher(annotation.group(1))
            .results()
            .forEach(
                id ->
                    tests
                        .computeIfAbsent(id.group(1), i -> new TreeSet<>())
                        .add(ProjectFiles.className(file)));
      }
    }
    return tests;
  }
}
