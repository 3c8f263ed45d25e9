package io.streamcat.sqs;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/** A loop that receives messages and handles them, one batch at a time. */
final class Poller implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);

  private final EventQueue queue;
  private final MessageHandler handler;
  private final SqsConsumerSettings settings;
  private final OutageLogger sqs;
  private final Consumer<Instant> polled;
  private final BooleanSupplier stopping;
  private final Backoff backoff;

  Poller(
      EventQueue queue,
      MessageHandler handler,
      SqsConsumerSettings settings,
      OutageLogger sqs,
      Consumer<Instant> polled,
      BooleanSupplier stopping) {
    this.queue = queue;
    this.handler = handler;
    this.settings = settings;
    this.sqs = sqs;
    this.polled = polled;
    this.stopping = stopping;
    this.backoff = new Backoff(settings.sleeper(), stopping);
  }

  @Override
  public void run() {
    try {
      while (!stopping.getAsBoolean()) {
        if (poll()) {
          backoff.succeeded();
        } else {
          backoff.failed();
        }
      }
    } catch (InterruptedException e) {
      log.debug("Stopped receiving events queue={}", queue.url());
    }
  }

  private boolean poll() throws InterruptedException {
    try {
      List<Message> messages = queue.receive(settings.pollWait(), settings.visibility());
      polled.accept(settings.clock().instant());
      boolean stored = messages.isEmpty() || handler.handle(messages, backoff);
      sqs.passed();
      return stored;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // Includes Errors: without the loop, no events would be received.
      // During a stop a call fails because it was interrupted.
      if (!stopping.getAsBoolean()) {
        sqs.failed(e);
      }
      return false;
    }
  }
}
