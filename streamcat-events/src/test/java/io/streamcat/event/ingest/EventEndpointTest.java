package io.streamcat.event.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.ingest.EventEndpoint.Answer;
import io.streamcat.event.ingest.EventOutcome.Status;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the responses, which decide whether EventBridge redelivers an event. */
@Guarantee("EVENT-21")
class EventEndpointTest {

  private static final String OLD = "an-old-secret-of-the-rule";
  private static final String NEW = "a-new-secret-of-the-rule!";

  private final List<String> taken = new ArrayList<>();
  private Status status = Status.STORED;

  private final EventIngester ingester =
      events -> {
        taken.addAll(events);
        return List.of(
            new EventOutcome(
                status,
                status == Status.STORED ? null : new StorageException("a reason", true, null),
                status == Status.STORED));
      };

  private final EventEndpoint endpoint = EventEndpoint.create(ingester, List.of(NEW, OLD));

  private Answer handle(String secret, String body) {
    return endpoint.handle(secret, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"STORED, 204", "REJECTED, 400", "FAILED, 503"})
  void handle_eachOutcome_returnsItsStatus(Status outcome, int expected) {
    status = outcome;

    assertThat(handle(NEW, "{\"détail\": 1}").status()).isEqualTo(expected);
    assertThat(taken).containsExactly("{\"détail\": 1}");
  }

  @Test
  void accepts_twoSecrets_acceptsBoth() {
    assertThat(handle(OLD, "{}")).isEqualTo(Answer.STORED);
    assertThat(handle(NEW, "{}")).isEqualTo(Answer.STORED);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "an-old-secret-of-the-rul", "an-old-secret-of-the-rule ", "ä"})
  void handle_wrongSecret_returns401(String secret) {
    assertThat(handle(secret, "{}").status()).isEqualTo(401);
    assertThat(endpoint.accepts(secret)).isFalse();
    assertThat(taken).isEmpty();
  }

  @Test
  void handle_longBodyOrOtherEncoding_isRejected() {
    assertThat(handle(NEW, " ".repeat(EventEndpoint.MAX_LENGTH))).isEqualTo(Answer.STORED);
    assertThat(handle(NEW, " ".repeat(EventEndpoint.MAX_LENGTH + 1)).status()).isEqualTo(413);
    assertThat(endpoint.handle(NEW, "é".getBytes(ISO_8859_1))).isEqualTo(Answer.REJECTED);
    assertThat(taken).hasSize(1);
  }

  @Test
  void create_invalidSecret_isRejectedWithoutShowingIt() {
    for (List<String> secrets :
        List.of(
            List.<String>of(),
            List.of(OLD, NEW, OLD),
            List.of("shhh"),
            List.of("shhh".repeat(129)),
            List.of("shhh, with some spaces"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> EventEndpoint.create(ingester, secrets))
          .satisfies(e -> assertThat(e.field()).startsWith("secret"))
          .withMessageNotContaining("shhh");
    }
    Object shown = endpoint;
    assertThat(shown.toString()).doesNotContain(NEW, OLD);
  }
}
