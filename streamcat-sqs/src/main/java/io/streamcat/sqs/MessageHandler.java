package io.streamcat.sqs;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Stores the events of messages. Deletes messages whose events are stored, and has those
 * redelivered soon whose events could not be stored. A rejected message is left alone: after enough
 * receives the queue moves it to its dead-letter queue.
 *
 * <p>While the store is unavailable, messages are held: each redelivery would count for the redrive
 * policy, too.
 */
final class MessageHandler {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /**
   * The longest time that messages are held. The outage may be caused by one of them, so other
   * messages get their turn then.
   */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

  private static final int DELETE_ATTEMPTS = 2;

  private final EventQueue queue;
  private final EventIngester ingester;
  private final VisibilityExtender extender;
  private final OutageLogger store;
  private final Clock clock;

  MessageHandler(
      EventQueue queue,
      EventIngester ingester,
      VisibilityExtender extender,
      OutageLogger store,
      Clock clock) {
    this.queue = queue;
    this.ingester = ingester;
    this.extender = extender;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Handles messages that were received together.
   *
   * @param backoff backoff while the store is unavailable
   * @return false if the store is unavailable: some events failed and none was stored
   */
  boolean handle(List<Message> messages, Backoff backoff) throws InterruptedException {
    List<EventOutcome> outcomes = ingest(messages, backoff);
    List<Message> stored = new ArrayList<>();
    Map<Message, Duration> failed = new LinkedHashMap<>();
    RuntimeException failure = null;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      EventOutcome outcome = outcomes.get(i);
      switch (outcome.status()) {
        case STORED -> stored.add(message);
        case REJECTED -> logRejected(message, outcome.cause());
        case FAILED -> {
          log.debug(
              "An event could not be stored message={}", message.messageId(), outcome.cause());
          failed.put(message, Backoff.growing(receiveCount(message), LONGEST_DELAY));
          failure = outcome.cause();
        }
      }
    }
    if (!stored.isEmpty()) {
      store.passed();
      delete(stored);
    } else if (failure != null) {
      store.failed(failure);
    }
    if (!failed.isEmpty()) {
      queue.changeVisibility(failed);
    }
    return failure == null || !stored.isEmpty();
  }

  private List<EventOutcome> ingest(List<Message> messages, Backoff backoff)
      throws InterruptedException {
    List<String> bodies = messages.stream().map(Message::body).toList();
    Instant until = clock.instant().plus(LONGEST_HOLD);
    VisibilityExtender.Batch batch = extender.hold(messages);
    try {
      List<EventOutcome> outcomes = ingester.ingest(bodies);
      while (isOutage(outcomes) && clock.instant().isBefore(until) && !backoff.isStopping()) {
        logOutage(outcomes);
        backoff.failed();
        outcomes = ingester.ingest(bodies);
      }
      return outcomes;
    } finally {
      extender.release(batch);
    }
  }

  private static boolean isOutage(List<EventOutcome> outcomes) {
    return outcomes.stream().noneMatch(EventOutcome::isStored)
        && outcomes.stream().anyMatch(EventOutcome::isOutage);
  }

  private void logOutage(List<EventOutcome> outcomes) {
    outcomes.stream()
        .filter(EventOutcome::isOutage)
        .findFirst()
        .map(EventOutcome::cause)
        .ifPresent(store::failed);
  }

  private static void logRejected(Message message, @Nullable RuntimeException cause) {
    if (receiveCount(message) == 1) {
      log.warn(
          "Rejected an invalid event; it goes to the dead-letter queue message={} cause={}",
          message.messageId(),
          String.valueOf(cause));
    } else {
      log.debug("Rejected an invalid event again message={}", message.messageId());
    }
  }

  /** A message that cannot be deleted is redelivered, and changes nothing then. */
  private void delete(List<Message> stored) {
    List<Message> left = stored;
    for (int attempt = 0; attempt < DELETE_ATTEMPTS && !left.isEmpty(); attempt++) {
      left = queue.delete(left);
    }
    if (!left.isEmpty()) {
      log.debug("Messages could not be deleted; they will be redelivered messages={}", left.size());
    }
  }

  private static int receiveCount(Message message) {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return count == null ? 1 : Integer.parseInt(count);
  }
}
