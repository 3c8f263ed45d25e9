package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.operations.BanList;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Attacks on what is stored. {@link PostgresTest} repeats them on PostgreSQL. */
@Guarantee("EXAMPLE-13")
class StoredAttackTest extends SiteTest {

  private static final String DELETE = "/account/delete";

  @Autowired private BanList bans;

  // ---- Bans

  private static Page ban(Visitor someone, String owner, String viewer) {
    Page page = someone.get("/channel/" + owner);
    Map<String, String> fields =
        new HashMap<>(page.hiddenFields("/channel/" + owner + "/chat-token"));
    fields.put("viewer", viewer);
    return someone.post("/channel/" + owner + "/ban", fields);
  }

  @Test
  void ban_byBannedModerator_isForbiddenUntilBanEnds() {
    User owner = person("at-owner");
    User moderator = person("at-moderator");
    User victim = person("at-victim");
    Visitor boss = signedIn("at-owner");
    submit(boss, "/dashboard/moderators", Map.of("username", "at-moderator"));
    submit(boss, "/dashboard/bans", Map.of("username", "at-moderator"));
    Visitor banned = signedIn("at-moderator");

    assertThat(ban(banned, "at-owner", victim.id().value()).status()).isEqualTo(403);
    assertThat(bans.list(owner.id(), Instant.now())).hasSize(1);

    submit(boss, "/dashboard/bans/lift", Map.of("id", moderator.id().value()));

    assertThat(ban(banned, "at-owner", victim.id().value()).status()).isEqualTo(200);
  }

  @Test
  void ban_twiceAtOnce_isOneBan() {
    User owner = person("twice-owner");
    User rude = person("twice-rude");
    Visitor boss = signedIn("twice-owner");
    Page page = boss.get("/dashboard");
    List<CompletableFuture<Page>> clicks =
        Stream.generate(() -> page)
            .limit(6)
            .map(
                form ->
                    CompletableFuture.supplyAsync(
                        () ->
                            boss.submit(form, "/dashboard/bans", Map.of("username", "twice-rude"))))
            .toList();

    assertThat(clicks)
        .allSatisfy(click -> assertThat(click.join().location()).isEqualTo("/dashboard"));
    assertThat(bans.list(owner.id(), Instant.now()))
        .extracting(ban -> ban.viewerId())
        .containsExactly(rude.id().value());
  }

  @Test
  void ban_unknownId_isNotFound() {
    User owner = person("ghost-owner");
    Visitor boss = signedIn("ghost-owner");

    for (String id :
        List.of(
            UserId.generate(Instant.now()).value(), "guest:" + UUID.randomUUID(), "x", "guest:")) {
      assertThat(ban(boss, "ghost-owner", id).status()).as(id).isEqualTo(404);
    }
    assertThat(bans.list(owner.id(), Instant.now())).isEmpty();
  }

  // ---- Texts that databases reject

