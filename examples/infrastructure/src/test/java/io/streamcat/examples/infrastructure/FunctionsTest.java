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
  private final List<Resource> functions =
      templates.resources("AWS::Lambda::Function").stream()
          .filter(function -> function.at("/Runtime").asText().startsWith("java"))
          .toList();

  @Test
  void handlers_classes_exist() {
    assertThat(functions)
        .hasSize(4)
        .extracting(function -> function.at("/Handler").asText())
        .allSatisfy(
            handler ->
                assertThat(SOURCES.resolve(handler.replace('.', '/') + ".java")).isRegularFile());
  }

  /** The jars of {@link Templates} contain the name of their function. */
  @Test
  void code_eachFunction_isItsOwnJar() throws IOException {
    requireJar("events", "io.streamcat.examples.lambda.events.EventsHandler");
    requireJar("events", "io.streamcat.examples.lambda.events.MigrationHandler");
    requireJar("events", "io.streamcat.examples.lambda.events.UsageHandler");
    requireJar("review", "io.streamcat.examples.lambda.review.ReviewHandler");
  }

  private void requireJar(String name, String handler) throws IOException {
    Resource function =
        functions.stream()
            .filter(f -> f.at("/Handler").asText().equals(handler))
            .findFirst()
            .orElseThrow();
    Path jar =
        Templates.OUTPUT
            .resolve("production")
            .resolve("asset." + function.at("/Code/S3Key").asText());

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
        .contains("STREAMCAT_DB_AUTHENTICATION", "STREAMCAT_EVENTS")
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
  void functions_all_runOnAmazonLinux2023WithTraces() {
    assertThat(functions)
        .allSatisfy(
            function -> {
              assertThat(function.at("/Runtime").asText()).isEqualTo("java21");
              assertThat(function.at("/Architectures/0").asText()).isEqualTo("arm64");
              assertThat(function.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
              assertThat(function.at("/FunctionName").asText()).startsWith("streamcat-production-");
            });
  }

  /** Rooms store the ARN of the alias, and a replaced stack must not change it. */
  @Test
  void review_alias_isFixedAndHasSnapshots() {
    Resource review = templates.resource("AWS::Lambda::Function", "ChatReview");
    Resource alias = templates.resource("AWS::Lambda::Alias", "ChatReview");

    assertThat(review.at("/FunctionName").asText()).isEqualTo("streamcat-production-review");
    assertThat(review.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    assertThat(review.at("/ReservedConcurrentExecutions").asInt()).isEqualTo(50);
    assertThat(alias.at("/Name").asText()).isEqualTo("live");
    assertThat(
            Resource.text(
                Templates.JSON
                    .valueToTree(templates.backend().toJSON())
                    .at("/Outputs/ReviewFunction/Value")))
        .isEqualTo("${" + alias.id() + "}");
  }

  @Test
  void functions_ofTheDatabase_logInWithTokens() {
    assertThat(functions)
        .filteredOn(
            function -> function.at("/Environment/Variables").has("STREAMCAT_DB_AUTHENTICATION"))
        .hasSize(2)
        .allSatisfy(
            function -> {
              assertThat(function.at("/Environment/Variables/STREAMCAT_DB_AUTHENTICATION").asText())
                  .isEqualTo("iam");
              assertThat(function.at("/Environment/Variables/STREAMCAT_DB_USER").asText())
                  .isEqualTo("streamcat_events");
            });
    templates
        .storage()
        .hasResourceProperties(
            "AWS::RDS::DBInstance", Map.of("EnableIAMDatabaseAuthentication", true));
  }
}
