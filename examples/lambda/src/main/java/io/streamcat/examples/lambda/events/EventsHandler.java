package io.streamcat.examples.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.streamcat.broadcast.EventSink;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.event.ingest.EventOutcome.Status;
import io.streamcat.exception.Check;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A handler that stores events from the batches of a queue, or single events from EventBridge.
 *
 * <p>For a batch it returns the messages to redeliver: those that could not be stored now. Messages
 * that can never be stored are logged, counted and not redelivered, because no redelivery helps.
 * While the database is unavailable the handler fails, so that Lambda counts an error and
 * redelivers the whole batch; it also fails if a single event cannot be stored.
 */
public final class EventsHandler implements RequestStreamHandler {

  static final String SCOPE = "STREAMCAT_EVENTS";

  /** The value of {@link #SCOPE} for the channels and stages that the database knows. */
  static final String RECORDED = "recorded";

  private static final String ALL = "all";
  private static final String REQUEST = "requestId";
  private static final Logger log = LoggerFactory.getLogger(EventsHandler.class);

  private final KeptConnection connection;
  private final boolean isOwnOnly;
  private final EventMetrics metrics = new EventMetrics();
  private @Nullable EventIngester ingester;

  /** Connects to the configured database, if it is available. */
  public EventsHandler() {
    this(System.getenv());
  }

  EventsHandler(Map<String, String> environment) {
    String scope = environment.getOrDefault(SCOPE, ALL);
    Check.that(
        scope.equals(RECORDED) || scope.equals(ALL),
        SCOPE,
        RECORDED + " or " + ALL,
        "is '" + scope + "'");
    isOwnOnly = scope.equals(RECORDED);
    connection = new KeptConnection(Database.of(environment, Clock.systemUTC())::connect);
    try {
      // During initialisation, when Lambda gives the function more processor time than later.
      ready();
    } catch (StorageException e) {
      log.warn(
          "Database not available at start, retrying with the first event: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] delivered = input.readAllBytes();
    try (MDC.MDCCloseable request = MDC.putCloseable(REQUEST, context.getAwsRequestId())) {
      Optional<SqsBatch> batch = SqsBatch.read(delivered);
      if (batch.isPresent()) {
        SqsBatch.writeFailures(store(batch.get()), output);
      } else {
        fail(store(List.of(new String(delivered, UTF_8))).get(0));
      }
    } finally {
      metrics.print(context.getFunctionName(), context.getAwsRequestId());
    }
  }

  /** Stores a batch and returns the ids of the messages to redeliver. */
  private List<String> store(SqsBatch batch) {
    List<EventOutcome> outcomes = store(batch.bodies());
    if (outcomes.stream().noneMatch(EventOutcome::isStored)) {
      outcomes.stream()
          .filter(outcome -> outcome.status() == Status.FAILED)
          .findFirst()
          .ifPresent(EventsHandler::fail);
    }
    List<String> toRedeliver = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      EventOutcome outcome = outcomes.get(i);
      RuntimeException cause = outcome.cause();
      String id = batch.messages().get(i).id();
      if (outcome.status() == Status.REJECTED && cause != null) {
        log.error("Message {} refused and not redelivered: {}", id, cause.getMessage());
      } else if (cause != null) {
        log.warn("Message {} not stored and redelivered: {}", id, cause.getMessage());
        toRedeliver.add(id);
      }
    }
    return toRedeliver;
  }

  private List<EventOutcome> store(List<String> events) {
    try {
      return ready().ingest(events);
    } catch (StorageException e) {
      metrics.onUnavailable(events.size());
      throw e;
    }
  }

  private static void fail(EventOutcome outcome) {
    if (outcome.cause() != null) {
      throw outcome.cause();
    }
  }

  /**
   * Connects if necessary, and checks the schema once.
   *
   * @throws StorageException if the database is unavailable or its tables are missing
   */
  private EventIngester ready() {
    connection.renewIfBroken();
    EventIngester ready = ingester;
    if (ready == null) {
      EventSink sink =
          EventSink.storingIn(
              JdbcBroadcastRepository.create(connection, TableNames.standard()), Clock.systemUTC());
      ready =
          EventIngester.create(
              isOwnOnly ? new OwnEvents(sink, connection, metrics::onForeign) : sink,
              metrics,
              Clock.systemUTC());
      ingester = ready;
    }
    return ready;
  }
}
