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
 * Stores events that come in batches from a queue, or one by one from EventBridge.
 *
 * <p>Of a batch it names the messages that have to come again; those that never can be stored end
 * in the queue's dead-letter queue. While the database is away it fails, so that Lambda counts an
 * error and all of the batch comes again; so it does when it cannot store a single event.
 */
public final class EventsHandler implements RequestStreamHandler {

  private static final Logger log = LoggerFactory.getLogger(EventsHandler.class);

  private final KeptConnection connection;
  private @Nullable EventIngester ingester;

  /** Connects as the environment says, unless the database is away. */
  public EventsHandler() {
    this(System.getenv());
  }

  EventsHandler(Map<String, String> environment) {
    connection = new KeptConnection(Database.of(environment)::connect);
    try {
      // While Lambda initialises the function, which has more processor time than later.
      ready();
    } catch (StorageException e) {
      log.warn("Not ready yet: {}", e.getMessage());
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

  /** Returns the ids of the messages that are not stored. */
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
        log.warn("Message {} is {}: {}", id, outcomes.get(i).status(), cause.getMessage());
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
   * Connects if need be, and looks at the schema once.
   *
   * @throws StorageException if the database is away or has not the tables
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
