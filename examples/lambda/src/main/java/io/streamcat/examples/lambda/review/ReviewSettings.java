package io.streamcat.examples.lambda.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.exception.Check;
import io.streamcat.moderation.Fallback;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the environment and the list in the package say.
 *
 * @param words what is masked
 * @param allowedHosts where links may lead
 * @param fallback what becomes of a message whose review fails or takes too long
 */
record ReviewSettings(List<String> words, List<String> allowedHosts, Fallback fallback) {

  /** IVS waits 200 ms, of which the rest is for the way to the function and back. */
  static final Duration BUDGET = Duration.ofMillis(150);

  static final String WORDS = "STREAMCAT_MASKED_WORDS";
  static final String HOSTS = "STREAMCAT_ALLOWED_HOSTS";
  static final String FALLBACK = "STREAMCAT_REVIEW_FALLBACK";

  private static final String COMMENT = "#";

  static ReviewSettings of(Map<String, String> environment) throws IOException {
    return new ReviewSettings(
        Stream.concat(packaged().lines(), listed(environment, WORDS))
            .map(String::strip)
            .filter(word -> !word.isEmpty() && !word.startsWith(COMMENT))
            .toList(),
        listed(environment, HOSTS).map(String::strip).filter(host -> !host.isEmpty()).toList(),
        fallback(environment.getOrDefault(FALLBACK, Fallback.ALLOW.name())));
  }

  private static String packaged() throws IOException {
    try (InputStream words = ReviewSettings.class.getResourceAsStream("/words.txt")) {
      return new String(Objects.requireNonNull(words, "words.txt").readAllBytes(), UTF_8);
    }
  }

  private static Stream<String> listed(Map<String, String> environment, String name) {
    return Stream.of(environment.getOrDefault(name, "").split(","));
  }

  private static Fallback fallback(String name) {
    Check.that(
        Stream.of(Fallback.values()).anyMatch(fallback -> fallback.name().equals(name)),
        FALLBACK,
        "ALLOW or DENY",
        "is '" + name + "'");
    return Fallback.valueOf(name);
  }
}
