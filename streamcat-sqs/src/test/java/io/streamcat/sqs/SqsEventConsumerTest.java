package io.streamcat.sqs;

import static io.streamcat.sqs.Store.PATIENCE_SECONDS;
import static io.streamcat.sqs.Store.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The consumer against an SQS server in this process. */
@Guarantee({"EVENT-16", "EVENT-17", "EVENT-18", "EVENT-19"})
class SqsEventConsumerTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SqsClient client = ElasticMq.shared().client();
  private final Store store = new Store();

  @AfterEach
  void close() {
    client.close();
  }

  /** Creates a builder of a consumer whose pauses are 50 times shorter. */
  private SqsEventConsumerBuilder consumer(String queue, EventIngester ingester) {
    return SqsEventConsumer.builder(client, queue, ingester)
        .pollWait(SECOND)
        .sleeper(duration -> Thread.sleep(duration.toMillis() / 50));
  }

  private void send(String queue, String... bodies) {
    for (String body : bodies) {
      client.sendMessage(r -> r.queueUrl(queue).messageBody(body));
    }
  }

  /**
   * Receives messages with short polls: ElasticMQ does not end a receive when it moves a message.
   */
  private void awaitMessages(String queue, int count) {
    int received = 0;
    for (int poll = 0; received < count && poll < PATIENCE_SECONDS; poll++) {
      received +=
          client.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(1)).messages().size();
    }
    assertThat(received).isEqualTo(count);
  }

  private static EventIngester blocking(
      CountDownLatch begun, CountDownLatch until, EventIngester then) {
    return events -> {
      begun.countDown();
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
      return then.ingest(events);
    };
  }

  @Test
  void start_messagesInTheQueue_areStoredAndDeleted() throws Exception {
    String queue = ElasticMq.newQueue(client);
    send(queue, IntStream.range(0, 25).mapToObj(Store::event).toArray(String[]::new));

    try (SqsEventConsumer consumer = consumer(queue, store).pollers(2).build()) {
      assertThat(consumer.isRunning()).isFalse();
      consumer.start();
      consumer.start();
      store.awaitStored(25);

      assertThat(consumer.isRunning()).isTrue();
      assertThat(consumer.status().polledAt()).isNotNull();
      assertThat(consumer.status().queueFailure()).isNull();
    }

    assertThat(ElasticMq.size(client, queue)).isZero();
    assertThat(IntStream.range(0, 25)).allMatch(store::has);
  }

  @Test
  void rejectedMessages_goToTheDeadLetterQueue_othersAreStored() throws Exception {
    String dead = ElasticMq.newQueue(client);
    String queue = ElasticMq.newQueue(client, dead, 2);
    send(queue, event(1), "{}", event(2), "no JSON", event(3));

    try (SqsEventConsumer consumer = consumer(queue, store).visibilityTimeout(SECOND).build()) {
      consumer.start();
      store.awaitStored(3);
      awaitMessages(dead, 2);

      send(queue, event(4));
      store.awaitStored(1);
      assertThat(consumer.status().storeFailure()).isNull();
    }
    assertThat(ElasticMq.size(client, queue)).isZero();
  }

  @Test
  void storeUnavailableForLong_noMessageIsLost() throws Exception {
    String dead = ElasticMq.newQueue(client);
    String queue = ElasticMq.newQueue(client, dead, 1);
    send(queue, event(1), event(2));
    // With pauses of 20, 40, … up to 600 ms: longer than the visibility timeout.
    store.failing(9);

    try (SqsEventConsumer consumer = consumer(queue, store).visibilityTimeout(SECOND).build()) {
      consumer.start();
      long startedAt = System.nanoTime();
      store.awaitStored(2);
      assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isGreaterThan(SECOND);
    }
    assertThat(ElasticMq.size(client, queue)).isZero();
    assertThat(ElasticMq.size(client, dead)).isZero();
  }

  @Test
  void slowStore_messagesStayHidden() throws Exception {
    String queue = ElasticMq.newQueue(client);
    send(queue, event(1), event(2));
    CountDownLatch until = new CountDownLatch(1);
    // Longer than the visibility timeout.
    CountDownLatch checks = new CountDownLatch(6);

    try (SqsEventConsumer consumer =
        SqsEventConsumer.builder(client, queue, blocking(new CountDownLatch(1), until, store))
            .pollWait(SECOND)
            .visibilityTimeout(SECOND)
            .sleeper(
                duration -> {
                  checks.countDown();
                  Thread.sleep(duration.toMillis());
                })
            .build()) {
      consumer.start();
      assertThat(checks.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(client.receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
      until.countDown();
      store.awaitStored(2);
    }
    assertThat(ElasticMq.size(client, queue)).isZero();
  }

  @Test
  void close_batchInHand_waitsUntilItIsStoredAndDeleted() throws Exception {
    String queue = ElasticMq.newQueue(client);
    send(queue, event(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch until = new CountDownLatch(1);
    SqsEventConsumer consumer = consumer(queue, blocking(begun, until, store)).build();
    consumer.start();
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(consumer::close);
    assertThat(closing).isNotDone();
    until.countDown();
    closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertThat(store.has(1)).isTrue();
    assertThat(consumer.isRunning()).isFalse();
    assertThat(ElasticMq.size(client, queue)).isZero();
  }

  @Test
  void close_storeHangs_givesUpAndTheMessageIsRedelivered() throws Exception {
    String queue = ElasticMq.newQueue(client);
    send(queue, event(1));
    CountDownLatch begun = new CountDownLatch(1);
    SqsEventConsumer hanging =
        consumer(queue, blocking(begun, new CountDownLatch(1), store))
            .visibilityTimeout(SECOND)
            .closeTimeout(Duration.ZERO)
            .build();
    hanging.start();
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    hanging.close();
    assertThat(store.has(1)).isFalse();

    try (SqsEventConsumer other = consumer(queue, store).build()) {
      other.start();
      store.awaitStored(1);
    }
    assertThat(ElasticMq.size(client, queue)).isZero();
  }

  @Test
  void start_afterClose_receivesAgain() throws Exception {
    String queue = ElasticMq.newQueue(client);
    SqsEventConsumer consumer = consumer(queue, store).pollWait(Duration.ZERO).build();
    consumer.start();
    consumer.close();
    consumer.close();
    send(queue, event(1));

    consumer.start();
    store.awaitStored(1);
    consumer.close();
    assertThat(ElasticMq.size(client, queue)).isZero();
  }

  @Test
  void asynchronousClient_storesAndDeletes() throws Exception {
    String queue = ElasticMq.newQueue(client);
    send(queue, event(1), "{}");
    SqsAsyncClient async =
        (SqsAsyncClient)
            Proxy.newProxyInstance(
                SqsAsyncClient.class.getClassLoader(),
                new Class<?>[] {SqsAsyncClient.class},
                (proxy, method, arguments) -> {
                  try {
                    return CompletableFuture.completedFuture(
                        SqsClient.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .invoke(client, arguments));
                  } catch (InvocationTargetException e) {
                    return CompletableFuture.failedFuture(e.getCause());
                  }
                });

    try (SqsEventConsumer consumer =
        SqsEventConsumer.builder(async, queue, store).pollWait(SECOND).build()) {
      consumer.start();
      store.awaitStored(1);
    }
    assertThat(ElasticMq.size(client, queue)).isEqualTo(1);
  }

  @Test
  void builder_invalidSettings_areRejected() {
    SqsEventConsumerBuilder builder =
        SqsEventConsumer.builder(client, "https://sqs.us-east-1.amazonaws.com/1/events", store);

    assertRejected("queueUrl", () -> SqsEventConsumer.builder(client, "events", store));
    assertRejected("pollers", () -> builder.pollers(0));
    assertRejected("pollWait", () -> builder.pollWait(Duration.ofSeconds(21)));
    assertRejected("pollWait", () -> builder.pollWait(Duration.ofMillis(1500)));
    assertRejected("visibilityTimeout", () -> builder.visibilityTimeout(Duration.ZERO));
    assertRejected("closeTimeout", () -> builder.closeTimeout(SECOND.negated()));
  }

  private static void assertRejected(String field, Runnable setting) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(setting::run)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}
