package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests of the page of a stage, whose participants the emulator simulates. */
@Guarantee("EXAMPLE-15")
class StagePageTest extends SiteTest {

  private static final Pattern NAMES = Pattern.compile("<strong>([^<]+)</strong>");

  @Autowired private UserStages stages;

  private static String page(String owner) {
    return "/channel/" + owner + "/stage";
  }

  /** Sends a form of the page of a stage and returns the page after it. */
  private static Page act(Visitor someone, String owner, String form, Map<String, String> fields) {
    Page page = someone.get(page(owner));
    assertThat(someone.submit(page, page(owner) + form, fields).location()).isEqualTo(page(owner));
    return someone.get(page(owner));
  }

  private static Page rehearse(Visitor someone, String owner, String action) {
    return act(someone, owner, "/rehearsal/" + action, Map.of());
  }

  private static List<String> shown(Page page) {
    return NAMES.matcher(page.body()).results().map(name -> name.group(1)).toList();
  }

  private List<String> ids(User owner) {
    return stages.present(owner.id()).map(ParticipantSummary::id).toList();
  }

  @Test
  void page_stranger_logsInAndReturns() {
    person("sp-closed");

    assertThat(visitor.get("/channel/sp-closed").body()).contains(page("sp-closed"));
    assertThat(visitor.get(page("sp-closed")).location()).isEqualTo("/login");
    assertThat(visitor.logIn("sp-closed", PASSWORD).location()).isEqualTo(page("sp-closed"));
    assertThat(visitor.get(page("sp-unknown")).status()).isEqualTo(404);
  }

  @Test
  void guest_invited_isToldOnDashboardAndChannel() {
    person("sp-inviting");
    person("sp-invited");
    Visitor guest = signedIn("sp-invited");
    assertThat(guest.get("/channel/sp-inviting").body()).doesNotContain("You are a guest of");

    submit(signedIn("sp-inviting"), "/dashboard/guests", Map.of("username", "sp-invited"));

    for (String path : List.of("/dashboard", "/channel/sp-inviting")) {
      assertThat(guest.get(path).body()).contains("You are a guest of", page("sp-inviting"));
    }
    assertThat(guest.get(page("sp-inviting")).body()).contains("You are a guest: you may speak");
  }

  @Test
  void rehearsal_hostJoinsSpeaksAndLeaves_isShownToViewers() {
    person("sp-host");
    person("sp-viewer");
    Visitor host = signedIn("sp-host");
    Visitor viewer = signedIn("sp-viewer");
    assertThat(viewer.get(page("sp-host")).body()).contains("No participant is on the stage");

    rehearse(host, "sp-host", "join");
    assertThat(rehearse(host, "sp-host", "publish").body()).contains(">Speaks<", "Stop speaking");

    Page seen = viewer.get(page("sp-host"));
    assertThat(shown(seen)).containsExactly("sp-host");
    assertThat(seen.body()).contains(">Host<", ">Speaks<").doesNotContain("stage/remove");
    assertThat(rehearse(host, "sp-host", "unpublish").body()).doesNotContain(">Speaks<");
    assertThat(shown(rehearse(host, "sp-host", "leave"))).isEmpty();
  }

  @Test
  void promoteAndDismiss_participant_changeRoleWithoutReconnect() {
    User owner = person("sp-boss");
    person("sp-singer");
    Visitor boss = signedIn("sp-boss");
    Visitor someone = signedIn("sp-singer");
    assertThat(rehearse(someone, "sp-boss", "join").body())
        .contains("You are a viewer")
        .doesNotContain("rehearsal/publish");
    List<String> joined = ids(owner);
    assertThat(joined).hasSize(1);

    Page promoted = act(boss, "sp-boss", "/promote", Map.of());

    assertThat(promoted.body()).contains("sp-singer is now a guest.", ">Guest<");
    assertThat(rehearse(someone, "sp-boss", "publish").body()).contains(">Speaks<");
    assertThat(ids(owner)).isEqualTo(joined);

    Page dismissed = act(boss, "sp-boss", "/dismiss", Map.of());

    assertThat(dismissed.body())
        .contains("sp-singer is now a viewer.", ">Viewer<")
        .doesNotContain(">Speaks<");
    assertThat(ids(owner)).isEqualTo(joined);
    assertThat(someone.get(page("sp-boss")).body()).contains("You are a viewer");
    assertThat(shown(act(boss, "sp-boss", "/remove", Map.of("participant", joined.get(0)))))
        .isEmpty();
  }

  @Test
  void stageToken_ofOwnParticipant_keepsParticipantIdWithNewRole() {
    User owner = person("sp-tokens");
    person("sp-client");
    person("sp-thief");
    Visitor boss = signedIn("sp-tokens");
    Visitor client = signedIn("sp-client");
    rehearse(client, "sp-tokens", "join");
    String id = ids(owner).get(0);
    submit(boss, "/dashboard/guests", Map.of("username", "sp-client"));

    Page exchanged = askForToken(client, "sp-tokens", id);

    assertThat(exchanged.body()).contains("\"participantId\":\"" + id + "\"", "\"role\":\"guest\"");
    assertThat(askForToken(signedIn("sp-thief"), "sp-tokens", id).status()).isEqualTo(404);
    assertThat(askForToken(boss, "sp-tokens", id).status()).isEqualTo(404);
  }

  private static Page askForToken(Visitor someone, String owner, String participant) {
    return someone.submit(
        someone.get("/channel/" + owner),
        "/channel/" + owner + "/stage-token",
        Map.of("participant", participant));
  }

  @Test
  void forms_ofOtherUser_areForbidden() {
    User owner = person("sp-safe");
    User victim = person("sp-victim");
    person("sp-mallory");
    rehearse(signedIn("sp-victim"), "sp-safe", "join");
    Visitor mallory = signedIn("sp-mallory");
    Map<String, String> fields = new HashMap<>(mallory.get("/dashboard").hiddenFields("/logout"));
    fields.put("id", victim.id().value());
    fields.put("participant", ids(owner).get(0));

    for (String form : List.of("/promote", "/dismiss", "/remove")) {
      assertThat(mallory.post(page("sp-safe") + form, fields).status()).as(form).isEqualTo(403);
    }
    assertThat(mallory.post(page("sp-safe") + "/rehearsal/leave", fields).status()).isEqualTo(302);
    assertThat(mallory.post(page("sp-safe") + "/rehearsal/dance", fields).status()).isEqualTo(404);
    assertThat(ids(owner)).hasSize(1);
    assertThat(signedIn("sp-victim").get(page("sp-safe")).body()).contains("You are a viewer");
  }

  @Test
  void page_bannedUser_saysSoAndOffersNothing() {
    User owner = person("sp-strict");
    person("sp-rude");
    Visitor rude = signedIn("sp-rude");
    Page before = rude.get(page("sp-strict"));
    submit(signedIn("sp-strict"), "/dashboard/bans", Map.of("username", "sp-rude"));

    assertThat(rude.get(page("sp-strict")).body())
        .contains("You are banned from this stage")
        .doesNotContain("rehearsal/join");
    assertThat(rude.submit(before, page("sp-strict") + "/rehearsal/join", Map.of()).location())
        .isEqualTo(page("sp-strict"));
    assertThat(ids(owner)).isEmpty();
  }

  @Test
  void page_awsFails_saysThatParticipantsAreMissing() {
    person("sp-outage");
    Visitor owner = signedIn("sp-outage");
    emulator.faults().add(FaultRule.error("GetStage", "AccessDeniedException").times(0));

    Page page = owner.get(page("sp-outage"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("The participants are not available at the moment");
  }
}
