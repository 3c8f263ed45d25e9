package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("EXAMPLE-05")
class PrivateChannelTest extends SiteTest {

  private static final String PRIVACY = "/dashboard/privacy";
  private static final String INVITE = "/dashboard/guests";
  private static final String REMOVE = "/dashboard/guests/remove";
  private static final String TOKEN = "?token=";
  private static final String VALID = "{\"valid\":true,\"reasons\":[]}";

  /** Returns a logged-in user whose channel is private. */
  private Visitor withPrivateChannel(String username) {
    person(username);
    Visitor owner = signedIn(username);
    submit(owner, PRIVACY, Map.of());
    return owner;
  }

  /** Returns the playback tokens on a user's channel page. */
  private static List<String> tokens(Visitor someone, String owner) {
    return someone.get("/channel/" + owner).playbackTokens();
  }

  private static Page askForToken(Visitor someone, String owner) {
    Page page = someone.get("/channel/" + owner);
    Map<String, String> fields =
        new HashMap<>(page.hiddenFields("/channel/" + owner + "/chat-token"));
    return someone.post("/channel/" + owner + "/playback-token", fields);
  }

  /** Returns the emulator's verdict on a token, over plain HTTP. */
  private String verdict(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint().resolve("/_streamcat/tokens/verify"))
            .POST(BodyPublishers.ofString("{\"token\": \"" + token + "\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private boolean isPrivate(String username) {
    return users.findByUsername(username).orElseThrow().channel().settings().authorized();
  }

  private List<Map<String, Object>> revocations(User viewer) {
    return emulator.requests().stream()
        .filter(request -> request.operation().equals("StartViewerSessionRevocation"))
        .map(RecordedRequest::input)
        .filter(input -> viewer.id().value().equals(input.get("viewerId")))
        .toList();
  }

  // ---- The owner's choice

  @Test
  void privacy_changedTwice_isPrivateThenPublic() {
    User owner = person("pv-owner");
    Visitor boss = signedIn("pv-owner");

    Page closed = submit(boss, PRIVACY, Map.of());

    assertThat(closed.body())
        .contains("Your channel is private.", "Make public")
        .doesNotContain(owner.channel().playbackUrl());
    assertThat(isPrivate("pv-owner")).isTrue();

    Page open = submit(boss, PRIVACY, Map.of());

    assertThat(open.body())
        .contains("Your channel is public.", "Make private", owner.channel().playbackUrl());
    assertThat(isPrivate("pv-owner")).isFalse();
    assertThat(visitor.get("/channel/pv-owner").body())
        .contains(owner.channel().playbackUrl())
        .doesNotContain(TOKEN);
  }

  @Test
  void privacy_whileLive_changesAfterBroadcast() {
    User owner = person("pv-live");
    Visitor boss = signedIn("pv-live");
    goLive(owner);

    Page waiting = submit(boss, PRIVACY, Map.of());

    assertThat(waiting.body())
        .contains("Your channel becomes private when your broadcast has ended.", "Keep public");
    assertThat(boss.get("/dashboard").body())
        .contains("It becomes private when your broadcast has ended.");
    assertThat(visitor.get("/channel/pv-live").body()).contains(">Live<");

    emulator.stopStream(owner.channel().arn());
    awaitEvents();
    finish("pv-live");

    assertThat(isPrivate("pv-live")).isTrue();
    assertThat(boss.get("/dashboard").body()).contains("Make public").doesNotContain("It becomes");
    assertThat(visitor.get("/channel/pv-live").body())
        .doesNotContain(owner.channel().playbackUrl());
  }

  @Test
  void privacy_changeWithdrawnWhileLive_staysPublic() {
    User owner = person("pv-better");
    Visitor boss = signedIn("pv-better");
    goLive(owner);
    submit(boss, PRIVACY, Map.of());

    Page dashboard = submit(boss, PRIVACY, Map.of());

    assertThat(dashboard.body()).contains("Make private").doesNotContain("It becomes");
    emulator.stopStream(owner.channel().arn());
    finish("pv-better");
    assertThat(isPrivate("pv-better")).isFalse();
  }

  @Test
  void privacy_otherUserOrNoCsrfToken_isRejected() {
    person("pv-victim");
    person("pv-mallory");
    Visitor mallory = signedIn("pv-mallory");

    submit(mallory, PRIVACY, Map.of("username", "pv-victim"));

    assertThat(isPrivate("pv-victim")).isFalse();
    assertThat(isPrivate("pv-mallory")).isTrue();
    assertThat(signedIn("pv-victim").post(PRIVACY, Map.of("closed", "true")).status())
        .isEqualTo(403);
    assertThat(mallory.post("/channel/pv-mallory/playback-token", Map.of()).status())
        .isEqualTo(403);
  }

  @Test
  void privacy_awsFails_showsMessageAndIsCompletedByRecovery() {
    person("pv-outage");
    Visitor boss = signedIn("pv-outage");
    emulator.faults().add(FaultRule.error("UpdateChannel", "InternalServerException").times(0));

    assertThat(submit(boss, PRIVACY, Map.of()).body()).contains("could not be made private yet");

    emulator.faults().clear();
    finish("pv-outage");
    assertThat(isPrivate("pv-outage")).isTrue();
  }

  // ---- Access

  @Test
  void page_ownerAndGuests_haveTokensOfTheirOwn() throws Exception {
    Visitor boss = withPrivateChannel("pv-host");
    person("pv-friend");
    submit(boss, INVITE, Map.of("username", "pv-friend"));
    User host = users.findByUsername("pv-host").orElseThrow();
    goLive(host);

    Page page = signedIn("pv-friend").get("/channel/pv-host");

    assertThat(page.body()).contains(">Private<", ">Live<", host.channel().playbackUrl() + TOKEN);
    assertThat(page.header("Cache-Control")).contains("no-store");
    String ofTheGuest = page.playbackTokens().get(0);
    String ofTheOwner = tokens(boss, "pv-host").get(0);
    assertThat(verdict(ofTheGuest)).isEqualTo(VALID);
    assertThat(verdict(ofTheOwner)).isEqualTo(VALID);
    assertThat(ofTheGuest).isNotEqualTo(ofTheOwner);
  }

  @Test
  void playbackToken_admittedViewer_isFresh() throws Exception {
    Visitor boss = withPrivateChannel("pv-player");

    Page answer = askForToken(boss, "pv-player");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.body()).contains("\"startBy\":");
    assertThat(verdict(answer.playbackTokens().get(0))).isEqualTo(VALID);
  }

