package io.streamcat.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The metadata of the properties, which editors show, and their documentation. */
@Guarantee("SPRING-11")
class ConfigurationMetadataTest {

  private static final Path DOCUMENT = Path.of("../docs/reference/properties.md");

  /** The properties whose default is explained in their description. */
  private static final List<String> WITHOUT_DEFAULT =
      List.of(
          "streamcat.aws.access-key-id",
          "streamcat.aws.account",
          "streamcat.aws.endpoint",
          "streamcat.aws.profile",
          "streamcat.aws.proxy",
          "streamcat.aws.region",
          "streamcat.aws.secret-access-key",
          "streamcat.aws.session-token",
          "streamcat.broadcasts.retention",
          "streamcat.emulator.seed",
          "streamcat.emulator.state-file",
          "streamcat.events.http.previous-secret",
          "streamcat.events.http.secret",
          "streamcat.events.sqs.endpoint",
          "streamcat.events.sqs.queue-url",
          "streamcat.jdbc.schema",
          "streamcat.jdbc.stream-keys.current-key",
          "streamcat.jdbc.stream-keys.keys",
          "streamcat.namespace",
          "streamcat.spares.low",
          "streamcat.spares.target");

  private static Map<String, Map<String, Object>> properties() throws IOException {
    try (InputStream in =
        StreamCatProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      Map<String, Object> metadata =
          JsonParserFactory.getJsonParser().parseMap(new String(in.readAllBytes(), UTF_8));
      Map<String, Map<String, Object>> properties = new TreeMap<>();
      for (Object property : (List<?>) metadata.get("properties")) {
        @SuppressWarnings("unchecked")
        Map<String, Object> details = (Map<String, Object>) property;
        properties.put((String) details.get("name"), details);
      }
      return properties;
    }
  }

  @Test
  void everyProperty_isDescribed() throws IOException {
    assertThat(properties())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            (name, details) ->
                assertThat((String) details.get("description")).as(name).endsWith("."));
  }

  @Test
  void everyProperty_hasADefaultOrAnExplanation() throws IOException {
    assertThat(
            properties().values().stream()
                .filter(details -> !details.containsKey("defaultValue"))
                .map(details -> details.get("name")))
        .containsExactlyElementsOf(WITHOUT_DEFAULT);
  }

  /** Prints the table for the document when it fails. */
  @Test
  @Tag("repository")
  void document_containsEveryPropertyWithDefaultAndDescription() throws IOException {
    String table =
        properties().values().stream()
            .map(ConfigurationMetadataTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(DOCUMENT)).contains(table);
  }

  private static String row(Map<String, Object> details) {
    Object value = details.get("defaultValue");
    String shown =
        value instanceof List<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
            : String.valueOf(value);
    return "| `%s` | %s | %s |"
        .formatted(
            details.get("name"),
            value == null ? "" : "`" + shown + "`",
            details.get("description"));
  }
}
