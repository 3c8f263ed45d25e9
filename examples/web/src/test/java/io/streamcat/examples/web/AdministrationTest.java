package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministrationTest extends SiteTest {

  private static final String PAGE = "/administration";
  private static final String SUSPEND = "/administration/suspend";
  private static final String REINSTATE = "/administration/reinstate";
  private static final String REASON = "Your stream showed a film.";

  private Visitor administrator() {
    if (users.findByUsername(ADMINISTRATOR).isEmpty()) {
      person(ADMINISTRATOR);
    }
    return signedIn(ADMINISTRATOR);
  }

  private static Page administer(Visitor ruth, String action, Map<String, String> fields) {
    assertThat(ruth.submit(ruth.get(PAGE), action, fields).location()).isEqualTo(PAGE);
    return ruth.get(PAGE);
  }

  private UserState stateOf(User user) {
    return users.find(user.id()).orElseThrow().state();
  }

  @Test
  void suspend_liveUser_endsBroadcastAndSessionsAndGivesReason() {
    User todd = person("adm-todd");
    Visitor phone = signedIn("adm-todd");
    goLive(todd);

    Page page =
        administer(
            administrator(),
            SUSPEND,
            Map.of("username", "ADM-todd", "reason", REASON, "days", "7"));

    assertThat(page.body()).contains("adm-todd is suspended.");
    awaitEvents();
    assertThat(visitor.get("/channel/adm-todd").status()).isEqualTo(404);
    assertThat(phone.get("/dashboard").location()).isEqualTo("/login?suspended");
    assertThat(phone.get("/login?suspended").body()).contains("This account is suspended");
    Page rejected = new Visitor(port).logIn("adm-todd", PASSWORD);
    assertThat(rejected.status()).isEqualTo(401);
    assertThat(rejected.body()).contains("Your account is suspended until ", " UTC: " + REASON);
  }

  @Test
  void login_suspendedUserWithWrongPassword_doesNotGiveReason() {
    person("adm-kim");
    administer(administrator(), SUSPEND, Map.of("username", "adm-kim", "reason", REASON));

    Page wrong = new Visitor(port).logIn("adm-kim", "wrong");
    Page right = new Visitor(port).logIn("adm-kim", PASSWORD);

    assertThat(wrong.body()).contains("Wrong username or password").doesNotContain(REASON);
    assertThat(right.body()).contains("Your account is suspended: " + REASON);
    assertThat(new Visitor(port).get("/dashboard").location()).isEqualTo("/login");
  }

  @Test
  void reinstate_suspendedUser_canLogInAgain() {
    User ada = person("adm-ada");
    Visitor ruth = administrator();
    administer(ruth, SUSPEND, Map.of("username", "adm-ada", "reason", REASON));
    assertThat(stateOf(ada)).isEqualTo(UserState.SUSPENDED);

    Page page = administer(ruth, REINSTATE, Map.of("username", "adm-ada"));

    assertThat(page.body()).contains("adm-ada is no longer suspended.");
    assertThat(new Visitor(port).logIn("adm-ada", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @Test
  void suspend_awsFails_isSuspendedAllTheSame() {
    User eve = person("adm-eve");
    Visitor ruth = administrator();
    emulator.faults().add(FaultRule.error("StopStream", "AccessDeniedException").times(0));

    Page page = administer(ruth, SUSPEND, Map.of("username", "adm-eve", "reason", REASON));

    assertThat(page.body()).contains("adm-eve is suspended. A broadcast ends as soon as");
    assertThat(stateOf(eve)).isEqualTo(UserState.SUSPENDED);
  }

  @ParameterizedTest
  @CsvSource({
    "adm-ben, ' ', '', reason-problem, ordinary characters",
    "adm-ben, rude, 0, days-problem, 1 to 3650 days",
    "adm-ben, rude, 4000, days-problem, 1 to 3650 days",
    "adm-unknown, rude, '', suspended-problem, No other user",
    "adm-ruth, rude, '', suspended-problem, No other user"
  })
  void suspend_invalidInput_changesNothing(
      String name, String reason, String days, String field, String problem) {
    User ben = users.findByUsername("adm-ben").orElseGet(() -> person("adm-ben"));

    Page page =
        administer(
            administrator(), SUSPEND, Map.of("username", name, "reason", reason, "days", days));

    assertThat(page.body()).contains("id=\"" + field + "\"", problem, "value=\"" + name + "\"");
    assertThat(stateOf(ben)).isEqualTo(UserState.ACTIVE);
    assertThat(stateOf(users.findByUsername(ADMINISTRATOR).orElseThrow()))
        .isEqualTo(UserState.ACTIVE);
  }

  @Test
  void administration_otherUser_isNotFound() {
    User victim = person("adm-victim");
    person("adm-mallory");
    Visitor mallory = signedIn("adm-mallory");

    assertThat(mallory.get(PAGE).status()).isEqualTo(404);
    Map<String, String> fields =
        new HashMap<>(mallory.get("/account").hiddenFields("/account/password"));
    fields.putAll(Map.of("username", "adm-victim", "reason", "r"));
    assertThat(mallory.post(SUSPEND, fields).status()).isEqualTo(404);
    assertThat(mallory.post(REINSTATE, fields).status()).isEqualTo(404);
    assertThat(stateOf(victim)).isEqualTo(UserState.ACTIVE);
    assertThat(mallory.get("/account").body()).doesNotContain(PAGE);
    assertThat(administrator().get("/account").body()).contains("href=\"" + PAGE + "\"");
    assertThat(visitor.get(PAGE).location()).isEqualTo("/login");
  }
}
