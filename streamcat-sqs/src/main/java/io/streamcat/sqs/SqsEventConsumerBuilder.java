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
        "is none");
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
   * Sets how many batches are taken side by side.
   *
   * @param value how many, 1 to 100; 1 unless set, which is enough for hundreds of events a second
   * @return this
   */
  public SqsEventConsumerBuilder pollers(int value) {
    Check.range("pollers", value, 1, MOST_POLLERS);
    pollers = value;
    return this;
  }

  /**
   * Sets how long SQS waits for a message before it answers that there is none. Closing takes as
   * long, if there is none.
   *
   * @param value whole seconds, up to 20; 5 unless set
   * @return this
   */
  public SqsEventConsumerBuilder pollWait(Duration value) {
    pollWait = seconds("pollWait", value, Duration.ZERO, LONGEST_POLL);
    return this;
  }

  /**
   * Sets how long a message in hand is hidden from others; longer if storing it takes longer. A
   * message that is refused comes again after this time.
   *
   * @param value whole seconds, 1 to 12 hours; 30 unless set
   * @return this
   */
  public SqsEventConsumerBuilder visibilityTimeout(Duration value) {
    visibilityTimeout = seconds("visibilityTimeout", value, SECOND, LONGEST_VISIBILITY);
    return this;
  }

  /**
   * Sets how long closing waits for the events in hand.
   *
   * @param value how long, not negative; 20 seconds unless set
   * @return this
   */
  public SqsEventConsumerBuilder closeTimeout(Duration value) {
    Check.that(!value.isNegative(), "closeTimeout", "not negative", "is " + value);
    closeTimeout = value;
    return this;
  }

  /**
   * Sets what makes the threads, one for each poller and one besides; they may be virtual.
   *
   * @param value makes threads that are not started; daemon threads unless set
   * @return this
   */
  public SqsEventConsumerBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /**
   * Sets what tells the time.
   *
   * @param value the clock; the system's unless set
   * @return this
   */
  public SqsEventConsumerBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * Sets how it waits, after failures and between looks at what is in hand.
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
   * @return a new consumer, which takes nothing before it is started
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
