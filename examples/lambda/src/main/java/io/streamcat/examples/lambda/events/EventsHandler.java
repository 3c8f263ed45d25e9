package io.streamcat.examples.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.streamcat.broadcast.EventSink;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.event.ingest.EventOutcome.Status;
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

/**
 * A handler that stores events from the batches of a queue, or single events from EventBridge.
 *
 * <p>For a batch it returns the messages to redeliver; messages that can never be stored end in the
 * queue's dead-letter queue. While the database is unavailable the handler fails, so that Lambda
 * counts an error and redelivers the whole batch; it also fails if a single event cannot be stored.
 */
public final class EventsHandler implements RequestStreamHandler {

  private static final Logger log = LoggerFactory.getLogger(EventsHandler.class);

  private final KeptConnection connection;
  private @Nullable EventIngester ingester;

  /** Connects to the configured database, if it is available. */
  public EventsHandler() {
    this(System.getenv());
  }

  EventsHandler(Map<String, String> environment) {
    connection = new KeptConnection(Database.of(environment)::connect);
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
    Optional<SqsBatch> batch = SqsBatch.read(delivered);
    if (batch.isPresent()) {
      SqsBatch.writeFailures(store(batch.get()), output);
    } else {
      store(new String(delivered, UTF_8));
    }
  }

  /** Stores a batch and returns the ids of the messages that were not stored. */
  private List<String> store(SqsBatch batch) {
    List<EventOutcome> outcomes = ready().ingest(batch.bodies());
    if (outcomes.stream().noneMatch(EventOutcome::isStored)) {
      outcomes.stream()
          .filter(outcome -> outcome.status() == Status.FAILED)
          .findFirst()
          .ifPresent(EventsHandler::fail);
    }
    List<String> notStored = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      RuntimeException cause = outcomes.get(i).cause();
      if (cause != null) {
        String id = batch.messages().get(i).id();
        log.warn(
            "Message {} not stored: outcome={}, cause={}",
            id,
            outcomes.get(i).status(),
            cause.getMessage());
        notStored.add(id);
      }
    }
    return notStored;
  }

  private void store(String event) {
    fail(ready().ingest(List.of(event)).get(0));
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
      ready =
          EventIngester.create(
              EventSink.storingIn(
                  JdbcBroadcastRepository.create(connection, TableNames.standard()),
                  Clock.systemUTC()));
      ingester = ready;
    }
    return ready;
  }
}
