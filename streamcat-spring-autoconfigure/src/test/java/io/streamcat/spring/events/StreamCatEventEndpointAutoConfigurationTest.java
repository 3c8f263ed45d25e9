package io.streamcat.spring.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.ingest.EventEndpoint;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.exception.StorageException;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.testing.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@Guarantee("EVENT-21")
@ExtendWith(OutputCaptureExtension.class)
class StreamCatEventEndpointAutoConfigurationTest {

  private static final String SECRET = "a-secret-of-the-rule";
  private static final String PREVIOUS = "an-older-secret-of-the-rule";
  private static final String PATH = "/streamcat/events";
  private static final String HEADER = "X-Api-Key";

  private static WebApplicationContextRunner withSecret() {
    return Contexts.inMemoryWeb().withPropertyValues("streamcat.events.http.secret=" + SECRET);
  }

  /** Posts without request builders, whose methods differ between Spring versions. */
  private static int status(
      WebApplicationContext context, String path, String header, String secret, String body)
      throws Exception {
    return MockMvcBuilders.webAppContextSetup(context)
        .build()
        .perform(
            servletContext -> {
              MockHttpServletRequest request =
                  new MockHttpServletRequest(servletContext, "POST", path);
              request.addHeader(header, secret);
              request.setContentType("application/json");
              request.setContent(body.getBytes(UTF_8));
              return request;
            })
        .andReturn()
        .getResponse()
        .getStatus();
  }

  @Test
  void post_anyRequest_isAnsweredAsEventBridgeNeeds() {
    withSecret()
        .run(
            context -> {
              String event = Contexts.wentLive("st-1");

              assertThat(status(context, PATH, HEADER, "another-secret-of-it", event))
                  .isEqualTo(401);
              assertThat(status(context, PATH, "X-Other", SECRET, event)).isEqualTo(401);
              assertThat(context.getBean(Broadcasts.class).find("st-1")).isEmpty();
              assertThat(status(context, PATH, HEADER, SECRET, event)).isEqualTo(204);
              assertThat(context.getBean(Broadcasts.class).find("st-1")).isPresent();
              assertThat(status(context, PATH, HEADER, SECRET, "{}")).isEqualTo(400);
              assertThat(
                      status(
                          context,
                          PATH,
                          HEADER,
                          SECRET,
                          " ".repeat(EventEndpoint.MAX_LENGTH) + event))
                  .isEqualTo(413);
            });
  }

  @Test
  void post_wrongSecrets_areLoggedOnceInAMinuteWithoutShowingThem(CapturedOutput output) {
    withSecret()
        .run(
            context -> {
              for (int i = 0; i < 3; i++) {
                assertThat(status(context, PATH, HEADER, "another-secret-of-it", "{}"))
                    .isEqualTo(401);
              }

              assertThat(output)
                  .containsOnlyOnce("A request was refused: its secret is wrong")
                  .doesNotContain("another-secret-of-it");
            });
  }

  @Test
  void post_storeUnavailable_asksEventBridgeToRetry() {
    EventOutcome failed =
        new EventOutcome(
            EventOutcome.Status.FAILED, new StorageException("unavailable", true, null), false);
    withSecret()
        .withBean(EventIngester.class, () -> events -> List.of(failed))
        .run(context -> assertThat(status(context, PATH, HEADER, SECRET, "{}")).isEqualTo(503));
  }

  @Test
  void post_otherPathHeaderAndPreviousSecret_isAccepted() {
    withSecret()
        .withPropertyValues(
            "streamcat.events.http.previous-secret=" + PREVIOUS,
            "streamcat.events.http.path=/hooks/ivs",
            "streamcat.events.http.header=Authorization")
        .run(
            context -> {
              String event = Contexts.wentLive("st-1");

              assertThat(status(context, "/hooks/ivs", "Authorization", SECRET, event))
                  .isEqualTo(204);
              assertThat(status(context, "/hooks/ivs", "Authorization", PREVIOUS, event))
                  .isEqualTo(204);
              assertThat(status(context, PATH, HEADER, SECRET, event)).isEqualTo(404);
            });
  }

  @Test
  void toString_secrets_areNotContained() {
    withSecret()
        .withPropertyValues("streamcat.events.http.previous-secret=" + PREVIOUS)
        .run(
            context ->
                assertThat(context.getBean(StreamCatProperties.class).toString())
                    .contains(PATH)
                    .doesNotContain(SECRET, PREVIOUS));
  }

  @Test
  void secret_missing_definesNoEndpoint() {
    for (String property : new String[] {"a=b", "streamcat.events.http.secret="}) {
      Contexts.inMemoryWeb()
          .withPropertyValues(property)
          .run(
              context -> {
                assertThat(context).doesNotHaveBean(EventEndpoint.class);
                assertThat(status(context, PATH, HEADER, SECRET, "{}")).isEqualTo(404);
              });
    }
  }

  @Test
  void start_noWebApplicationOrNoSpringMvc_definesNoEndpoint() {
    String[] secret = {"streamcat.events.http.secret=" + SECRET};
    Contexts.inMemory()
        .withPropertyValues(secret)
        .run(context -> assertThat(context).doesNotHaveBean(EventEndpoint.class));
    Contexts.inMemory()
        .withPropertyValues(secret)
        .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventEndpoint.class));
  }
}
