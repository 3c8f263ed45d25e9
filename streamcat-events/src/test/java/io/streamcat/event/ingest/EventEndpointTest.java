package io.streamcat.event.ingest;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.stream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.streamcat.event.ingest.EventEndpoint.Answer;
import io.streamcat.event.ingest.EventOutcome.Status;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Times of comparisons depend on the machine, so this test looks at the called methods. */
  @Test
  void accepts_comparison_isInConstantTime() {
    JavaCodeUnit accepts =
        new ClassFileImporter()
            .importClasses(EventEndpoint.class)
            .get(EventEndpoint.class)
            .getMethod("accepts", String.class);

    assertThat(accepts.getMethodCallsFromSelf())
        .extracting(call -> call.getTarget().getFullName())
        .contains("java.security.MessageDigest.isEqual([B, [B)")
        .noneMatch(name -> name.matches(".*\\.(equals|contentEquals|compare\\w*|mismatch)\\(.*"))
        .noneMatch(name -> name.matches(".*\\.(contains|indexOf|\\w*Match)\\(.*"));
  }

  /** A store can refuse an event for ever, too: its answer must not be 5xx. */
  @Test
  void handle_storeRejectsOrFails_isRepeatedOnlyIfItMaySucceed() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    EventEndpoint storing =
        EventEndpoint.create(
            EventIngester.create(
                events -> {
                  throw Objects.requireNonNull(failure.get());
                }),
            List.of(NEW));
    byte[] event = stream("Stream Start", "st-1", NOW).toJson().getBytes(UTF_8);

    failure.set(new InvalidInputException("streamId", "of one channel", "is of another one"));
    assertThat(storing.handle(NEW, event).status()).isEqualTo(400);
    failure.set(new StorageException("the store is away", true, null));
    assertThat(storing.handle(NEW, event).status()).isEqualTo(503);
    failure.set(new IllegalStateException("a fault"));
    assertThat(storing.handle(NEW, event).status()).isEqualTo(503);
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
            List.of("shhh, with some spaces"),
            List.of("shhh".repeat(4) + (char) 127))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> EventEndpoint.create(ingester, secrets))
          .satisfies(e -> assertThat(e.field()).startsWith("secret"))
          .withMessageNotContaining("shhh");
    }
    Object shown = endpoint;
    assertThat(shown.toString()).doesNotContain(NEW, OLD);
  }
}
