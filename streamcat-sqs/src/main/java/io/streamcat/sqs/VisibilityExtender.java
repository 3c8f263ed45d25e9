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
 * Keeps messages invisible to others for as long as they are being stored. It looks three times in
 * the time that they are invisible for, so that what is stored fast costs no call, and what is not
 * is hidden again in time.
 */
final class VisibilityExtender implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);
  private static final int LOOKS = 3;

  private final EventQueue queue;
  private final SqsConsumerSettings settings;
  private final Set<Batch> inHand = ConcurrentHashMap.newKeySet();

  VisibilityExtender(EventQueue queue, SqsConsumerSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  /** Messages that were received together, and when they become visible. */
  static final class Batch {
    private final List<Message> messages;
    private volatile Instant visibleAt;

    private Batch(List<Message> messages, Instant visibleAt) {
      this.messages = messages;
      this.visibleAt = visibleAt;
    }
  }

  /** Begins to keep messages that have just been received. */
  Batch hold(List<Message> messages) {
    Batch batch = new Batch(messages, settings.clock().instant().plus(settings.visibility()));
    inHand.add(batch);
    return batch;
  }

  void release(Batch batch) {
    inHand.remove(batch);
  }

  /** Keeps what is in hand, until it is interrupted. */
  @Override
  public void run() {
    Duration pause = settings.visibility().dividedBy(LOOKS);
    Clock clock = settings.clock();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        settings.sleeper().sleep(pause);
        Instant soon = clock.instant().plus(pause.multipliedBy(LOOKS - 1));
        inHand.stream().filter(batch -> batch.visibleAt.isBefore(soon)).forEach(this::extend);
      }
    } catch (InterruptedException e) {
      log.debug("Nothing is in hand any more");
    }
  }

  private void extend(Batch batch) {
    Instant now = settings.clock().instant();
    Map<Message, Duration> extended = new LinkedHashMap<>();
    batch.messages.forEach(message -> extended.put(message, settings.visibility()));
    try {
      queue.changeVisibility(extended);
      batch.visibleAt = now.plus(settings.visibility());
    } catch (RuntimeException e) {
      // Somebody else may take them, too, which changes nothing.
      log.debug("{} messages could not be hidden longer", batch.messages.size(), e);
    }
  }
}