  @Test
  void playbackToken_publicChannel_isAddressWithoutToken() {
    User owner = person("pv-open");

    assertThat(askForToken(signedIn("pv-open"), "pv-open").body())
        .isEqualTo("{\"url\":\"" + owner.channel().playbackUrl() + "\",\"startBy\":null}");
  }

  @Test
  void page_otherVisitors_showsOnlyThatChannelIsPrivate() {
    withPrivateChannel("pv-closed");
    User owner = users.findByUsername("pv-closed").orElseThrow();
    person("pv-stranger");
    goLive(owner);
    Visitor stranger = signedIn("pv-stranger");

    for (Visitor someone : List.of(stranger, visitor)) {
      assertThat(someone.get("/channel/pv-closed").body())
          .contains("This channel is private")
          .doesNotContain(owner.channel().playbackUrl(), TOKEN, "<video", ">Live<");
    }
    assertThat(askForToken(stranger, "pv-closed").status()).isEqualTo(403);
    assertThat(askForToken(visitor, "pv-closed").location()).isEqualTo("/login");
  }

  @Test
  void playbackToken_unknownUser_isNotFound() {
    person("pv-somebody");
    Visitor someone = signedIn("pv-somebody");
    Map<String, String> fields =
        someone.get("/channel/pv-somebody").hiddenFields("/channel/pv-somebody/chat-token");

    assertThat(someone.post("/channel/pv-nobody/playback-token", fields).status()).isEqualTo(404);
  }

  // ---- Loss of access

  @ParameterizedTest
  @ValueSource(strings = {"removed", "banned"})
  void removedGuest_watching_losesAccess(String how) throws Exception {
    Visitor boss = withPrivateChannel("pv-host-" + how);
    User guest = person("pv-guest-" + how);
    Visitor friend = signedIn("pv-guest-" + how);
    submit(boss, INVITE, Map.of("username", "pv-guest-" + how));
    String token = tokens(friend, "pv-host-" + how).get(0);
    assertThat(verdict(token)).isEqualTo(VALID);

    if (how.equals("removed")) {
      submit(boss, REMOVE, Map.of("id", guest.id().value()));
    } else {
      submit(boss, "/dashboard/bans", Map.of("username", "pv-guest-" + how));
    }

    assertThat(verdict(token)).contains("revoked");
    assertThat(revocations(guest)).hasSize(1);
    assertThat(tokens(friend, "pv-host-" + how)).isEmpty();
    assertThat(askForToken(friend, "pv-host-" + how).status()).isEqualTo(403);
  }

  @Test
  void removedGuest_revocationFails_showsMessageAndLosesAccess() {
    Visitor boss = withPrivateChannel("pv-unrevoked");
    User guest = person("pv-lingering");
    submit(boss, INVITE, Map.of("username", "pv-lingering"));
    emulator
        .faults()
        .add(FaultRule.error("StartViewerSessionRevocation", "AccessDeniedException").times(0));

    Page dashboard = submit(boss, REMOVE, Map.of("id", guest.id().value()));

    assertThat(dashboard.body()).contains("The guest was removed", "could not be ended");
    assertThat(askForToken(signedIn("pv-lingering"), "pv-unrevoked").status()).isEqualTo(403);
  }
}
