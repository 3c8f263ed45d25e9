package io.streamcat.examples.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A visitor with a session of its own that opens pages and sends forms without scripts. */
final class Visitor {

  static final String PASSWORD = "purple kettle on a slow train";

  private final URI site;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Visitor(int port) {
    site = URI.create("http://localhost:" + port);
  }

  Page get(String path) {
    return send(HttpRequest.newBuilder(site.resolve(path)));
  }

  /** Asks for a page like its script, without the user. */
  Page update(String path) {
    return send(HttpRequest.newBuilder(site.resolve(path)).header("X-Automatic", "update"));
  }

  /** Sends fields as they are, without the hidden fields of a form. */
  Page post(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(site.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Fills in and sends a form of a page. */
  Page submit(Page page, String action, Map<String, String> typed) {
    Map<String, String> fields = new LinkedHashMap<>(page.hiddenFields(action));
    fields.putAll(typed);
    return post(action, fields);
  }

  /** Sends the registration form. */
  Page sendRegistration(String username, String password) {
    return submit(get("/register"), "/register", credentials(username, password));
  }

  /** Loads the waiting page repeatedly, like its script, until the registration has ended. */
  Page awaitRegistration() {
    return await()
        .pollInterval(Duration.ofMillis(400))
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> get("/register/progress"),
            page -> page.status() != 200 || !page.body().contains("Setting up"));
  }

  /** Registers and returns the dashboard. */
  Page register(String username) {
    assertThat(sendRegistration(username, PASSWORD).location()).isEqualTo("/register/progress");
    assertThat(awaitRegistration().location()).isEqualTo("/dashboard");
    return get("/dashboard");
  }

  Page logIn(String username, String password) {
    return submit(get("/login"), "/login", credentials(username, password));
  }

  Page logOut() {
    return submit(get("/dashboard"), "/logout", Map.of());
  }

  String sessionId() {
    return cookie("JSESSIONID");
  }

  /** Returns the value of a cookie, or an empty text. */
  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Puts a cookie into the browser. */
  void plant(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    String host = site.getHost();
    cookie.setDomain(host.contains(".") ? host : host + ".local");
    cookies.getCookieStore().add(site, cookie);
  }

  static Map<String, String> credentials(String username, String password) {
    return Map.of("username", username, "password", password);
  }

  private Page send(HttpRequest.Builder request) {
    try {
      return new Page(
          http.send(
              request
                  .timeout(Duration.ofSeconds(60))
                  .header("Accept", "text/html,application/json;q=0.9,*/*;q=0.8")
                  .build(),
              BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
