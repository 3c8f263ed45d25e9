package io.streamcat.sqs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A loop that keeps messages invisible to other consumers while their events are being stored. It
 * checks three times per visibility timeout: events that are stored fast cost no call, and slow
 * ones are hidden again in time.
 */
final class VisibilityExtender implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);
  private static final int CHECKS = 3;

  private final EventQueue queue;
  private final SqsConsumerSettings settings;
  private final Set<Batch> held = ConcurrentHashMap.newKeySet();

  VisibilityExtender(EventQueue queue, SqsConsumerSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  /** Messages that were received together, and the time at which they become visible. */
  static final class Batch {
    private final List<Message> messages;
    private volatile Instant visibleAt;

    private Batch(List<Message> messages, Instant visibleAt) {
      this.messages = messages;
      this.visibleAt = visibleAt;
    }
  }

  /** Starts extending the visibility timeout of messages that have just been received. */
  Batch hold(List<Message> messages) {
    Batch batch = new Batch(messages, settings.clock().instant().plus(settings.visibility()));
    held.add(batch);
    return batch;
  }

  void release(Batch batch) {
    held.remove(batch);
  }

  /** Extends the visibility timeouts of held messages until the thread is interrupted. */
  @Override
  public void run() {
    Duration pause = settings.visibility().dividedBy(CHECKS);
    Clock clock = settings.clock();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        settings.sleeper().sleep(pause);
        Instant soon = clock.instant().plus(pause.multipliedBy(CHECKS - 1));
        held.stream().filter(batch -> batch.visibleAt.isBefore(soon)).forEach(this::extend);
      }
    } catch (InterruptedException e) {
      log.debug("Stopped extending visibility timeouts");
    }
  }

  private void extend(Batch batch) {
    Instant now = settings.clock().instant();
    Map<Message, Duration> extended = new LinkedHashMap<>();
    batch.messages.forEach(message -> extended.put(message, settings.visibility()));
    try {
      queue.changeVisibility(extended);
      batch.visibleAt = now.plus(settings.visibility());
    } catch (Throwable e) {
      // Includes Errors: the loop must continue for the other batches.
      // Another consumer may receive the messages, too, which changes nothing.
      log.debug("Visibility timeouts could not be extended messages={}", batch.messages.size(), e);
    }
  }
}
