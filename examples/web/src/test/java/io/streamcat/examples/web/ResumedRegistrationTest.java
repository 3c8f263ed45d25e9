package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.emulator.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {"streamcat.failure-policy=resume", "streamcat.recovery.interval=500ms"})
class ResumedRegistrationTest extends SiteTest {

  @Test
  void register_awsFailsUnderResumePolicy_isCompletedInBackground() {
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));
    visitor.sendRegistration("resumed", PASSWORD);

    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");

    Page dashboard = visitor.get("/dashboard");
    assertThat(dashboard.body())
        .contains("Your account is being set up", "2 of 3 ready", "in the background")
        .contains("<meta http-equiv=\"refresh\" content=\"10;url=/dashboard\">");

    emulator.faults().clear();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !visitor.get("/dashboard").body().contains("Your account is being set up"));
    assertThat(visitor.get("/dashboard").body()).contains(":stage/");
  }
}
