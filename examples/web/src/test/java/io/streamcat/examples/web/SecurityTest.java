package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.password.UserPasswords;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

@Guarantee("EXAMPLE-06")
class SecurityTest extends SiteTest {

  @LocalManagementPort private int managementPort;
  @Autowired private UserPasswords passwords;

  @ParameterizedTest
  @ValueSource(strings = {"/register", "/login"})
  void form_visitorWithoutCsrfToken_isForbidden(String path) {
    Map<String, String> fields = Visitor.credentials("mallory", PASSWORD);

    assertThat(visitor.post(path, fields).status()).isEqualTo(403);
    assertThat(users.findByUsername("mallory")).isEmpty();
  }

  @Test
  void form_userWithoutCsrfToken_isForbidden() {
    visitor.register("csrf");
    String key = reveal(visitor);

    assertThat(visitor.post("/logout", Map.of()).status()).isEqualTo(403);
    assertThat(visitor.post("/dashboard/stream-key", Map.of()).streamKeys()).isEmpty();
    assertThat(visitor.post("/dashboard/stream-key/rotate", Map.of()).status()).isEqualTo(403);
    assertThat(visitor.post("/account/delete", Map.of("password", PASSWORD)).status())
        .isEqualTo(403);
    assertThat(reveal(visitor)).isEqualTo(key);
  }

  @Test
  void login_newSession_hasOtherId() {
    visitor.register("fixation");
    visitor.logOut();
    visitor.get("/login");
    String before = visitor.sessionId();

    assertThat(visitor.logIn("fixation", PASSWORD).location()).isEqualTo("/dashboard");

    assertThat(visitor.sessionId()).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void register_newSession_hasOtherId() {
    visitor.sendRegistration("fixated", PASSWORD);
    String before = visitor.sessionId();

    assertThat(visitor.awaitRegistration().location()).isEqualTo("/dashboard");

    assertThat(visitor.sessionId()).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void logout_session_ends() {
    visitor.register("leaver");

    assertThat(visitor.logOut().location()).isEqualTo("/login?out");

    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/register", "/login", "/channel/nobody", "/dashboard"})
  void response_anyPage_hasSecurityHeaders(String path) {
    Page page = visitor.get(path);

    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Permissions-Policy")).contains("camera=()");
    assertThat(page.header("Cache-Control")).contains("no-store");
  }

  @Test
  void sessionCookie_attributes_protectFromScriptsAndOtherSites() {
    assertThat(visitor.get("/register").header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/register", "/login"})
  void page_any_hasNoInlineContent(String path) {
    assertThat(visitor.get(path).body())
        .doesNotContain("<script>", "<style", " style=", "javascript:")
        .doesNotContainPattern(" on[a-z]+=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dashboard", "/account/delete", "/logout"})
  void userPage_visitor_redirectsToLogin(String path) {
    assertThat(visitor.get(path).location()).isEqualTo("/login");
  }

  @Test
  void login_unknownName_looksLikeWrongPassword() {
    visitor.register("known");
    Page wrongPassword = new Visitor(port).logIn("known", "something else");
    Page unknownName = new Visitor(port).logIn("knowm", "something else");

    assertThat(wrongPassword.status()).isEqualTo(401);
    assertThat(unknownName.status()).isEqualTo(401);
    assertThat(unknownName.body()).contains("Wrong username or password");
    assertThat(withoutToken(unknownName).replace("knowm", "known"))
        .isEqualTo(withoutToken(wrongPassword));
  }

  @Test
  void login_wrongPassword_keepsNameButNotPassword() {
    Page page = visitor.logIn("someone\"<b>", "a secret that was typed");

    assertThat(page.body())
        .contains("value=\"someone&quot;&lt;b&gt;\"")
        .doesNotContain("a secret that was typed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guessed", "never-registered"})
  void login_sixthAttempt_isRejectedForAnyName(String name) {
    if (name.equals("guessed")) {
      new Visitor(port).register(name);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(visitor.logIn(name, "wrong " + i).status()).isEqualTo(401);
    }

    Page page = visitor.logIn(name.toUpperCase(Locale.ROOT), PASSWORD);

    assertThat(page.status()).isEqualTo(429);
    assertThat(page.header("Retry-After")).isEqualTo("900");
    assertThat(page.body()).contains("Too many attempts");
  }

  @Test
  void session_userRemoved_ends() {
    visitor.register("removed");
    User user = users.findByUsername("removed").orElseThrow();

    users.deprovision(user.id());

    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login?gone");
    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login");
  }

  @Test
  void session_passwordChanged_ends() {
    visitor.register("replaced");
    UserId id = users.findByUsername("replaced").orElseThrow().id();

    passwords.replace(id, "green kettle on a fast train");

    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login?changed");
    assertThat(visitor.get("/login?changed").body()).contains("password or username has changed");
    assertThat(visitor.logIn("replaced", "green kettle on a fast train").location())
        .isEqualTo("/dashboard");
    assertThat(visitor.get("/dashboard").status()).isEqualTo(200);
  }

  @Test
  void session_usernameChanged_ends() {
    visitor.register("renamed");

    users.rename(users.findByUsername("renamed").orElseThrow().id(), "renamed-since");

    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login?changed");
    assertThat(visitor.logIn("renamed-since", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @Test
  void session_nameRegisteredAgain_isNotInherited() {
    visitor.register("heir");
    users.deprovision(users.findByUsername("heir").orElseThrow().id());
    new Visitor(port).register("heir");

    assertThat(visitor.get("/dashboard").location()).isEqualTo("/login?gone");
  }

  @Test
  void metrics_managementPort_areNotPublic() {
    assertThat(visitor.get("/actuator/metrics").status()).isEqualTo(404);
    assertThat(visitor.get("/livez").body()).contains("UP");
    Visitor machine = new Visitor(managementPort);
    assertThat(machine.get("/actuator/metrics").body()).contains("http.server.requests");
    assertThat(machine.get("/actuator/health").body()).contains("\"status\":\"UP\"");
  }

  private static String reveal(Visitor visitor) {
    Page page = visitor.submit(visitor.get("/dashboard"), "/dashboard/stream-key", Map.of());
    assertThat(page.streamKeys()).hasSize(1);
    return page.streamKeys().get(0);
  }

  private static String withoutToken(Page page) {
    return page.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
  }
}
