package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@Guarantee("EXAMPLE-02")
class RegistrationTest extends SiteTest {

  @Test
  void register_newUser_createsOneResourceOfEachKind() {
    Page dashboard = visitor.register("newcomer");

    assertThat(users.findByUsername("newcomer").orElseThrow().state()).isEqualTo(UserState.ACTIVE);
    assertThat(typesOf("newcomer")).containsExactlyInAnyOrder("channel", "room", "stage");
    assertThat(dashboard.body()).contains("rtmp://127.0.0.1:", ":room/", ":stage/", ".m3u8");
  }

  @Test
  void register_invalidNameAndWeakPassword_showsBothAndKeepsName() {
    Page page = visitor.sendRegistration("a b", "qwertyuiop");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("id=\"username-problem\"", "id=\"password-problem\"", "too common")
        .contains("aria-invalid=\"true\"", "aria-describedby=\"username-problem username-hint\"")
        .contains("value=\"a b\"")
        .doesNotContain("qwertyuiop");
    assertThat(page.body()).contains("<title>Problem: Register");
  }

  @Test
  void register_takenNameInOtherCase_isRejected() {
    visitor.register("taken");

    Page page = new Visitor(port).sendRegistration("TAKEN", PASSWORD);

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("This username is taken", "value=\"TAKEN\"");
  }

  @Test
  void register_doubleClick_createsOneUser() {
    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofSeconds(1)));
    Page form = visitor.get("/register");
    Map<String, String> typed = Visitor.credentials("double", PASSWORD);
    List<CompletableFuture<Page>> clicks =
        List.of(
            CompletableFuture.supplyAsync(() -> visitor.submit(form, "/register", typed)),
            CompletableFuture.supplyAsync(() -> visitor.submit(form, "/register", typed)));

    assertThat(clicks)
        .allSatisfy(click -> assertThat(click.join().location()).isEqualTo("/register/progress"));
    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");
    assertThat(typesOf("double")).containsExactlyInAnyOrder("channel", "room", "stage");
  }

  @Test
  void register_retryAfterLostResponse_reachesSameUser() {
    Page form = visitor.get("/register");
    Map<String, String> typed = Visitor.credentials("retry", PASSWORD);
    visitor.submit(form, "/register", typed);
    await().until(() -> typesOf("retry").size() == 3);

    Page again = visitor.submit(form, "/register", typed);

    assertThat(again.location()).isEqualTo("/register/progress");
    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");
  }

  @Test
  void register_keyOfOtherSession_isRejected() {
    Page form = visitor.get("/register");
    visitor.submit(form, "/register", Visitor.credentials("victim", PASSWORD));
    String stolen = form.hiddenFields("/register").get("key");
    Visitor thief = new Visitor(port);
    Map<String, String> fields = new HashMap<>(Visitor.credentials("victim", "whatever it may be"));
    fields.put("key", stolen);

    Page page = thief.submit(thief.get("/register"), "/register", fields);

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("out of date");
    assertThat(thief.get("/register/progress").location()).isEqualTo("/register");
    assertThat(thief.get("/dashboard").location()).isEqualTo("/login");
  }

  @Test
  void register_formSentAfterLogout_isRejected() {
    Page form = visitor.get("/register");
    Map<String, String> typed = Visitor.credentials("shared", PASSWORD);
    visitor.submit(form, "/register", typed);
    visitor.awaitRegistration();
    visitor.logOut();

    assertThat(visitor.submit(form, "/register", typed).status()).isEqualTo(403);
    assertThat(visitor.get("/register/progress").location()).isEqualTo("/register");
  }

  @Test
  void register_otherNameInSameForm_isRejected() {
    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofMillis(500)));
    Page form = visitor.get("/register");
    visitor.submit(form, "/register", Visitor.credentials("first-name", PASSWORD));

    Page page = visitor.submit(form, "/register", Visitor.credentials("second-name", PASSWORD));

    assertThat(page.body()).contains("You are already registering as first-name");
    assertThat(users.findByUsername("second-name")).isEmpty();
  }

  @Test
  void progress_slowAws_showsEachResourceWithoutScript() {
    emulator.faults().add(FaultRule.latency("CreateStage", Duration.ofSeconds(2)));
    visitor.sendRegistration("patient", PASSWORD);

    Page page =
        await()
            .until(
                () -> visitor.get("/register/progress"),
                shown -> shown.body().contains("2 of 3 ready"));

    assertThat(page.body())
        .contains("Setting up <span>patient</span>", "class=\"working\"")
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"2;url=/register/progress\">");
    assertThat(page.between("class=\"ready\"", "</li>")).hasSize(2);
    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");
  }

  @Test
  void register_awsFails_leavesNothingAndCanBeRepeated() {
    emulator.faults().add(FaultRule.error("CreateRoom", "ServiceQuotaExceededException"));
    visitor.sendRegistration("unlucky", PASSWORD);

    Page page = visitor.awaitRegistration();

    assertThat(page.body())
        .contains("Registration failed", "the name is still available", "Try again")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(users.findByUsername("unlucky")).isEmpty();
    assertThat(typesOf("unlucky")).isEmpty();
    Page form = visitor.get("/register");
    assertThat(form.body()).contains("value=\"unlucky\"");
    visitor.submit(form, "/register", Visitor.credentials("unlucky", PASSWORD));
    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");
    assertThat(typesOf("unlucky")).containsExactlyInAnyOrder("channel", "room", "stage");
  }

  @Test
  void register_rollbackFails_showsMessageAndIsCompletedByRecovery() {
    emulator.faults().add(FaultRule.error("CreateRoom", "ServiceQuotaExceededException"));
    emulator.faults().add(FaultRule.error("DeleteChannel", "InternalServerException").times(0));
    visitor.sendRegistration("cursed", PASSWORD);

    assertThat(visitor.awaitRegistration().body()).contains("We are cleaning");

    emulator.faults().clear();
    finish("cursed");
    assertThat(visitor.get("/register/progress").body()).contains("the name is still available");
    assertThat(typesOf("cursed")).isEmpty();
  }

  /** Returns the types of the resources whose names contain a username. */
  private List<String> typesOf(String username) {
    return emulator.resources().stream()
        .filter(resource -> resource.name().contains(username))
        .map(EmulatedResource::type)
        .toList();
  }
}
