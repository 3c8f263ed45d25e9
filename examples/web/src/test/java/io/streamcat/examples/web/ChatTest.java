package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.SentChatEvent;
import io.streamcat.operations.BanList;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChatTest extends SiteTest {

  @Autowired private BanList bans;
  @Autowired private JdbcClient jdbc;

  private static Page askForToken(Visitor someone, String owner) {
    return someone.submit(
        someone.get("/channel/" + owner), "/channel/" + owner + "/chat-token", Map.of());
  }

  /** Sends a hand-made ban request, with the CSRF token of another form. */
  private static Page ban(Visitor someone, String owner, String viewer) {
    Page page = someone.get("/channel/" + owner);
    Map<String, String> fields =
        new HashMap<>(page.hiddenFields("/channel/" + owner + "/chat-token"));
    fields.put("viewer", viewer);
    return someone.post("/channel/" + owner + "/ban", fields);
  }

  private Map<String, Object> lastToken() {
    List<RecordedRequest> requests =
        emulator.requests().stream().filter(r -> r.operation().equals("CreateChatToken")).toList();
    return requests.get(requests.size() - 1).input();
  }

  private long tokens() {
    return emulator.requests().stream()
        .filter(r -> r.operation().equals("CreateChatToken"))
        .count();
  }

  // ---- Tokens

  @Test
  void token_guest_isForSameGuestAndReadOnly() {
    User owner = person("chat-guests");

    Page page = askForToken(visitor, "chat-guests");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("application/json");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .contains(
            "\"role\":\"viewer\"", "\"endpoint\":\"" + emulator.chatEndpoint() + "\"", "\"token\":")
        .doesNotContain("arn:", owner.id().value());
    assertThat(lastToken())
        .containsEntry("roomIdentifier", owner.chatRoom().arn())
        .containsEntry("capabilities", List.of());
    Object guest = lastToken().get("userId");
    askForToken(visitor, "chat-guests");
    assertThat(lastToken()).containsEntry("userId", guest);
    askForToken(new Visitor(port), "chat-guests");
    assertThat(lastToken().get("userId")).isNotEqualTo(guest);
  }

  @Test
  void token_user_isForLoggedInUserAndCanWrite() {
    person("chat-host");
    User chatter = person("chat-chatter");

    // Additional parameters have no effect.
    Visitor someone = signedIn("chat-chatter");
    Page page =
        someone.submit(
            someone.get("/channel/chat-host"),
            "/channel/chat-host/chat-token",
            Map.of("role", "owner", "userId", "chat-host"));

    assertThat(page.body()).contains("\"role\":\"chatter\"");
    assertThat(lastToken())
        .containsEntry("userId", chatter.id().value())
        .containsEntry("capabilities", List.of("SEND_MESSAGE"))
        .containsEntry("attributes", Map.of("name", "chat-chatter", "role", "chatter"));
  }

  @Test
  void token_owner_isOwnerOnlyInOwnRoom() {
    person("chat-owner");
    person("chat-neighbour");
    Visitor owner = signedIn("chat-owner");

    assertThat(askForToken(owner, "chat-owner").body()).contains("\"role\":\"owner\"");
    assertThat(askForToken(owner, "chat-neighbour").body()).contains("\"role\":\"chatter\"");
  }

  @Test
  void token_withoutCsrfToken_isForbidden() {
    person("chat-csrf");

    assertThat(visitor.post("/channel/chat-csrf/chat-token", Map.of()).status()).isEqualTo(403);
    assertThat(signedIn("chat-csrf").post("/channel/chat-csrf/ban", Map.of("viewer", "x")).status())
        .isEqualTo(403);
  }

  @Test
  void token_unknownUser_isNotFound() {
    person("chat-somebody");
    Map<String, String> fields =
        visitor.get("/channel/chat-somebody").hiddenFields("/channel/chat-somebody/chat-token");

    assertThat(visitor.post("/channel/chat-nobody/chat-token", fields).status()).isEqualTo(404);
  }

  @Test
  void token_awsFails_showsMessage() {
    person("chat-outage");
    emulator.faults().add(FaultRule.error("CreateChatToken", "AccessDeniedException").times(0));

    Page page = askForToken(visitor, "chat-outage");

    assertThat(page.status()).isEqualTo(503);
    assertThat(page.body()).contains("is not available").doesNotContain("arn:");
  }

  // ---- Moderators

  @Test
  void moderator_appointedAndDismissed_hasRoleInOneRoom() {
    User owner = person("mod-owner");
    User helper = person("mod-helper");
    person("mod-other");
    Visitor boss = signedIn("mod-owner");
    Visitor moderator = signedIn("mod-helper");

    Page dashboard = submit(boss, "/dashboard/moderators", Map.of("username", "MOD-Helper"));

    assertThat(dashboard.body()).contains("mod-helper is now a moderator of your chat");
    assertThat(askForToken(moderator, "mod-owner").body()).contains("\"role\":\"moderator\"");
    assertThat(askForToken(moderator, "mod-other").body()).contains("\"role\":\"chatter\"");

    submit(boss, "/dashboard/moderators/dismiss", Map.of("id", helper.id().value()));

    assertThat(askForToken(moderator, "mod-owner").body()).contains("\"role\":\"chatter\"");
    assertThat(emulator.chatEvents())
        .filteredOn(event -> event.roomArn().equals(owner.chatRoom().arn()))
        .extracting(SentChatEvent::name)
        .containsExactly("aws:DISCONNECT_USER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mod-self", "mod-nobody", "", "  "})
  void appoint_unknownUserOrOwner_isRejected(String name) {
    if (users.findByUsername("mod-self").isEmpty()) {
      person("mod-self");
    }

    Page page = submit(signedIn("mod-self"), "/dashboard/moderators", Map.of("username", name));

    assertThat(page.body()).contains("No other user has this name");
  }

  @Test
  void dismiss_moderatorOfOtherRoom_hasNoEffect() {
    person("dis-owner");
    User helper = person("dis-helper");
    person("dis-mallory");
    submit(signedIn("dis-owner"), "/dashboard/moderators", Map.of("username", "dis-helper"));
    Visitor mallory = signedIn("dis-mallory");
    // Mallory sends her own form with the id of another user's moderator.
    submit(mallory, "/dashboard/moderators", Map.of("username", "dis-owner"));

    submit(mallory, "/dashboard/moderators/dismiss", Map.of("id", helper.id().value()));

    assertThat(askForToken(signedIn("dis-helper"), "dis-owner").body())
        .contains("\"role\":\"moderator\"");
  }

  // ---- Bans

  @Test
  void ban_user_isRejectedUntilLifted() {
    User owner = person("ban-owner");
    User rude = person("ban-rude");
    Visitor boss = signedIn("ban-owner");
    Visitor banned = signedIn("ban-rude");

    submit(boss, "/dashboard/bans", Map.of("username", "ban-rude", "reason", "spam"));
    long before = tokens();
    Page refused = askForToken(banned, "ban-owner");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("You are banned: spam");
    assertThat(tokens()).isEqualTo(before);
    assertThat(emulator.chatEvents())
        .filteredOn(event -> event.roomArn().equals(owner.chatRoom().arn()))
        .extracting(event -> event.attributes().get("UserId"))
        .containsExactly(rude.id().value());

    submit(boss, "/dashboard/bans/lift", Map.of("id", rude.id().value()));

    assertThat(askForToken(banned, "ban-owner").status()).isEqualTo(200);
  }

  @Test
  void ban_byModerator_affectsGuestsAndUsersOnly() {
    User owner = person("mb-owner");
    User peer = person("mb-peer");
    person("mb-helper");
    Visitor boss = signedIn("mb-owner");
    submit(boss, "/dashboard/moderators", Map.of("username", "mb-helper"));
    submit(boss, "/dashboard/moderators", Map.of("username", "mb-peer"));
    Visitor moderator = signedIn("mb-helper");
    askForToken(visitor, "mb-owner");
    String guest = (String) lastToken().get("userId");

    assertThat(ban(moderator, "mb-owner", guest).status()).isEqualTo(200);
    assertThat(ban(moderator, "mb-owner", peer.id().value()).status()).isEqualTo(403);
    assertThat(ban(moderator, "mb-owner", owner.id().value()).status()).isEqualTo(422);
    assertThat(ban(moderator, "mb-owner", " not an id").status()).isEqualTo(422);

    assertThat(askForToken(visitor, "mb-owner").status()).isEqualTo(403);
    assertThat(bans.list(owner.id(), Instant.now())).hasSize(1);
    assertThat(boss.get("/dashboard").body()).contains("a guest", guest);
  }

  @Test
  void ban_byOtherUser_isForbidden() {
    User owner = person("nb-owner");
    person("nb-victim");
    person("nb-mallory");

    Page page =
        ban(
            signedIn("nb-mallory"),
            "nb-owner",
            users.findByUsername("nb-victim").orElseThrow().id().value());
    Page ofAGuest = ban(visitor, "nb-owner", "nb-victim");

    assertThat(page.status()).isEqualTo(403);
    assertThat(ofAGuest.location()).isEqualTo("/login");
    assertThat(bans.list(owner.id(), Instant.now())).isEmpty();
  }

  @Test
  void lift_banOfOtherRoom_hasNoEffect() {
    User owner = person("lift-owner");
    User rude = person("lift-rude");
    person("lift-mallory");
    person("lift-someone");
    submit(signedIn("lift-owner"), "/dashboard/bans", Map.of("username", "lift-rude"));
    Visitor mallory = signedIn("lift-mallory");
    submit(mallory, "/dashboard/bans", Map.of("username", "lift-someone"));

    submit(mallory, "/dashboard/bans/lift", Map.of("id", rude.id().value()));

    assertThat(bans.find(owner.id(), rude.id().value(), Instant.now())).isPresent();
  }

  @Test
  void removedUser_moderatorOrOwner_isDeletedFromTable() {
    User owner = person("forget-owner");
    User other = person("forget-other");
    Visitor boss = signedIn("forget-owner");
    submit(boss, "/dashboard/moderators", Map.of("username", "forget-other"));
    submit(boss, "/dashboard/bans", Map.of("username", "forget-other"));

    users.deprovision(other.id());

    assertThat(rows("site_moderator", owner)).isZero();
    assertThat(rows("streamcat_ban", owner)).isZero();
  }

  private int rows(String table, User owner) {
    return jdbc.sql("select count(*) from " + table + " where owner_id = ?")
        .param(owner.id().value())
        .query(Integer.class)
        .single();
  }
}
