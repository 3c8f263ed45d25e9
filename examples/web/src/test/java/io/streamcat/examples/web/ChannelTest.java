package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import org.junit.jupiter.api.Test;

@Guarantee("EXAMPLE-04")
class ChannelTest extends SiteTest {

  @Test
  void page_publicChannel_showsOnlyPlaybackUrl() {
    visitor.register("famous");
    User user = users.findByUsername("famous").orElseThrow();

    Page page = new Visitor(port).get("/channel/famous");

    assertThat(page.body())
        .contains("famous", "Offline", user.channel().playbackUrl())
        .doesNotContain("arn:", user.id().value(), user.channel().ingestEndpoint(), "<video");
    assertThat(page.streamKeys()).isEmpty();
  }

  @Test
  void page_whileLive_showsBroadcast() {
    User user = users.provision(NewUser.of("onair", Visitor.PASSWORD));
    goLive(user);
    ChosenPicture.choose("");

    Page page = visitor.get("/channel/ONAIR");

    assertThat(page.body())
        .contains(">Live<", "the emulator only simulates the broadcast")
        .doesNotContain("<video");
  }

  @Test
  void page_whileLiveWithPicture_playsIt() {
    goLive(person("in-picture"));
    ChosenPicture.choose("http://127.0.0.1:9/in-picture.m3u8");

    Page page = visitor.get("/channel/in-picture");

    assertThat(page.body()).contains("<video", "src=\"http://127.0.0.1:9/in-picture.m3u8\"");
    assertThat(page.header("Content-Security-Policy"))
        .contains("media-src https://*.live-video.net blob: http://127.0.0.1:9;");
    assertThat(signedIn("in-picture").get("/dashboard").body()).contains("<video");

    // The policy is that of the page when it was opened, and the broadcast may begin later.
    person("before-picture");
    assertThat(signedIn("before-picture").get("/dashboard").header("Content-Security-Policy"))
        .contains("blob: http://127.0.0.1:9;");
  }

  @Test
  void page_contentSecurityPolicy_allowsChatOnlyOnChannelPage() {
    person("talkative");
    ChosenPicture.choose("");

    String policy = visitor.get("/channel/talkative").header("Content-Security-Policy");

    assertThat(policy)
        .isEqualTo(
            visitor
                .get("/")
                .header("Content-Security-Policy")
                .replace("img-src 'self';", "img-src 'self' https://recordings.example;")
                .replace(
                    "connect-src 'self';", "connect-src 'self' " + emulator.chatEndpoint() + ";"))
        .contains(" ws://127.0.0.1:");
  }

  @Test
  void page_awsDoesNotRespond_isShown() {
    goLive(users.provision(NewUser.of("unknown-state", Visitor.PASSWORD)));
    emulator.faults().add(FaultRule.error("ListStreams", "InternalServerException").times(0));

    Page page = visitor.get("/channel/unknown-state");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains(">Live<");
  }

  @Test
  void page_unknownOrRemovedUser_isNotFound() {
    visitor.register("has-left");
    users.deprovision(users.findByUsername("has-left").orElseThrow().id());

    assertThat(new Visitor(port).get("/channel/has-left").status()).isEqualTo(404);
    assertThat(new Visitor(port).get("/channel/nobody").status()).isEqualTo(404);
  }
}
