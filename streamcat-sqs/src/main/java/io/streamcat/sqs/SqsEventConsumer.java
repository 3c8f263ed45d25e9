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
 * A consumer of an SQS queue whose messages are events as EventBridge delivers them. In a FIFO
 * queue, a rejected message delays the messages of its group until it is in the dead-letter queue.
 *
 * <pre>{@code
 * SqsEventConsumer consumer = SqsEventConsumer.builder(sqsClient, queueUrl, ingester).build();
 * consumer.start();
 * }</pre>
 *
 * <p>A message is deleted when its event is stored. A rejected message is redelivered after the
 * visibility timeout, until the queue's redrive policy moves it to a dead-letter queue. A message
 * that the store failed to store is redelivered soon, and later each time. A redelivered event that
 * is stored already changes nothing.
 *
 * <p>While SQS or the store is unavailable, the consumer retries after one second, two, four and so
 * on, up to 30 seconds, and logs the outage once. It holds received messages while no event is
 * written, for up to eleven hours, so that an outage does not use up the receives that the redrive
 * policy counts. Every five minutes it receives a further batch, up to three: if one of their
 * events is written, the events that still fail are to blame themselves.
 *
 * <p>Each poller handles one batch of at most ten messages at a time. Thread safe; consumers on
 * several servers may share a queue. The consumer never closes the client.
 */
public final class SqsEventConsumer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SqsEventConsumer.class);

  private final EventQueue queue;
  private final EventIngester ingester;
  private final SqsConsumerSettings settings;
  private final OutageLogger sqs = new OutageLogger(log, "Receiving events from SQS");
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
   * Creates a builder of a consumer on the synchronous client.
   *
   * @param client the client of SQS, with a read timeout longer than {@link
   *     SqsEventConsumerBuilder#pollWait}
   * @param queueUrl the URL of the queue, as {@code GetQueueUrl} returns it
   * @param ingester the ingester that stores the events
   * @return a new builder
   * @throws io.streamcat.exception.InvalidInputException if {@code queueUrl} is not a URL
   */
  public static SqsEventConsumerBuilder builder(
      SqsClient client, String queueUrl, EventIngester ingester) {
    return new SqsEventConsumerBuilder(url -> EventQueue.of(client, url), queueUrl, ingester);
  }

  /**
   * Creates a builder of a consumer on the asynchronous client.
   *
   * @param client the client of SQS, with a read timeout longer than {@link
   *     SqsEventConsumerBuilder#pollWait}
   * @param queueUrl the URL of the queue, as {@code GetQueueUrl} returns it
   * @param ingester the ingester that stores the events
   * @return a new builder
   * @throws io.streamcat.exception.InvalidInputException if {@code queueUrl} is not a URL
   */
  public static SqsEventConsumerBuilder builder(
      SqsAsyncClient client, String queueUrl, EventIngester ingester) {
    return new SqsEventConsumerBuilder(url -> EventQueue.of(client, url), queueUrl, ingester);
  }

  /** The threads between a start and a close. */
  private record Run(AtomicBoolean stopping, Thread extender, List<Thread> pollers) {

    boolean isAlive() {
      return pollers.stream().allMatch(Thread::isAlive);
    }
  }

  /** Starts receiving events, also after a close. Does nothing if the consumer is running. */
  public void start() {
    lock.lock();
    try {
      if (run == null) {
        Run started = newRun();
        run = started;
        Stream.concat(Stream.of(started.extender()), started.pollers().stream())
            .forEach(Thread::start);
        log.info("Receiving events queue={}", queue.url());
      }
    } finally {
      lock.unlock();
    }
  }

  private Run newRun() {
    AtomicBoolean stopping = new AtomicBoolean();
    VisibilityExtender extender = new VisibilityExtender(queue, settings);
    MessageHandler handler = new MessageHandler(queue, ingester, extender, store, settings);
    return new Run(
        stopping,
        settings.threads().newThread(extender),
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
   * Stops receiving events, and waits until the received ones are stored and their messages
   * deleted. A poll under way is awaited, too: its messages would otherwise stay invisible for a
   * while. After {@link SqsEventConsumerBuilder#closeTimeout} the threads are interrupted, and
   * their messages are redelivered.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      Run stopped = run;
      if (stopped != null) {
        stopped.stopping().set(true);
        if (!join(stopped.pollers(), settings.closeTimeout())) {
          log.warn(
              "Received events were not stored in time; they will be redelivered timeout={}",
              settings.closeTimeout());
          stopped.pollers().forEach(Thread::interrupt);
        }
        stopped.extender().interrupt();
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
   * Returns whether the consumer receives events.
   *
   * @return true if it was started and not closed, and all its pollers run
   */
  public boolean isRunning() {
    Run current = run;
    return current != null && current.isAlive();
  }

  /**
   * Returns the status, for a health check.
   *
   * @return the status at this moment
   */
  public SqsConsumerStatus status() {
    return new SqsConsumerStatus(isRunning(), polledAt, sqs.failure(), store.failure());
  }
}
