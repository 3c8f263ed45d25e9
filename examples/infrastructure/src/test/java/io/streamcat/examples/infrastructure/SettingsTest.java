package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Tests of the settings; messages name the key. */
class SettingsTest {

  private static final Path ENVIRONMENTS = Path.of("environments");

  @TempDir private Path directory;
  private final Map<String, Object> context = new HashMap<>();
  private final ObjectNode file = Templates.environment("test");

  @BeforeEach
  void makeJars() throws IOException {
    // Also skips these tests without Node.js, which reads the context.
    Templates.synthesised();
    for (String jar : List.of("events-jar", "review-jar")) {
      context.put(jar, Files.createFile(directory.resolve(jar)).toString());
    }
  }

  private App app() {
    return new App(AppProps.builder().context(context).build());
  }

  private Settings settings() {
    return SettingsReader.of(app().getNode(), "test", file).settings();
  }

  private void assertRejected(String key, Object value, String message) {
    ObjectNode changed = file.deepCopy();
    changed.set(key, Templates.JSON.valueToTree(value));

    assertThatIllegalArgumentException()
        .as(key)
        .isThrownBy(() -> SettingsReader.of(app().getNode(), "test", changed).settings())
        .withMessageContaining(message);
  }

  @Test
  void environment_notNamed_hasNoDefault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingsReader.of(app().getNode(), ENVIRONMENTS))
        .withMessageContaining("-c environment=NAME");
    context.put("environment", "none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingsReader.of(app().getNode(), ENVIRONMENTS))
        .withMessageContaining("none.json");
    context.put("environment", "test");
    assertThat(SettingsReader.of(app().getNode(), ENVIRONMENTS).settings().environment())
        .isEqualTo("test");
  }

  @Test
  void values_invalid_areRejectedByName() {
    assertRejected("account", "1", "account");
    assertRejected("region", "eu-north-1", "region must be one of IVS's");
    assertRejected("zones", List.of("eu-west-1a"), "zones");
    assertRejected("zones", List.of("eu-west-1a", "eu-west-1a"), "zones");
    assertRejected("zones", List.of("eu-west-1a", "us-east-1a"), "zones must be of eu-west-1");
    assertRejected("network", "10.0.0.0/24", "network");
    assertRejected("namespace", "a b", "namespace");
    assertRejected("protected", "yes", "protected must be true or false");
    assertRejected("recordings-key", "none.pem", "recordings-key does not exist");
    assertRejected("recording-days", 0, "recording-days");
    assertRejected("review-concurrency", 0, "review-concurrency");
    assertRejected("quotas", Map.of(), "channels must be a whole number");
    assertRejected("serving-roles", "site", "serving-roles must be a list");
  }

  @Test
  void regions_all_areThoseOfIvs() {
    for (String region : Settings.REGIONS) {
      file.put("region", region);
      file.set("zones", Templates.JSON.valueToTree(List.of(region + "a", region + "b")));

      assertThat(settings().site().region()).isEqualTo(region);
    }
  }

  @Test
  void protection_ends_withTheNameOfTheEnvironmentOnly() {
    file.put("protected", true);
    assertThat(settings().isProtected()).isTrue();

    context.put("unprotect", "test");
    assertThat(settings().isProtected()).isFalse();

    context.put("unprotect", "production");
    assertThatIllegalArgumentException()
        .isThrownBy(this::settings)
        .withMessageContaining("unprotect must repeat the name of the environment, test");
  }

  @Test
  void jar_notBuilt_isRejectedWithInstructions() {
    context.put("events-jar", directory.resolve("none.jar").toString());

    assertThatIllegalArgumentException()
        .isThrownBy(this::settings)
        .withMessageContaining("events-jar")
        .withMessageContaining("mvn package");
  }

  @Test
  void cdkJson_app_startsMainClass() {
    assertThat(Templates.cdkJson().get("app").asText())
        .endsWith(" " + InfrastructureApp.class.getName());
    assertThat(Templates.cdkJson().at("/context/environment").isMissingNode()).isTrue();
  }
}
