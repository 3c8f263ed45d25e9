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
 * Has messages stored, deletes those that are, and has those come again soon that could not be.
 * What is refused is left as it is: once it has come often enough, the queue moves it to its
 * dead-letter queue.
 *
 * <p>While the store is away messages stay in hand, because each time they come counts for that
 * policy, too, and they are not to blame.
 */
final class MessageHandler {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** Then others have their turn: what fails like a store that is away may be one message. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

  private static final int DELETE_ATTEMPTS = 2;

  private final EventQueue queue;
  private final EventIngester ingester;
  private final VisibilityExtender keeper;
  private final OutageLogger store;
  private final Clock clock;

  MessageHandler(
      EventQueue queue,
      EventIngester ingester,
      VisibilityExtender keeper,
      OutageLogger store,
      Clock clock) {
    this.queue = queue;
    this.ingester = ingester;
    this.keeper = keeper;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Handles messages that were received together.
   *
   * @param pauses waits while the store is away
   * @return false if the store is away: some failed and none was stored
   */
  boolean handle(List<Message> messages, Backoff pauses) throws InterruptedException {
    List<EventOutcome> outcomes = take(messages, pauses);
    List<Message> stored = new ArrayList<>();
    Map<Message, Duration> failed = new LinkedHashMap<>();
    RuntimeException failure = null;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      EventOutcome outcome = outcomes.get(i);
      switch (outcome.status()) {
        case STORED -> stored.add(message);
        case REFUSED -> noteRefused(message, outcome.cause());
        case FAILED -> {
          log.debug("Message {} could not be stored", message.messageId(), outcome.cause());
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

  private List<EventOutcome> take(List<Message> messages, Backoff pauses)
      throws InterruptedException {
    List<String> bodies = messages.stream().map(Message::body).toList();
    Instant until = clock.instant().plus(LONGEST_HOLD);
    VisibilityExtender.Batch batch = keeper.hold(messages);
    try {
      List<EventOutcome> outcomes = ingester.ingest(bodies);
      while (isOutage(outcomes) && clock.instant().isBefore(until) && !pauses.isStopping()) {
        noteOutage(outcomes);
        pauses.failed();
        outcomes = ingester.ingest(bodies);
      }
      return outcomes;
    } finally {
      keeper.release(batch);
    }
  }

  private static boolean isOutage(List<EventOutcome> outcomes) {
    return outcomes.stream().noneMatch(EventOutcome::isStored)
        && outcomes.stream().anyMatch(EventOutcome::isOutage);
  }

  private void noteOutage(List<EventOutcome> outcomes) {
    outcomes.stream()
        .filter(EventOutcome::isOutage)
        .findFirst()
        .map(EventOutcome::cause)
        .ifPresent(store::failed);
  }

  private static void noteRefused(Message message, @Nullable RuntimeException cause) {
    if (receiveCount(message) == 1) {
      log.warn("Message {} is refused: {}", message.messageId(), String.valueOf(cause));
    } else {
      log.debug("Message {} is refused again", message.messageId());
    }
  }

  /** What cannot be deleted comes again, and changes nothing then. */
  private void delete(List<Message> stored) {
    List<Message> left = stored;
    for (int attempt = 0; attempt < DELETE_ATTEMPTS && !left.isEmpty(); attempt++) {
      left = queue.delete(left);
    }
    if (!left.isEmpty()) {
      log.debug("{} messages could not be deleted, and come again", left.size());
    }
  }

  private static int receiveCount(Message message) {
    String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return count == null ? 1 : Integer.parseInt(count);
  }
}
