package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.operations.UserChannels;
import io.streamcat.user.User;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A site that was given no key to sign playback tokens with. */
@TestPropertySource(properties = "site.playback-key.generate=false")
@DirtiesContext
class NoPlaybackKeyTest extends SiteTest {

  private static final String PRIVACY = "/dashboard/privacy";

  @Autowired private UserChannels channels;

  @Test
  void privateChannels_areNotAvailable_andTheDashboardSaysWhy() {
    person("keyless");
    Visitor owner = signedIn("keyless");
    Page dashboard = owner.get("/dashboard");
    assertThat(dashboard.body())
        .contains("this site has no key to sign playback tokens with")
        .doesNotContain(PRIVACY);

    Map<String, String> fields = new HashMap<>(dashboard.hiddenFields("/dashboard/guests"));
    fields.put("closed", "true");
    owner.post(PRIVACY, fields);

    assertThat(owner.get("/dashboard").body()).contains("not available on this site");
    assertThat(users.findByUsername("keyless").orElseThrow().channel().settings().authorized())
        .isFalse();
  }

  @Test
  void channelThatIsPrivateAlready_canBeMadePublic_andIsHiddenUntilThen() {
    User user = person("locked");
    channels.changePrivacy(user.id(), true, LiveChannelPolicy.WAIT);
    goLive(user);
    Visitor owner = signedIn("locked");

    assertThat(owner.get("/channel/locked").body())
        .contains("cannot be watched just now")
        .doesNotContain(user.channel().playbackUrl());

    emulator.stopStream(user.channel().arn());
    assertThat(submit(owner, PRIVACY, Map.of()).body()).contains("Your channel is public.");
  }
}
