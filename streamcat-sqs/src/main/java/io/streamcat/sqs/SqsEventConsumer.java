package io.streamcat.sqs;

import io.streamcat.event.ingest.EventIngester;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Takes events from a standard SQS queue, whose messages are events as EventBridge delivers them.
 *
 * <p>A message is deleted once its event is stored, and comes again otherwise: after the visibility
 * timeout if it is refused, until the queue's redrive policy moves it to a dead-letter queue; soon,
 * and later each time, if the store fails at it. Messages that come again although they were stored
 * change nothing. While SQS or the store is away, it is tried again after one second, two, four and
 * so on, up to 30, and logged once; the messages in hand stay there for up to five minutes, so that
 * an outage does not use up the receives that the redrive policy counts.
 *
 * <p>Each poller has one batch of at most ten messages in hand. Thread safe; several consumers, on
 * several servers, may share a queue. The client stays the caller's to close.
 */
public final class SqsEventConsumer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);

  private final EventQueue queue;
  private final EventIngester ingester;
  private final SqsConsumerSettings settings;
  private final OutageLogger sqs = new OutageLogger(log, "Taking events from SQS");
  private final OutageLogger store = new OutageLogger(log, "Storing events");
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Instant polledAt;
  private volatile @Nullable Run run;

  SqsEventConsumer(EventQueue queue, EventIngester ingester, SqsConsumerSettings settings) {
    this.queue = queue;
    this.ingester = ingester;
    this.settings = settings;
  }

  /**
   * Starts from the defaults.
   *
   * @param client calls SQS, with a read timeout that is longer than a poll
   * @param queueUrl the queue, as {@code GetQueueUrl} returns it
   * @param ingester stores the events
   * @return a new builder
   * @throws io.streamcat.exception.InvalidInputException if it is no URL
   */
  public static SqsEventConsumerBuilder builder(
      SqsClient client, String queueUrl, EventIngester ingester) {
    return new SqsEventConsumerBuilder(url -> EventQueue.of(client, url), queueUrl, ingester);
  }

  /**
   * Starts from the defaults, with the SDK's asynchronous client.
   *
   * @param client calls SQS, with a read timeout that is longer than a poll
   * @param queueUrl the queue, as {@code GetQueueUrl} returns it
   * @param ingester stores the events
   * @return a new builder
   * @throws io.streamcat.exception.InvalidInputException if it is no URL
   */
  public static SqsEventConsumerBuilder builder(
      SqsAsyncClient client, String queueUrl, EventIngester ingester) {
    return new SqsEventConsumerBuilder(url -> EventQueue.of(client, url), queueUrl, ingester);
  }

  /** The threads between a start and a close. */
  private record Run(AtomicBoolean stopping, Thread keeper, List<Thread> pollers) {

    boolean isAlive() {
      return pollers.stream().anyMatch(Thread::isAlive);
    }
  }

  /** Begins to take events, also after a close; does nothing if that has begun. */
  public void start() {
    lock.lock();
    try {
      if (run == null) {
        Run started = newRun();
        run = started;
        Stream.concat(Stream.of(started.keeper()), started.pollers().stream())
            .forEach(Thread::start);
        log.info("Takes events from {}", queue.url());
      }
    } finally {
      lock.unlock();
    }
  }

  private Run newRun() {
    AtomicBoolean stopping = new AtomicBoolean();
    VisibilityExtender keeper = new VisibilityExtender(queue, settings);
    MessageHandler handler = new MessageHandler(queue, ingester, keeper, store, settings.clock());
    return new Run(
        stopping,
        settings.threads().newThread(keeper),
        IntStream.range(0, settings.pollers())
            .mapToObj(
                i ->
                    settings
                        .threads()
                        .newThread(
                            new Poller(
                                queue,
                                handler,
                                settings,
                                sqs,
                                time -> polledAt = time,
                                stopping::get)))
            .toList());
  }

  /**
   * Stops taking events, and waits until those in hand are stored and deleted. A poll under way is
   * waited for, too, because what it brings would otherwise stay invisible for a while. After the
   * time set in the builder the threads are interrupted; what they had in hand comes again.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      Run stopped = run;
      if (stopped != null) {
        stopped.stopping().set(true);
        if (!join(stopped.pollers(), settings.closeTimeout())) {
          log.warn("Events in hand were not stored within {}", settings.closeTimeout());
          stopped.pollers().forEach(Thread::interrupt);
        }
        stopped.keeper().interrupt();
        run = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean join(List<Thread> threads, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /**
   * Tells whether events are taken.
   *
   * @return whether it was started and not closed
   */
  public boolean isRunning() {
    Run current = run;
    return current != null && current.isAlive();
  }

  /**
   * Tells how it does, for a health check.
   *
   * @return the status at this moment
   */
  public SqsConsumerStatus status() {
    return new SqsConsumerStatus(isRunning(), polledAt, sqs.failure(), store.failure());
  }
}
