package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Tests that the functions are those of examples/lambda and are configured as AWS requires. */
@Guarantee("EXAMPLE-09")
class FunctionsTest {

  private static final Path SOURCES = Path.of("..", "lambda", "src", "main", "java");

  private final Templates templates = Templates.synthesised();
  private final List<Resource> functions = templates.resources("AWS::Lambda::Function");

  @Test
  void handlers_classes_exist() {
    assertThat(functions)
        .hasSize(2)
        .extracting(function -> function.at("/Handler").asText())
        .allSatisfy(
            handler ->
                assertThat(SOURCES.resolve(handler.replace('.', '/') + ".java")).isRegularFile());
  }

  /** The jars of {@link Templates} contain the name of their function. */
  @Test
  void code_eachFunction_isItsOwnJar() throws IOException {
    requireJar("events", "io.streamcat.examples.lambda.events.EventsHandler");
    requireJar("review", "io.streamcat.examples.lambda.review.ReviewHandler");
  }

  private void requireJar(String name, String handler) throws IOException {
    Resource function =
        functions.stream()
            .filter(f -> f.at("/Handler").asText().equals(handler))
            .findFirst()
            .orElseThrow();
    Path jar = Templates.OUTPUT.resolve("asset." + function.at("/Code/S3Key").asText());

    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(name);
    }
  }

  @Test
  void variables_names_areReadByFunctions() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      sources =
          String.join("", files.filter(Files::isRegularFile).map(FunctionsTest::text).toList());
    }

    assertThat(functions)
        .flatExtracting(function -> function.at("/Environment/Variables").properties())
        .extracting(Map.Entry::getKey)
        .filteredOn(name -> name.startsWith("STREAMCAT_"))
        .hasSize(2)
        .allSatisfy(name -> assertThat(sources).contains("\"" + name + "\""));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void functions_runtime_isJava17() {
    templates
        .backend()
        .allResourcesProperties(
            "AWS::Lambda::Function",
            Map.of("Runtime", "java17", "Architectures", List.of("arm64")));
  }

  @Test
  void password_extension_isConfigured() {
    assertThat(templates.resource("AWS::Lambda::Function", "Events").at("/Layers"))
        .singleElement()
        .asString()
        .contains("Fn::FindInMap");
    assertThat(
            Templates.JSON
                .valueToTree(templates.backend().toJSON())
                .at("/Mappings/ParamsandsecretslayerMap/eu-west-1")
                .toString())
        .contains("AWS-Parameters-and-Secrets-Lambda-Extension-Arm64");
  }
}
