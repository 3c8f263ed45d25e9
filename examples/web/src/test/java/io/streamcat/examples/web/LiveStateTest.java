package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.emulator.Incident;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Guarantee("EXAMPLE-05")
class LiveStateTest extends SiteTest {

  private static final String START = "/dashboard/rehearsal/start";
  private static final String STOP = "/dashboard/rehearsal/stop";

  private static String link(String username) {
    return "href=\"/channel/" + username + "\"";
  }

  /** Waits for the home page, which is cached for a second, to list a user or not. */
  private String awaitHome(String username, boolean listed) {
    return await()
        .until(() -> visitor.get("/").body(), page -> page.contains(link(username)) == listed);
  }

  @Test
  void homePage_broadcast_isListedUntilItsEnd() {
    User user = person("live-listed");
    assertThat(visitor.get("/").body()).doesNotContain(link("live-listed"));

    goLive(user);

    String page = awaitHome("live-listed", true);
    assertThat(page)
        .containsPattern(
            "since <time data-format=\"time\" datetime=\"[^\"]+\">\\d\\d:\\d\\d UTC</time>, 0 watching");
    emulator.stopStream(user.channel().arn());
    awaitEvents();
    awaitHome("live-listed", false);
  }

  @Test
  void homePage_privateChannel_isNotListed() {
    User closed = person("live-private");
    User open = person("live-public");
    submit(signedIn("live-private"), "/dashboard/privacy", Map.of());

    goLive(closed);
    goLive(open);

    assertThat(awaitHome("live-public", true)).doesNotContain(link("live-private"));
  }

  @Test
  void pages_withoutScript_doNotReload() {
    person("live-looking");

    for (String path : new String[] {"/", "/channel/live-looking"}) {
      assertThat(visitor.get(path).body())
          .contains("data-live=\"3000\"", "data-live-url=\"" + path + "\"")
          .doesNotContain("http-equiv");
    }
  }

  @Test
  void pastBroadcasts_failure_showsDetailsToOwnerOnly() {
    User user = person("past-owner");
    Instant start = Instant.parse("2026-11-25T20:15:00Z");
    String state = "IVS Stream State Change";
    heard(user, state, "st-1", start, "\"event_name\": \"Stream Start\"");
    heard(
        user,
        state,
        "st-1",
        start.plus(75, ChronoUnit.MINUTES),
        "\"event_name\": \"Stream Failure\", \"reason\": \"No capacity <b>left</b>.\"");
    recorded(user, "st-1", start.plus(80, ChronoUnit.MINUTES), "ivs/v1/past");

    String own = signedIn("past-owner").get("/dashboard").body();
    Page channel = visitor.get("/channel/past-owner");
    String others = channel.body();

    assertThat(own)
        .contains("25 Nov 2026, 20:15 UTC", "1 h 15 min", ">Failed<", ">Recorded<")
        .contains("No capacity &lt;b&gt;left&lt;/b&gt;.", "s3://tapes/ivs/v1/past");
    assertThat(others)
        .contains("25 Nov 2026, 20:15 UTC", "1 h 15 min", ">Failed<", ">Recorded<")
        .contains("https://recordings.example/ivs/v1/past/media/thumbnails/thumb0.jpg")
        .doesNotContain("No capacity", "tapes");
    assertThat(channel.header("Content-Security-Policy"))
        .contains("img-src 'self' https://recordings.example;");
  }

  @Test
  void pastBroadcasts_privateChannel_areShownOnlyToAdmittedViewers() {
    User user = person("past-private");
    Visitor owner = signedIn("past-private");
    goLive(user);
    emulator.stopStream(user.channel().arn());
    awaitEvents();
    submit(owner, "/dashboard/privacy", Map.of());

    assertThat(owner.get("/channel/past-private").body()).contains("less than a minute");
    assertThat(visitor.get("/channel/past-private").body())
        .doesNotContain("Past broadcasts", "less than a minute");
  }

  @Test
  void pastBroadcasts_streamFailure_isShown() {
    User user = person("past-failed");
    goLive(user);
    emulator.report(Incident.of("Stream Failure", user.channel().arn()).reason("No capacity."));
    awaitEvents();

    assertThat(signedIn("past-failed").get("/dashboard").body())
        .contains(">Ready<", ">Failed<", "No capacity.");
  }

  // ---- Simulated encoder

  @Test
  void emulatedEncoder_startAndStop_affectsOwnChannelOnly() {
    User user = person("reh-owner");
    User other = person("reh-other");
    Visitor owner = signedIn("reh-owner");

    Page live = submit(owner, START, Map.of("username", "reh-other"));

    assertThat(live.body()).contains(">Live<", STOP).doesNotContain(START);
    assertThat(broadcasts.live(user.channel().arn())).isPresent();
    assertThat(broadcasts.live(other.channel().arn())).isEmpty();

    assertThat(submit(owner, STOP, Map.of()).body())
        .contains(">Ready<", START, "less than a minute");
    assertThat(broadcasts.live(user.channel().arn())).isEmpty();
  }

  @Test
  void emulatedEncoder_withoutLoginOrCsrfToken_isRejected() {
    User user = person("reh-csrf");

    assertThat(signedIn("reh-csrf").post(START, Map.of()).status()).isEqualTo(403);
    assertThat(visitor.get(START).location()).isEqualTo("/login");
    assertThat(broadcasts.live(user.channel().arn())).isEmpty();
  }
}