  static Stream<String> hostileTexts() {
    return Stream.of(
        "\0",
        "nul\0inside",
        "\uFFFE\uFFFF",
        "\u202Eright to left",
        "😀".repeat(40),
        "'; --",
        "%00",
        "x".repeat(10_000),
        "\n",
        "");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void form_hostileTextInAnyField_isNoFailure(String text) {
    if (users.findByUsername("hostile").isEmpty()) {
      person("hostile");
      person("hostile-friend");
    }
    Visitor someone = signedIn("hostile");
    Map<String, String> csrf = someone.get("/dashboard").hiddenFields("/logout");
    List<String> forms =
        List.of(
            "/dashboard/moderators username",
            "/dashboard/moderators/dismiss id",
            "/dashboard/bans username",
            "/dashboard/bans/lift id",
            "/dashboard/guests username",
            "/dashboard/guests/remove id",
            "/dashboard/privacy closed",
            "/dashboard/stream-key/rotate stopStream",
            "/dashboard/broadcast/end confirmed",
            "/channel/hostile/ban viewer",
            "/channel/hostile/stage-kick participant",
            "/channel/hostile/stage-token participant",
            "/channel/hostile/stage/promote id",
            "/channel/hostile/stage/dismiss id",
            "/channel/hostile/stage/remove participant",
            "/account/password current",
            "/account/sessions/end confirm",
            "/account/delete password");
    for (String form : forms) {
      String[] parts = form.split(" ", -1);
      Map<String, String> fields = new HashMap<>(csrf);
      fields.put(parts[1], text);
      assertThat(someone.post(parts[0], fields).status()).as(form).isLessThan(500);
    }
    Map<String, String> reason = new HashMap<>(csrf);
    reason.putAll(Map.of("username", "hostile-friend", "reason", text));
    assertThat(someone.post("/dashboard/bans", reason).status()).as("reason").isLessThan(500);
    assertThat(someone.get("/dashboard").status()).isEqualTo(200);

    assertThat(visitor.sendRegistration(text, text).status()).isBetween(400, 499);
    assertThat(visitor.logIn(text, text).status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void page_hostileTextInAddress_isNotFound(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");

    assertThat(visitor.get("/channel/" + encoded + "?viewer=" + encoded).status())
        .isBetween(400, 499);
    assertThat(visitor.get("/login?" + encoded + "=" + encoded).status()).isLessThan(500);
  }

  // ---- Registration

  @Test
  void register_draftPlantedByOtherPerson_logsInOnlyTheApplicant() {
    Visitor attacker = new Visitor(port);
    Page planted = attacker.get("/register");
    visitor.plant("draft", attacker.cookie("draft"));
    visitor.sendRegistration("fx-victim", PASSWORD);
    await().until(() -> users.findByUsername("fx-victim").isPresent());

    assertThat(attacker.get("/register/progress").location()).isEqualTo("/register");
    Page sent =
        attacker.submit(planted, "/register", Visitor.credentials("fx-victim", "another password"));
    assertThat(sent.status()).isEqualTo(422);
    assertThat(sent.body()).contains("This form was sent already");
    assertThat(attacker.get("/register/progress").location()).isEqualTo("/register");
    assertThat(attacker.get("/dashboard").location()).isEqualTo("/login");
    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");
  }

  @Test
  void register_draftOfRegisteredUser_mustLogIn() {
    Page form = visitor.get("/register");
    String content = visitor.cookie("draft").split("\\.", -1)[0];
    String draft = new String(Base64.getUrlDecoder().decode(content), StandardCharsets.UTF_8);
    // Registered on another server, whose tasks this one does not know.
    UserId id = UserId.of(draft.split(" ", -1)[1]);
    users.provision(new NewUser(id, "fx-elsewhere", PASSWORD, null));

    Page sent =
        visitor.submit(form, "/register", Visitor.credentials("fx-elsewhere", "another password"));

    assertThat(sent.location()).isEqualTo("/login?registered");
    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login");
  }

  @Test
  void register_changedDraftCookie_isIgnored() {
    visitor.get("/register");
    String cookie = visitor.cookie("draft");
    visitor.plant("draft", "X" + cookie.substring(1));

    visitor.get("/register");

    assertThat(visitor.cookie("draft")).isNotEqualTo("X" + cookie.substring(1));
  }

  // ---- Deleted accounts

  @Test
  void register_nameOfDeletedAccount_restsForAWhile() {
    Visitor leaver = new Visitor(port);
    leaver.register("rest-name");
    leaver.submit(leaver.get(DELETE), DELETE, Map.of("password", PASSWORD));
    await().until(() -> users.findByUsername("rest-name").isEmpty());

    Page early = visitor.sendRegistration("REST-name", PASSWORD);

    assertThat(early.status()).isEqualTo(422);
    assertThat(early.body()).contains("belonged to an account that was deleted recently");

    clock.advance(Duration.ofDays(31));

    assertThat(new Visitor(port).register("rest-name").status()).isEqualTo(200);
  }
}
