package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/**
 * Tests of the whole templates, so that every change by this project or a new CDK version is
 * noticed. {@code -Dstreamcat.snapshots=renew} updates the snapshots; check the difference before
 * you commit it.
 */
@Guarantee("EXAMPLE-10")
class SnapshotTest {

  private static final Path SNAPSHOTS = Path.of("src", "test", "snapshots");
  private static final Pattern ASSET = Pattern.compile("\\b[0-9a-f]{64}\\b");

  /** The ids of versions of functions, which contain a hash of the packages. */
  private static final Pattern VERSION = Pattern.compile("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}");

  private final Templates templates = Templates.synthesised();

  @Test
  void storage_template_matchesSnapshot() throws IOException {
    check("storage.json", templates.storage());
  }

  @Test
  void backend_template_matchesSnapshot() throws IOException {
    check("backend.json", templates.backend());
  }

  private static void check(String name, Template template) throws IOException {
    Path snapshot = SNAPSHOTS.resolve(name);
    String now = json(template);
    if ("renew".equals(System.getProperty("streamcat.snapshots"))) {
      Files.createDirectories(SNAPSHOTS);
      Files.writeString(snapshot, now);
    }

    assertThat(now)
        .as("%s; if the change is intended, run: mvn test -Dstreamcat.snapshots=renew", snapshot)
        .isEqualTo(Files.readString(snapshot));
  }

  private static String json(Template template) throws JsonProcessingException {
    String json =
        Templates.JSON
            .writer()
            .with(
                SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(template.toJSON());
    String withoutVersions = VERSION.matcher(json).replaceAll("$1VERSION");
    return ASSET.matcher(withoutVersions).replaceAll("ASSET") + "\n";
  }
}
