package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.user.User;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Tests of a site without a key to sign playback tokens. */
@TestPropertySource(properties = "site.playback-key.generate=false")
@DirtiesContext
class NoPlaybackKeyTest extends SiteTest {

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
}
