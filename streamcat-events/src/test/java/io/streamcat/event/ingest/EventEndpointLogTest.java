package io.streamcat.event.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log of an endpoint, which no client and no outage can fill. */
class EventEndpointLogTest {

  private static final String SECRET = "the-secret-of-the-rule";

  private final ManualClock clock = new ManualClock();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(EventEndpoint.class);
  private EventOutcome outcome = EventOutcome.stored(true);
  private final EventEndpoint endpoint =
      new EventEndpoint(events -> List.of(outcome), List.of(SECRET), clock);

  @BeforeEach
  void listen() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void forget() {
    logger.setAdditive(true);
    logger.setLevel(null);
    logger.detachAppender(log);
  }

  private void handle(@Nullable String secret) {
    var unused = endpoint.handle(secret, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void handle_wrongSecrets_areLoggedOnceAMinuteWithTheirNumber() {
    handle("another-secret");
    handle("another-secret");
    clock.advance(Duration.ofMinutes(1).minusMillis(1));
    handle(null);
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("its secret is wrong", "refusedSinceLastWarning=0")
        .doesNotContain("another-secret");

    clock.advance(Duration.ofMillis(1));
    handle(null);
    assertThat(messages())
        .hasSize(2)
        .last()
        .asString()
        .contains("its secret is missing", "refusedSinceLastWarning=2");

    clock.advance(Duration.ofMinutes(1));
    handle(null);
    assertThat(messages()).hasSize(3).last().asString().contains("refusedSinceLastWarning=0");
  }

  @Test
  void handle_outage_isLoggedAtItsBeginningAndItsEnd() {
    handle(SECRET);
    assertThat(messages()).isEmpty();

    outcome = EventOutcome.of(new StorageException("the store is away", true, null));
    handle(SECRET);
    assertThat(messages()).hasSize(1);
    handle(SECRET);
    outcome = EventOutcome.of(new InvalidInputException("detail", "known", "is unknown"));
    handle(SECRET);
    outcome = EventOutcome.stored(true);
    handle(SECRET);
    handle(SECRET);

    assertThat(messages())
        .hasSize(3)
        .satisfiesExactly(
            begin -> assertThat(begin).startsWith("Events cannot be stored"),
            rejected -> assertThat(rejected).startsWith("An event was rejected"),
            end -> assertThat(end).isEqualTo("Events can be stored again"));
  }
}
