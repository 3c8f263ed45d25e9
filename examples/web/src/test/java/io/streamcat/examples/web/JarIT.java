package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the jar, started with the documented command. */
@Guarantee("EXAMPLE-03")
class JarIT {

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void jar_demoProfile_startsAndLogsWithoutSecrets() throws Exception {
    // The JVM ends before a second compilation pays.
    try (SiteProcess site = new SiteProcess(List.of("-XX:TieredStopAtLevel=1"))) {
      Visitor visitor = new Visitor(site.port());
      Page dashboard = visitor.register("newcomer");
      String key = visitor.submit(dashboard, "/dashboard/stream-key", Map.of()).streamKeys().get(0);
      visitor.submit(visitor.get("/dashboard"), "/dashboard/privacy", Map.of());
      String token = visitor.get("/channel/newcomer").playbackTokens().get(0);
      visitor.logOut();

      assertThat(site.stop())
          .contains("registration begins", "channel CREATED arn:", "registration is complete")
          .contains("user logged in", "user revealed the stream key", "makes the channel private")
          .doesNotContain(key, token, Visitor.PASSWORD, "$argon2id");
    }
  }
}
