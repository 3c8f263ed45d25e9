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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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
 * <p>An event that fails while another event is written is to blame itself. If no event is written,
 * the store is to blame, and messages are held: each redelivery would count for the redrive policy,
 * too.
 */
final class MessageHandler {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /**
   * The time after which a further batch is received during an outage. If it is stored, the events
   * of the held batches are to blame.
   */
  private static final Duration TRIAL_AFTER = Duration.ofMinutes(5);

  private static final int MAX_BATCHES = 3;

  /** Less than the twelve hours for which SQS hides a received message. */
  private static final Duration LONGEST_HOLD = Duration.ofHours(11);

  private static final int DELETE_ATTEMPTS = 2;

  private final EventQueue queue;
  private final EventIngester ingester;
  private final VisibilityExtender extender;
  private final OutageLogger store;
  private final SqsConsumerSettings settings;
  private final Clock clock;

  /** The number of batches of all pollers of which an event was written. */
  private final AtomicLong written = new AtomicLong();

  MessageHandler(
      EventQueue queue,
      EventIngester ingester,
      VisibilityExtender extender,
      OutageLogger store,
      SqsConsumerSettings settings) {
    this.queue = queue;
    this.ingester = ingester;
    this.extender = extender;
    this.store = store;
    this.settings = settings;
    this.clock = settings.clock();
  }

  /** Messages that were received together, and the outcomes of the last attempt to store them. */
  private static final class Batch {
    private final List<Message> messages;
    private final VisibilityExtender.Batch hold;
    private List<EventOutcome> outcomes = List.of();

    private Batch(List<Message> messages, VisibilityExtender.Batch hold) {
      this.messages = messages;
      this.hold = hold;
    }

    private boolean isStoredInPart() {
      return outcomes.stream().anyMatch(EventOutcome::isStored);
    }

    private Stream<EventOutcome> failures() {
      return outcomes.stream().filter(outcome -> outcome.status() == EventOutcome.Status.FAILED);
    }
  }

  /**
   * Handles messages that were received together, and during an outage further ones.
   *
   * @param backoff backoff while the store is unavailable
   * @return false if the store is unavailable: some events failed and none was stored
   */
  boolean handle(List<Message> messages, Backoff backoff) throws InterruptedException {
    List<Batch> batches = new ArrayList<>();
    try {
      batches.add(hold(messages));
      storeUntilWritten(batches, backoff);
    } finally {
      batches.forEach(batch -> extender.release(batch.hold));
    }
    batches.forEach(this::settle);
    return batches.stream().anyMatch(Batch::isStoredInPart)
        || batches.stream().allMatch(batch -> batch.failures().findAny().isEmpty());
  }

  private Batch hold(List<Message> messages) {
    return new Batch(messages, extender.hold(messages));
  }

  private void storeUntilWritten(List<Batch> batches, Backoff backoff) throws InterruptedException {
    Instant until = clock.instant().plus(LONGEST_HOLD);
    Instant trialAt = clock.instant().plus(TRIAL_AFTER);
    long writtenBefore = written.get();
    boolean isWritten = ingest(batches);
    while (!isWritten && hasFailures(batches) && clock.instant().isBefore(until)) {
      logOutage(batches);
      if (backoff.isStopping()) {
        return;
      }
      backoff.failed();
      if (!clock.instant().isBefore(trialAt) && batches.size() < MAX_BATCHES) {
        trialAt = clock.instant().plus(TRIAL_AFTER);
        List<Message> more = queue.receive(Duration.ZERO, settings.visibility());
        if (!more.isEmpty()) {
          batches.add(hold(more));
        }
      }
      // Another poller wrote an event before this attempt.
      isWritten = written.get() != writtenBefore;
      isWritten |= ingest(batches);
    }
  }

  private static boolean hasFailures(List<Batch> batches) {
    return batches.stream().flatMap(Batch::failures).findAny().isPresent();
  }

  /** Returns whether an event was written. */
  private boolean ingest(List<Batch> batches) {
    boolean isWritten = false;
    for (Batch batch : batches) {
      batch.outcomes = ingester.ingest(batch.messages.stream().map(Message::body).toList());
      if (batch.outcomes.stream().anyMatch(EventOutcome::written)) {
        isWritten = true;
        written.incrementAndGet();
      }
    }
    return isWritten;
  }

  private void logOutage(List<Batch> batches) {
    batches.stream()
        .flatMap(Batch::failures)
        .map(EventOutcome::cause)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(store::failed);
  }

  private void settle(Batch batch) {
    List<Message> stored = new ArrayList<>();
    Map<Message, Duration> failed = new LinkedHashMap<>();
    for (int i = 0; i < batch.messages.size(); i++) {
      Message message = batch.messages.get(i);
      EventOutcome outcome = batch.outcomes.get(i);
      switch (outcome.status()) {
        case STORED -> stored.add(message);
        case REJECTED -> logRejected(message, outcome.cause());
        case FAILED -> {
          log.debug(
              "An event could not be stored message={}", message.messageId(), outcome.cause());
          failed.put(message, Backoff.growing(receiveCount(message), LONGEST_DELAY));
        }
      }
    }
    if (!stored.isEmpty()) {
      store.passed();
      delete(stored);
    } else if (!failed.isEmpty()) {
      logOutage(List.of(batch));
    }
    if (!failed.isEmpty()) {
      queue.changeVisibility(failed);
    }
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
