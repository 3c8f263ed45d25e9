package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/** Tests that the outputs of the stacks are those of docs/reference/infrastructure.md. */
class OutputsTest {

  private static final Pattern SECTION = Pattern.compile("(?s)\n## Outputs\n(.*?)\n## ");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|");
  private static final Pattern NAME = Pattern.compile("\\w+");

  @Test
  void outputs_all_areDocumented() throws IOException {
    Templates templates = Templates.synthesised();

    assertThat(
            Stream.of(templates.storage(), templates.backend())
                .flatMap(OutputsTest::outputs)
                // The CDK's own, from one stack to the other.
                .filter(name -> !name.startsWith("Exports")))
        .containsExactlyInAnyOrderElementsOf(documented());
  }

  private static Stream<String> outputs(Template template) {
    return Templates.JSON.valueToTree(template.toJSON()).path("Outputs").properties().stream()
        .map(output -> output.getKey());
  }

  private static List<String> documented() throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "reference", "infrastructure.md"));
    return SECTION
        .matcher(page)
        .results()
        .flatMap(section -> ROW.matcher(section.group(1)).results())
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .map(name -> name.group())
        .toList();
  }
}
