package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.provisioning.Suspensions;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Guarantee("EXAMPLE-06")
class AccountTest extends SiteTest {

  private static final String CHANGE = "/account/password";
  private static final String END = "/account/sessions/end";
  private static final String NEW = "green kettle on a fast train";

  @Autowired private Suspensions suspensions;

  private Page submitAccount(Visitor someone, String action, Map<String, String> fields) {
    return someone.submit(someone.get("/account"), action, fields);
  }

  @Test
  void change_correctPassword_endsOtherSessionsOnly() {
    person("acc-change");
    Visitor laptop = signedIn("acc-change");
    Visitor phone = signedIn("acc-change");
    String before = laptop.sessionId();

    Page page = submitAccount(laptop, CHANGE, Map.of("current", PASSWORD, "password", NEW));

    assertThat(page.location()).isEqualTo("/account");
    assertThat(laptop.get("/account").body()).contains("Your password is changed");
    assertThat(laptop.sessionId()).isNotEqualTo(before);
    assertThat(phone.get("/dashboard").location()).isEqualTo("/login?changed");
    assertThat(new Visitor(port).logIn("acc-change", PASSWORD).status()).isEqualTo(401);
    assertThat(new Visitor(port).logIn("acc-change", NEW).location()).isEqualTo("/dashboard");
  }

  @Test
  void change_wrongOrWeakPassword_showsProblemAtField() {
    person("acc-wrong");
    Visitor someone = signedIn("acc-wrong");

    Page wrong = submitAccount(someone, CHANGE, Map.of("current", "no", "password", NEW));
    Page weak =
        submitAccount(someone, CHANGE, Map.of("current", PASSWORD, "password", "qwertyuiop"));
    Page tooLong =
        submitAccount(someone, CHANGE, Map.of("current", PASSWORD, "password", "ab 1".repeat(50)));

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("id=\"current-problem\"", "This is not your password");
    assertThat(weak.body()).contains("id=\"password-problem\"", "too common");
    assertThat(tooLong.body()).contains("At most 128 characters");
    assertThat(someone.get("/dashboard").status()).isEqualTo(200);
  }

  @Test
  void endSessions_correctPassword_logsOutEverywhereElse() {
    person("acc-everywhere");
    Visitor laptop = signedIn("acc-everywhere");
    Visitor phone = signedIn("acc-everywhere");

    assertThat(submitAccount(laptop, END, Map.of("confirm", "no")).status()).isEqualTo(422);
    assertThat(phone.get("/dashboard").status()).isEqualTo(200);

    assertThat(submitAccount(laptop, END, Map.of("confirm", PASSWORD)).location())
        .isEqualTo("/account");
    assertThat(phone.get("/dashboard").location()).isEqualTo("/login?changed");
    assertThat(laptop.get("/dashboard").status()).isEqualTo(200);
  }

  @Test
  void session_onlyUpdates_endsAfterTwelveHours() {
    person("acc-idle");
    Visitor someone = signedIn("acc-idle");
    assertThat(someone.get("/dashboard").status()).isEqualTo(200);

    clock.advance(Duration.ofHours(7));
    assertThat(someone.update("/dashboard").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(6));

    assertThat(someone.update("/dashboard").location()).isEqualTo("/login?idle");
    assertThat(someone.get("/login?idle").body()).contains("You were away for a long time");
  }

  @Test
  void session_userSuspended_ends() {
    User user = person("acc-suspended");
    Visitor someone = signedIn("acc-suspended");

    suspensions.suspend(user.id(), "spam", null);

    assertThat(someone.get("/dashboard").location()).isEqualTo("/login?suspended");
    assertThat(someone.get("/login?suspended").body())
        .contains("This account is suspended. Log in to read why.");
  }

  @Test
  void session_clicks_isKeptAlive() {
    person("acc-active");
    Visitor someone = signedIn("acc-active");
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofHours(7));
      assertThat(someone.get("/dashboard").status()).isEqualTo(200);
    }
  }
}
