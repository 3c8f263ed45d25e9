package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path directory;
  private Path jar;

  @BeforeEach
  void makeJar() throws Exception {
    jar = Files.createFile(directory.resolve("function.jar"));
  }

  private Settings settings(String environment, Path eventsJar, int concurrentStreams) {
    return new Settings(environment, eventsJar, jar, Optional.empty(), concurrentStreams, 15_000);
  }

  @Test
  void environment_invalidForStackName_isRejected() {
    assertThat(settings("eu-test", jar, 100).environment()).isEqualTo("eu-test");
    for (String bad : new String[] {"", "Test", "-test", "a b", "a".repeat(33)}) {
      assertThatThrownBy(() -> settings(bad, jar, 100))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("environment");
    }
  }

  @Test
  void jar_notBuilt_isRejectedWithInstructions() {
    assertThatThrownBy(() -> settings("test", directory.resolve("none.jar"), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("events-jar")
        .hasMessageContaining("mvn package");
  }

  @Test
  void quota_zero_isRejected() {
    assertThatThrownBy(() -> settings("test", jar, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("concurrent-streams");
  }

  @Test
  void cdkJson_app_startsMainClass() {
    assertThat(Templates.cdkJson().get("app").asText())
        .endsWith(" " + InfrastructureApp.class.getName());
  }
}
