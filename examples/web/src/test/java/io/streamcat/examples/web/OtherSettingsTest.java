package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests of a site without a key to sign playback tokens, which resumes failed registrations. They
 * share it, because a site takes longer to start than a test.
 */
@TestPropertySource(
    properties = {
      "site.playback-key.generate=false",
      "streamcat.failure-policy=resume",
      "streamcat.recovery.interval=500ms"
    })
class OtherSettingsTest extends SiteTest {

  private static final String PRIVACY = "/dashboard/privacy";

  @Test
  void dashboard_withoutPlaybackKey_showsPrivacyUnavailable() {
    person("keyless");
    Visitor owner = signedIn("keyless");
    Page dashboard = owner.get("/dashboard");
    assertThat(dashboard.body())
        .contains("Private channels are not available on this site")
        .doesNotContain(PRIVACY);

    Map<String, String> fields = new HashMap<>(dashboard.hiddenFields("/dashboard/guests"));
    fields.put("closed", "true");
    owner.post(PRIVACY, fields);

    assertThat(owner.get("/dashboard").body()).contains("not available on this site");
    assertThat(users.findByUsername("keyless").orElseThrow().channel().settings().authorized())
        .isFalse();
  }

  @Test
  void privateChannel_withoutPlaybackKey_isHiddenAndCanBecomePublic() {
    User user = person("locked");
    users.changeChannel(user.id(), c -> c.authorized(true), LiveChannelPolicy.WAIT);
    goLive(user);
    Visitor owner = signedIn("locked");

    assertThat(owner.get("/channel/locked").body())
        .contains("not available at the moment")
        .doesNotContain(user.channel().playbackUrl());

    emulator.stopStream(user.channel().arn());
    assertThat(submit(owner, PRIVACY, Map.of()).body()).contains("Your channel is public.");
  }

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
