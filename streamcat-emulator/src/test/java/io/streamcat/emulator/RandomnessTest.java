package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The uses of random numbers and of the system's time, which must come from the seed and the clock.
 * {@link ReproducibleIT} compares the answers of a few operations; this test covers all of them.
 * The console's feed has an id of its own, which no API shows.
 */
@Guarantee("EMU-06")
class RandomnessTest {

  /** The sources that differ between two runs, by their names in class files. */
  private static final Set<String> SOURCES =
      Set.of(
          "java/security/SecureRandom",
          "java/security/KeyPairGenerator",
          "java/util/Random",
          "randomUUID",
          "java/util/SplittableRandom",
          "java/util/random/",
          "java/util/concurrent/ThreadLocalRandom",
          "currentTimeMillis",
          "systemUTC",
          "systemDefaultZone");

  @Test
  void sources_eachClass_areTheKnownOnesWithASeed() throws Exception {
    Path root = Path.of(IvsEmulator.class.getResource("IvsEmulator.class").toURI()).getParent();
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.toString().contains("test-classes"))
          .forEach(
              file -> {
                String content = content(file);
                String name = file.getFileName().toString().replaceAll("(\\$.*)?\\.class", "");
                SOURCES.stream()
                    .filter(content::contains)
                    .forEach(s -> found.computeIfAbsent(name, n -> new TreeSet<>()).add(s));
              });
    }

    assertThat(found)
        .isEqualTo(
            Map.of(
                "EventFate", Set.of("java/util/Random"),
                "FaultInjector", Set.of("java/util/Random"),
                "IvsEmulatorBuilder", Set.of("systemUTC"),
                "Jwt", Set.of("java/security/SecureRandom"),
                "Options", Set.of("java/util/SplittableRandom"),
                "P384", Set.of("java/security/KeyPairGenerator", "java/security/SecureRandom"),
                "RequestIds", Set.of("java/util/Random"),
                "TokenSigner", Set.of("java/security/SecureRandom")));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
