package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.FaultRule;
import io.streamcat.user.User;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BroadcastTest extends SiteTest {

  private static final String END = "/dashboard/broadcast/end";

  @Autowired private ChannelService channels;

  private String keyOf(User user) {
    return channels.get(user.channel().arn()).orElseThrow().streamKey().value().reveal();
  }

  @Test
  void dashboard_liveBroadcast_showsViewers() {
    User user = person("bc-watched");
    Visitor owner = signedIn("bc-watched");
    assertThat(owner.get("/dashboard").body()).contains(">Ready<").doesNotContain(END, "watching");

    goLive(user);

    assertThat(owner.get("/dashboard").body())
        .contains(">Live<", END)
        .containsPattern("since .*, [0-9]+ watching<");
  }

  @Test
  void end_liveBroadcast_stopsItAndChangesKey() {
    User user = person("bc-ending");
    User other = person("bc-other");
    String before = keyOf(user);
    goLive(user);
    goLive(other);
    Visitor owner = signedIn("bc-ending");

    Page question = owner.submit(owner.get("/dashboard"), END, Map.of());
    assertThat(question.body()).contains("End your broadcast?");
    assertThat(channels.isLive(user.channel().arn())).isTrue();
    owner.submit(question, END, Map.of("username", "bc-other"));
    Page dashboard = owner.get("/dashboard");

    assertThat(dashboard.body()).contains("Your broadcast has ended");
    awaitEvents();
    assertThat(owner.get("/dashboard").body()).contains(">Ready<");
    assertThat(channels.isLive(user.channel().arn())).isFalse();
    assertThat(keyOf(user)).isNotEqualTo(before);
    assertThat(channels.isLive(other.channel().arn())).isTrue();
  }

  @Test
  void end_withoutCsrfToken_isForbidden() {
    User user = person("bc-csrf");
    goLive(user);

    assertThat(signedIn("bc-csrf").post(END, Map.of()).status()).isEqualTo(403);
    assertThat(channels.isLive(user.channel().arn())).isTrue();
  }

  @Test
  void end_awsFails_showsMessage() {
    User user = person("bc-outage");
    goLive(user);
    emulator.faults().add(FaultRule.error("DeleteStreamKey", "AccessDeniedException").times(0));

    Page dashboard = submit(signedIn("bc-outage"), END, Map.of("confirmed", "true"));

    assertThat(dashboard.body()).contains("could not be ended yet");
  }
}
