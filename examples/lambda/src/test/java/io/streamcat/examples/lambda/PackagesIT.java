package io.streamcat.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the packages' contents. */
@Guarantee("EXAMPLE-08")
class PackagesIT {

  private static final int KILO = 1000;

  @Test
  void review_package_isSmall() throws IOException {
    List<String> entries = Packaged.REVIEW.entries();

    assertThat(entries)
        .contains("words.txt")
        .doesNotContain("io/streamcat/event/IvsEvent.class", "rds-ca.pem")
        .noneMatch(entry -> entry.startsWith("software/"))
        .noneMatch(entry -> entry.startsWith("org/postgresql/"));
    assertThat(Files.size(Packaged.REVIEW.jar())).isLessThan(700 * KILO);
  }

  @Test
  void events_package_hasDriverButNoSdk() throws IOException {
    List<String> entries = Packaged.EVENTS.entries();

    assertThat(entries)
        .contains(
            "org/postgresql/Driver.class",
            "META-INF/services/java.sql.Driver",
            "io/streamcat/jdbc/schema/postgresql/V1__create_streamcat_tables.sql",
            "rds-ca.pem")
        .noneMatch(entry -> entry.startsWith("io/streamcat/jdbc/schema/mysql"))
        .doesNotContain("words.txt", "io/streamcat/moderation/MessageReviewer.class")
        .noneMatch(entry -> entry.startsWith("software/"));
    assertThat(Files.size(Packaged.EVENTS.jar())).isLessThan(2_500 * KILO);
  }

  @Test
  void packages_both_containLicences() throws IOException {
    for (Packaged each : Packaged.values()) {
      assertThat(each.entries()).contains("META-INF/LICENSE");
    }
  }
}
