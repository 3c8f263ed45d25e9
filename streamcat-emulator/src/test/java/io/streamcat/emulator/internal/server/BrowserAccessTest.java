package io.streamcat.emulator.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.Headers;
import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("EMU-10")
class BrowserAccessTest {
  private static final BrowserAccess NONE = BrowserAccess.of("127.0.0.1", List.of());
  private static final BrowserAccess SOME =
      BrowserAccess.of(
          "ivs.corp.example", List.of(BrowserAccess.requireOrigin("https://App.example:8443")));
  private static final BrowserAccess ALL = BrowserAccess.of("127.0.0.1", List.of("*"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:4577",
        "localhost:4577",
        "LOCALHOST",
        "ivs.localhost:80",
        "[::1]:4577",
        "192.168.1.5",
        "emulator:4577",
        "host.docker.internal:4577"
      })
  void intercept_hostThatNoPublicPageHas_isEmpty(String host) {
    assertThat(NONE.intercept("POST", headers("Host", host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example:4577", "127.0.0.1.evil.example", "127.0.0.1evil.example", "1.2.3.x"})
  void intercept_publicHost_isRejected(String host) {
    assertRejected(NONE.intercept("POST", headers("Host", host)), "host " + host);
  }

  @Test
  void intercept_secondHost_isRejected() {
    Headers request = headers("Host", "127.0.0.1");
    request.add("Host", "evil.example");

    assertRejected(NONE.intercept("POST", request), "host evil.example");
  }

  @Test
  void intercept_ownHostOrHostOfAllowedOrigin_isEmpty() {
    assertThat(SOME.intercept("POST", headers("Host", "ivs.corp.example:4577"))).isEmpty();
    assertThat(SOME.intercept("POST", headers("Host", "app.example"))).isEmpty();
    assertThat(ALL.intercept("POST", headers("Host", "evil.example"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://localhost:3000",
        "http://127.0.0.1",
        "https://127.0.0.1:4577.evil.example",
        ""
      })
  void intercept_otherOrigin_isRejected(String origin) {
    Headers request = headers("Host", "127.0.0.1:4577", "Origin", origin);

    assertRejected(NONE.intercept("POST", request), "origin " + origin);
    assertRejected(SOME.intercept("POST", request), "origin " + origin);
    assertRejected(NONE.intercept("OPTIONS", request), "origin " + origin);
    assertThat(ALL.intercept("POST", request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4577", "https://127.0.0.1:4577"})
  void intercept_ownOrigin_isEmptyAndNeedsNoHeaders(String origin) {
    Headers request = headers("Host", "127.0.0.1:4577", "Origin", origin);

    assertThat(NONE.intercept("POST", request)).isEmpty();
    assertThat(NONE.answering(request)).isEmpty();
  }

  @Test
  void intercept_allowedOrigin_isEmptyAndShowsAnswer() {
    Headers request = headers("Host", "127.0.0.1:4577", "Origin", "https://app.example:8443");

    assertThat(SOME.intercept("POST", request)).isEmpty();
    assertThat(SOME.answering(request))
        .containsEntry("Access-Control-Allow-Origin", "https://app.example:8443")
        .containsEntry("Vary", "Origin")
        .containsKey("Access-Control-Expose-Headers");
  }

  @Test
  void intercept_preflightRequestOfAllowedOrigin_isAnswered() {
    Headers request =
        headers(
            "Host",
            "127.0.0.1:4577",
            "Origin",
            "https://app.example:8443",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "amz-sdk-request,authorization,content-type,x-amz-date");

    Reply reply = SOME.intercept("OPTIONS", request).orElseThrow();

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://app.example:8443")
        .containsEntry("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
        .containsEntry(
            "Access-Control-Allow-Headers",
            "amz-sdk-request,authorization,content-type,x-amz-date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void intercept_partOfAnotherPage_isRejected(String site) {
    Headers image =
        headers("Host", "localhost", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors");

    assertRejected(NONE.intercept("GET", image), "page of another origin");
    assertThat(ALL.intercept("GET", image)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void intercept_partOfOwnPage_isEmpty(String site) {
    Headers request =
        headers("Host", "localhost", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors");

    assertThat(NONE.intercept("GET", request)).isEmpty();
  }

  @Test
  void intercept_linkOnAnotherPage_isEmpty() {
    Headers link =
        headers("Host", "localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");

    assertThat(NONE.intercept("GET", link)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "https://example.com/",
        "https://example.com/path",
        "https://user@example.com",
        "https://",
        "http://a b",
        "null",
        ""
      })
  void requireOrigin_otherForm_isRejected(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrowserAccess.requireOrigin(origin))
        .withMessageStartingWith("cors must be");
  }

  private static void assertRejected(Optional<Reply> reply, String message) {
    assertThat(reply.orElseThrow().status()).isEqualTo(403);
    assertThat(reply.get().document().toString())
        .contains(message)
        .contains("start the emulator with --cors");
    assertThat(reply.get().headers()).doesNotContainKey("Access-Control-Allow-Origin");
  }

  private static Headers headers(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }
}
