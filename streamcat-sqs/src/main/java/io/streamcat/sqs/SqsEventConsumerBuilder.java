package io.streamcat.sqs;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.Check;
import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Builds a {@link SqsEventConsumer}. Not thread safe. */
public final class SqsEventConsumerBuilder {

  private static final int MOST_POLLERS = 100;
  private static final Duration LONGEST_POLL = Duration.ofSeconds(20);
  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Function<String, EventQueue> queue;
  private final String queueUrl;
  private final EventIngester ingester;
  private int pollers = 1;
  private Duration pollWait = Duration.ofSeconds(5);
  private Duration visibilityTimeout = Duration.ofSeconds(30);
  private Duration closeTimeout = Duration.ofSeconds(20);
  private ThreadFactory threads = daemons();
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = duration -> Thread.sleep(duration.toMillis());

  SqsEventConsumerBuilder(
      Function<String, EventQueue> queue, String queueUrl, EventIngester ingester) {
    Check.that(
        queueUrl.startsWith("https://") || queueUrl.startsWith("http://"),
        "queueUrl",
        "the URL of a queue",
        "is not a URL");
    this.queue = queue;
    this.queueUrl = queueUrl;
    this.ingester = ingester;
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "streamcat-sqs-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Sets the number of batches that are handled in parallel.
   *
   * @param value 1 to 100; 1 unless set, which is enough for hundreds of events a second
   * @return this
   */
  public SqsEventConsumerBuilder pollers(int value) {
    Check.range("pollers", value, 1, MOST_POLLERS);
    pollers = value;
    return this;
  }

  /**
   * Sets the longest that SQS waits for a message before it returns an empty answer. Closing may
   * take as long.
   *
   * @param value whole seconds, 0 to 20 seconds; 5 seconds unless set
   * @return this
   */
  public SqsEventConsumerBuilder pollWait(Duration value) {
    pollWait = seconds("pollWait", value, Duration.ZERO, LONGEST_POLL);
    return this;
  }

  /**
   * Sets the time for which a received message is hidden from other consumers. It is extended while
   * the event is being stored. A rejected message is redelivered after this time.
   *
   * @param value whole seconds, 1 second to 12 hours; 30 seconds unless set
   * @return this
   */
  public SqsEventConsumerBuilder visibilityTimeout(Duration value) {
    visibilityTimeout = seconds("visibilityTimeout", value, SECOND, LONGEST_VISIBILITY);
    return this;
  }

  /**
   * Sets the longest that closing waits for received events to be stored.
   *
   * @param value the time, not negative; 20 seconds unless set
   * @return this
   */
  public SqsEventConsumerBuilder closeTimeout(Duration value) {
    Check.that(!value.isNegative(), "closeTimeout", "not negative", "is " + value);
    closeTimeout = value;
    return this;
  }

  /**
   * Sets the factory of the threads: one for each poller and one more. The threads may be virtual.
   *
   * @param value a factory of threads that are not started; a factory of daemon threads unless set
   * @return this
   */
  public SqsEventConsumerBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /**
   * Sets the clock.
   *
   * @param value the clock; the system's unless set
   * @return this
   */
  public SqsEventConsumerBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * Sets the sleeper for pauses after failures and between visibility checks.
   *
   * @param value the sleeper; {@link Thread#sleep} unless set
   * @return this
   */
  public SqsEventConsumerBuilder sleeper(Sleeper value) {
    sleeper = value;
    return this;
  }

  /**
   * Builds the consumer.
   *
   * @return a new consumer that is not started
   */
  public SqsEventConsumer build() {
    return new SqsEventConsumer(
        queue.apply(queueUrl),
        ingester,
        new SqsConsumerSettings(
            pollers, pollWait, visibilityTimeout, closeTimeout, threads, clock, sleeper));
  }

  private static Duration seconds(String field, Duration value, Duration min, Duration max) {
    Check.that(
        value.compareTo(min) >= 0
            && value.compareTo(max) <= 0
            && value.equals(Duration.ofSeconds(value.toSeconds())),
        field,
        "whole seconds from " + min + " to " + max,
        "is " + value);
    return value;
  }
}
