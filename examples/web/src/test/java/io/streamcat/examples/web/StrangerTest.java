package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by visitors who are not logged in: they must take no memory, and learn nothing. */
@Guarantee("EXAMPLE-11")
class StrangerTest extends SiteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/login",
        "/register",
        "/register/progress",
        "/dashboard",
        "/account",
        "/logout",
        "/account/deleted",
        "/channel/nobody",
        "/channel/stranger-owner",
        "/nothing",
        "/dashboard/privacy",
        "/error"
      })
  void page_stranger_hasNoSession(String path) {
    if (users.findByUsername("stranger-owner").isEmpty()) {
      person("stranger-owner");
    }

    visitor.get(path);

    assertThat(visitor.sessionId()).isEmpty();
  }

  @Test
  void chatToken_stranger_hasNoSession() {
    person("stranger-chat");
    String token = "/channel/stranger-chat/chat-token";

    assertThat(visitor.submit(visitor.get("/channel/stranger-chat"), token, Map.of()).status())
        .isEqualTo(200);
    assertThat(visitor.sessionId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/appspecific/com.chrome.devtools.json",
        "/nothing",
        "/dashboard/nothing",
        "/favicon.ico",
        "/account/delete/nothing"
      })
  void unknownPath_anyVisitor_isNotFound(String path) {
    if (users.findByUsername("stranger-user").isEmpty()) {
      person("stranger-user");
    }

    assertThat(visitor.get(path).status()).isEqualTo(404);
    assertThat(visitor.cookie("return")).isEmpty();
    assertThat(signedIn("stranger-user").get(path).status()).isEqualTo(404);
  }

  @Test
  void login_afterKnownPage_returnsToIt() {
    person("stranger-return");
    visitor.get("/account");
    visitor.get("/nothing");

    assertThat(visitor.logIn("stranger-return", PASSWORD).location()).isEqualTo("/account");
    assertThat(visitor.cookie("return")).isEmpty();
  }

  @Test
  void login_afterForgedReturnCookie_opensDashboard() {
    person("stranger-forged");
    visitor.get("/account");
    String content = visitor.cookie("return").split("\\.")[1];
    visitor.plant("return", "Ly9ldmlsLmV4YW1wbGU." + content + ".AAAA");

    assertThat(visitor.logIn("stranger-forged", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @Test
  void login_expiredReturnCookie_opensDashboard() {
    person("stranger-late");
    visitor.get("/account");
    clock.advance(Duration.ofMinutes(11));

    assertThat(visitor.logIn("stranger-late", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @Test
  void login_nameLockedByStranger_succeedsFromKnownBrowser() {
    person("stranger-locked");
    visitor.logIn("stranger-locked", PASSWORD);
    visitor.logOut();
    Visitor attacker = new Visitor(port);
    for (int i = 0; i < 8; i++) {
      attacker.logIn("stranger-locked", "guess " + i);
    }

    assertThat(attacker.logIn("stranger-locked", PASSWORD).status()).isEqualTo(429);
    assertThat(visitor.logIn("stranger-locked", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @Test
  void login_hashingBusy_isUnavailableAndDoesNotCount() {
    person("stranger-busy");
    BusyHasher.busy(true);
    for (int i = 0; i < 6; i++) {
      Page page = visitor.logIn("stranger-busy", PASSWORD);
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isEqualTo("5");
      assertThat(page.body()).contains("Too many people are logging in");
    }
    BusyHasher.busy(false);

    assertThat(visitor.logIn("stranger-busy", PASSWORD).location()).isEqualTo("/dashboard");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /%zz", "GET /a;b", "GET //", "TRACE /", "GET /\\", "GET /login?\u0001"})
  void errorPage_ofContainer_hasSecurityHeaders(String request) throws IOException {
    String answer;
    try (Socket socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              (request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(answer)
        .startsWith("HTTP/1.1 4")
        .contains("Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff")
        .contains("X-Frame-Options: DENY")
        .doesNotContain("Apache Tomcat", "Exception");
  }

  @Test
  void errorPage_mistakeOfVisitor_saysSo() {
    person("stranger-mistakes");
    Visitor someone = signedIn("stranger-mistakes");
    Map<String, String> csrf = someone.get("/dashboard").hiddenFields("/logout");

    Page notAPage = someone.get("/dashboard/privacy");
    Page tooLong = someone.post("/dashboard/guests", Map.of("username", "x".repeat(20_000)));
    Page unreadable = someone.post("/dashboard/privacy", withClosed(csrf));

    assertThat(notAPage.status()).isEqualTo(405);
    assertThat(notAPage.body()).contains("This address is not a page");
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(tooLong.body()).contains("That was too long");
    assertThat(unreadable.status()).isEqualTo(400);
    assertThat(unreadable.body()).contains("This request cannot be read");
  }

  private static Map<String, String> withClosed(Map<String, String> csrf) {
    Map<String, String> fields = new HashMap<>(csrf);
    fields.put("closed", "perhaps");
    return fields;
  }
}
