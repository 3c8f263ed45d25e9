package io.streamcat.examples.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.user.User;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class StageTest extends SiteTest {

  private static final String INVITE = "/dashboard/guests";
  private static final String REMOVE = "/dashboard/guests/remove";
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  @Autowired private UserStages stages;
  @Autowired private JdbcClient jdbc;

  private static Page askForToken(Visitor someone, String owner) {
    return someone.submit(
        someone.get("/channel/" + owner), "/channel/" + owner + "/stage-token", Map.of());
  }

  /** Sends a hand-made kick request, with the CSRF token of another form. */
  private static Page kick(Visitor someone, String owner, String participant) {
    Map<String, String> fields =
        new HashMap<>(
            someone.get("/channel/" + owner).hiddenFields("/channel/" + owner + "/stage-token"));
    fields.put("participant", participant);
    return someone.post("/channel/" + owner + "/stage-kick", fields);
  }

  private EmulatedParticipant join(Page answer) {
    Matcher token = TOKEN.matcher(answer.body());
    assertThat(token.find()).as("the page has a CSRF token").isTrue();
    return emulator.participants().join(token.group(1));
  }

  private List<String> present(User owner) {
    return stages.present(owner.id()).map(ParticipantSummary::userId).toList();
  }

  /** Returns the content of the token in a response. */
  private static String claims(Page answer) {
    Matcher token = TOKEN.matcher(answer.body());
    assertThat(token.find()).as(answer.body()).isTrue();
    String content = token.group(1).split("\\.", -1)[1];
    return new String(Base64.getUrlDecoder().decode(content), UTF_8);
  }

  // ---- Tokens

  @Test
  void token_owner_isHostOnlyOnOwnStage() {
    User host = person("stage-host");
    User neighbour = person("stage-neighbour");
    Visitor owner = signedIn("stage-host");

    Page page = askForToken(owner, "stage-host");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("application/json");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.body()).contains("\"role\":\"host\"", "\"joinBy\":").doesNotContain("arn:");
    assertThat(claims(page))
        .contains("\"resource\":\"" + host.stage().arn() + "\"")
        .contains("\"user_id\":\"" + host.id().value() + "\"")
        .contains("\"attributes\":{\"name\":\"stage-host\"}");
    join(page);
    assertThat(present(host)).containsExactly(host.id().value());

    Page elsewhere = askForToken(owner, "stage-neighbour");
    assertThat(elsewhere.body()).contains("\"role\":\"viewer\"");
    assertThat(claims(elsewhere)).contains(neighbour.stage().arn());
  }

  @Test
  void token_guest_hasRoleOnOneStage() {
    person("guest-host");
    person("guest-other");
    person("guest-singer");
    Visitor singer = signedIn("guest-singer");

    Page dashboard = submit(signedIn("guest-host"), INVITE, Map.of("username", "GUEST-Singer"));

    assertThat(dashboard.body()).contains("guest-singer is now your guest");
    assertThat(singer.get("/dashboard").body())
        .contains("You are a guest of <a href=\"/channel/guest-host\">")
        .contains("href=\"/channel/guest-host/stage\"");
    Page admission = askForToken(singer, "guest-host");
    assertThat(admission.body()).contains("\"role\":\"guest\"");
    assertThat(claims(admission)).contains("\"allow_publish\":true", "\"allow_subscribe\":true");
    assertThat(askForToken(singer, "guest-other").body()).contains("\"role\":\"viewer\"");
  }

  @Test
  void token_otherUser_isViewerRegardlessOfParameters() {
    User host = person("watch-host");
    User viewer = person("watch-viewer");
    Visitor someone = signedIn("watch-viewer");

    Page page =
        someone.submit(
            someone.get("/channel/watch-host"),
            "/channel/watch-host/stage-token",
            Map.of("role", "host", "userId", host.id().value()));

    assertThat(page.body()).contains("\"role\":\"viewer\"");
    assertThat(claims(page))
        .contains("\"user_id\":\"" + viewer.id().value() + "\"")
        .contains("\"allow_publish\":false", "\"allow_subscribe\":true");
  }

  @Test
  void token_notLoggedIn_isRejected() {
    person("stage-closed");
    Map<String, String> fields =
        visitor.get("/channel/stage-closed").hiddenFields("/channel/stage-closed/chat-token");

    assertThat(visitor.post("/channel/stage-closed/stage-token", fields).location())
        .isEqualTo("/login");
    assertThat(visitor.get("/channel/stage-closed").body()).doesNotContain("stage-token");
  }

  @Test
  void anyForm_withoutCsrfToken_isForbidden() {
    person("stage-csrf");
    Visitor owner = signedIn("stage-csrf");

    assertThat(owner.post("/channel/stage-csrf/stage-token", Map.of()).status()).isEqualTo(403);
    assertThat(owner.post("/channel/stage-csrf/stage-kick", Map.of("participant", "x")).status())
        .isEqualTo(403);
    assertThat(owner.post(INVITE, Map.of("username", "x")).status()).isEqualTo(403);
    assertThat(owner.post(REMOVE, Map.of("id", "x")).status()).isEqualTo(403);
  }

  @Test
  void token_unknownUser_isNotFound() {
    person("stage-somebody");
    Visitor someone = signedIn("stage-somebody");
    Map<String, String> fields =
        someone.get("/channel/stage-somebody").hiddenFields("/channel/stage-somebody/stage-token");

    assertThat(someone.post("/channel/stage-nobody/stage-token", fields).status()).isEqualTo(404);
  }

  @Test
  void token_awsFails_showsMessage() {
    person("stage-outage");
    Visitor someone = signedIn("stage-outage");
    Page channel = someone.get("/channel/stage-outage");
    emulator.faults().add(FaultRule.error("GetStage", "AccessDeniedException").times(0));

    Page page =
        someone.submit(
            channel, "/channel/stage-outage/stage-token", Map.of("participant", "abcdefghijkl"));

    assertThat(page.status()).isEqualTo(503);
    assertThat(page.body()).contains("is not available").doesNotContain("arn:");
  }

  // ---- Guests

  @ParameterizedTest
  @ValueSource(strings = {"invite-self", "invite-nobody", "", "  "})
  void invite_unknownUserOrOwner_isRejected(String name) {
    if (users.findByUsername("invite-self").isEmpty()) {
      person("invite-self");
    }

    Page page = submit(signedIn("invite-self"), INVITE, Map.of("username", name));

    assertThat(page.body()).contains("No other user has this name");
  }

  @Test
  void removedGuest_onStage_leavesAndIsViewer() {
    User host = person("leave-host");
    User guest = person("leave-guest");
    Visitor owner = signedIn("leave-host");
    Visitor singer = signedIn("leave-guest");
    submit(owner, INVITE, Map.of("username", "leave-guest"));
    join(askForToken(singer, "leave-host"));

    Page dashboard = submit(owner, REMOVE, Map.of("id", guest.id().value()));

    assertThat(dashboard.body()).contains("The guest was removed").doesNotContain("leave-guest");
    assertThat(present(host)).isEmpty();
    assertThat(askForToken(singer, "leave-host").body()).contains("\"role\":\"viewer\"");
  }

  @Test
  void removedGuest_stageUnavailable_losesRole() {
    person("out-host");
    User guest = person("out-guest");
    Visitor owner = signedIn("out-host");
    submit(owner, INVITE, Map.of("username", "out-guest"));
    emulator.faults().add(FaultRule.error("GetStage", "AccessDeniedException").times(0));

    Page dashboard = submit(owner, REMOVE, Map.of("id", guest.id().value()));

    assertThat(dashboard.body()).contains("The guest was removed", "still be on the stage");
    assertThat(askForToken(signedIn("out-guest"), "out-host").body())
        .contains("\"role\":\"viewer\"");
  }

  @Test
  void remove_guestOfOtherUser_hasNoEffect() {
    User host = person("own-host");
    User guest = person("own-guest");
    person("own-mallory");
    submit(signedIn("own-host"), INVITE, Map.of("username", "own-guest"));
    Visitor singer = signedIn("own-guest");
    join(askForToken(singer, "own-host"));
    Visitor mallory = signedIn("own-mallory");
    // Mallory sends her own form with the id of another user's guest.
    submit(mallory, INVITE, Map.of("username", "own-host"));

    submit(mallory, REMOVE, Map.of("id", guest.id().value()));

    assertThat(present(host)).containsExactly(guest.id().value());
    assertThat(askForToken(singer, "own-host").body()).contains("\"role\":\"guest\"");
  }

  @Test
  void removedUser_guest_isDeletedFromTable() {
    person("gone-host");
    User guest = person("gone-guest");
    submit(signedIn("gone-host"), INVITE, Map.of("username", "gone-guest"));

    users.deprovision(guest.id());

    assertThat(
            jdbc.sql("select count(*) from site_guest where guest_id = ?")
                .param(guest.id().value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  // ---- Removal from the stage

  @Test
  void kick_byOwner_removesParticipant() {
    User host = person("kick-host");
    User rude = person("kick-rude");
    join(askForToken(signedIn("kick-rude"), "kick-host"));

    Page page = kick(signedIn("kick-host"), "kick-host", rude.id().value());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("{\"disconnected\":1}");
    assertThat(present(host)).isEmpty();
  }

  @Test
  void kick_byOtherUser_isForbidden() {
    User host = person("safe-host");
    User viewer = person("safe-viewer");
    person("safe-mallory");
    submit(signedIn("safe-host"), INVITE, Map.of("username", "safe-mallory"));
    join(askForToken(signedIn("safe-viewer"), "safe-host"));

    Page page = kick(signedIn("safe-mallory"), "safe-host", viewer.id().value());

    assertThat(page.status()).isEqualTo(403);
    assertThat(present(host)).containsExactly(viewer.id().value());
  }

  @Test
  void ban_participant_leavesStageUntilLifted() {
    User host = person("sb-host");
    User rude = person("sb-rude");
    Visitor owner = signedIn("sb-host");
    Visitor banned = signedIn("sb-rude");
    submit(owner, INVITE, Map.of("username", "sb-rude"));
    join(askForToken(banned, "sb-host"));

    submit(owner, "/dashboard/bans", Map.of("username", "sb-rude", "reason", "spam"));

    assertThat(present(host)).isEmpty();
    Page refused = askForToken(banned, "sb-host");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("You are banned: spam");

    submit(owner, "/dashboard/bans/lift", Map.of("id", rude.id().value()));

    assertThat(askForToken(banned, "sb-host").body()).contains("\"role\":\"guest\"");
  }

  @Test
  void ban_chatUnavailable_removesFromStage() {
    User host = person("so-host");
    person("so-rude");
    join(askForToken(signedIn("so-rude"), "so-host"));
    emulator.faults().add(FaultRule.error("DisconnectUser", "AccessDeniedException").times(0));

    Page dashboard = submit(signedIn("so-host"), "/dashboard/bans", Map.of("username", "so-rude"));

    assertThat(dashboard.body()).contains("The user is banned but may still be connected");
    assertThat(present(host)).isEmpty();
  }

  @Test
  void kick_invalidUserId_isRejected() {
    person("kick-typo");

    assertThat(kick(signedIn("kick-typo"), "kick-typo", " x ").status()).isEqualTo(422);
  }
}
