package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.RawConnection.Response;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of requests that a browser sends for a web page. */
@Guarantee("EMU-10")
class ForeignPagesTest extends EmulatorTest {
  private static final String APP = "http://localhost:3000";

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.cors(APP);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/CreateRoom,{}",
    "POST,/_streamcat/reset,",
    "POST,/_streamcat/events/destinations,{\"url\": \"http://127.0.0.1:1/\"}",
    "GET,/_streamcat/requests,",
    "DELETE,/tags/x,"
  })
  void request_foreignOriginOrHost_isRejectedWithoutEffect(String method, String path, String body)
      throws IOException {
    createRoom("kept");

    for (String header : new String[] {"Origin: http://evil.example", "Host: evil.example"}) {
      Response response = send(method, path, body == null ? "" : body, header);

      assertThat(response.status()).isEqualTo(403);
      assertThat(response.header("x-amzn-errortype")).isEqualTo("AccessDeniedException");
      assertThat(response.header("access-control-allow-origin")).isEmpty();
      assertThat(response.text()).contains("is not allowed: start the emulator with --cors");
    }
    assertThat(emulator.resources()).hasSize(1);
    assertThat(emulator.events().destinations()).isEmpty();
    assertThat(emulator.requests()).hasSize(1);
  }

  @Test
  void request_allowedOrigin_isAnsweredForThePage() throws IOException {
    Response response = send("POST", "/CreateRoom", "{}", "Origin: " + APP);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("access-control-allow-origin")).isEqualTo(APP);
    assertThat(response.header("access-control-expose-headers")).contains("x-amzn-requestid");
  }

  @Test
  void request_allowedOriginWithError_isAnsweredForThePage() throws IOException {
    Response response =
        send("POST", "/GetStage", "{\"arn\":\"" + UNKNOWN_STAGE + "\"}", "Origin: " + APP);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("access-control-allow-origin")).isEqualTo(APP);
  }

  @Test
  void request_preflight_isAnsweredForAllowedOriginOnly() throws IOException {
    String wanted = "\r\nAccess-Control-Request-Method: POST";

    assertThat(send("OPTIONS", "/CreateRoom", "", "Origin: " + APP + wanted).status())
        .isEqualTo(204);
    assertThat(send("OPTIONS", "/CreateRoom", "", "Origin: http://evil.example" + wanted).status())
        .isEqualTo(403);
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void request_modelledHeaders_areInErrorsAndSomeAnswers() throws IOException {
    Response error = send("POST", "/GetStage", "{\"arn\":\"" + UNKNOWN_STAGE + "\"}", "X: x");
    Response answer =
        send("POST", "/BatchGetChannel", "{\"arns\":[\"" + UNKNOWN_CHANNEL + "\"]}", "X: x");

    for (Response response : new Response[] {error, answer}) {
      assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
      assertThat(response.header("access-control-expose-headers")).contains("x-amzn-errortype");
      assertThat(response.header("cache-control")).isEqualTo("no-store, no-cache");
      assertThat(response.header("content-security-policy")).startsWith("default-src 'self'");
      assertThat(response.header("strict-transport-security")).startsWith("max-age:");
      assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(response.header("x-frame-options")).isEqualTo("DENY");
    }
    assertThat(send("POST", "/ListRooms", "{}", "X: x").header("cache-control")).isEmpty();
  }

  private Response send(String method, String path, String body, String header) throws IOException {
    String host = header.startsWith("Host:") ? "" : "Host: 127.0.0.1:" + emulator.port() + "\r\n";
    try (RawConnection connection = new RawConnection(emulator.endpoint())) {
      String request =
          "%s %s HTTP/1.1\r\n%s%s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, host, header, body.getBytes(UTF_8).length, body);
      return connection.send(request.getBytes(UTF_8)).response(method).orElseThrow();
    }
  }
}
