package io.streamcat.examples.lambda.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.moderation.Fallback;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words come from the package and the environment. */
class ReviewSettingsTest {

  @Test
  void nothingSet_leavesTheWordsOfThePackage_andAwsFallback() throws IOException {
    ReviewSettings settings = ReviewSettings.of(Map.of());

    assertThat(settings.words()).containsExactly("idiot", "free followers");
    assertThat(settings.allowedHosts()).isEmpty();
    assertThat(settings.fallback()).isEqualTo(Fallback.ALLOW);
  }

  @Test
  void lists_areSeparatedByCommas() throws IOException {
    ReviewSettings settings =
        ReviewSettings.of(
            Map.of(
                ReviewSettings.WORDS, "one, two words,,",
                ReviewSettings.HOSTS, " example.com,example.org ",
                ReviewSettings.FALLBACK, "DENY"));

    assertThat(settings.words()).endsWith("one", "two words").hasSize(4);
    assertThat(settings.allowedHosts()).containsExactly("example.com", "example.org");
    assertThat(settings.fallback()).isEqualTo(Fallback.DENY);
  }
}
