package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.emulator.FaultRule;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Tests of a site with one thread for registrations, one place to wait, and few per address. */
@Guarantee("EXAMPLE-12")
@DirtiesContext
@TestPropertySource(
    properties = {
      "site.registration.per-address-and-hour=4",
      "spring.task.execution.pool.core-size=1",
      "spring.task.execution.pool.max-size=1",
      "spring.task.execution.pool.queue-capacity=1",
      "streamcat.operation-timeout=30s",
      "streamcat.call-timeout=10s"
    })
class CrowdTest extends SiteTest {

  private static final String DELETE = "/account/delete";

  @Test
  void register_manyAtOnceAndFromOneAddress_areRejected() {
    person("cr-leaver");
    Visitor leaver = signedIn("cr-leaver");
    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofSeconds(9)).times(2));
    assertThat(visitor.sendRegistration("cr-first", PASSWORD).location())
        .isEqualTo("/register/progress");
    Page[] second = new Page[1];
    Thread waiting =
        new Thread(() -> second[0] = new Visitor(port).sendRegistration("cr-second", PASSWORD));
    waiting.start();

    Page third =
        await()
            .atMost(Duration.ofSeconds(5))
            .until(
                () -> new Visitor(port).sendRegistration("cr-third", PASSWORD),
                page -> page.status() == 503);

    assertThat(third.header("Retry-After")).isEqualTo("10");
    assertThat(third.body()).contains("Many people are registering", "value=\"cr-third\"");

    // Registrations wait; the deletion does not.
    leaver.submit(leaver.get(DELETE), DELETE, Map.of("password", PASSWORD));
    await().atMost(Duration.ofSeconds(5)).until(() -> users.findByUsername("cr-leaver").isEmpty());
    assertThat(users.findByUsername("cr-second")).isEmpty();

    Page fifth =
        await()
            .atMost(Duration.ofSeconds(5))
            .until(
                () -> new Visitor(port).sendRegistration("cr-fifth", PASSWORD),
                page -> page.status() == 429);
    assertThat(fifth.header("Retry-After")).isEqualTo("3600");
    assertThat(fifth.body()).contains("Too many accounts were created from your network");
  }
}
