package io.streamcat.sqs;

import static io.streamcat.sqs.Store.PATIENCE_SECONDS;
import static io.streamcat.sqs.Store.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A consumer whose client or ingester throws an {@link Error}, and one of a FIFO queue. */
@Guarantee("EVENT-20")
class ConsumerErrorsTest {

  private static final int ERRORS = 3;

  private final SqsClient client = ElasticMq.shared().client();
  private final Store store = new Store();
  private final AtomicInteger errors = new AtomicInteger();
  private final CountDownLatch failed = new CountDownLatch(ERRORS);
  private final CountDownLatch resume = new CountDownLatch(1);

  @AfterEach
  void close() {
    client.close();
  }

  /** Fails three times, and waits before the next attempt until the test has seen the status. */
  private void failAtFirst() throws InterruptedException {
    if (errors.getAndIncrement() < ERRORS) {
      failed.countDown();
      throw new NoClassDefFoundError("a class that is loaded late");
    }
    assertThat(resume.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private SqsEventConsumer consumer(SqsClient sqs, String queue, EventIngester ingester) {
    return SqsEventConsumer.builder(sqs, queue, ingester)
        .pollWait(Duration.ofSeconds(1))
        .sleeper(duration -> Thread.sleep(duration.toMillis() / 50))
        .build();
  }

  @Test
  void clientThrowsErrors_loopContinuesAndStatusShowsThem() throws Exception {
    String queue = ElasticMq.newQueue(client);
    client.sendMessage(r -> r.queueUrl(queue).messageBody(event(1)));
    SqsClient failing =
        (SqsClient)
            Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("receiveMessage")) {
                    failAtFirst();
                  }
                  try {
                    return method.invoke(client, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    try (SqsEventConsumer consumer = consumer(failing, queue, store)) {
      consumer.start();
      assertThat(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(consumer.isRunning()).isTrue();
      assertThat(consumer.status().queueFailure()).isInstanceOf(NoClassDefFoundError.class);

      resume.countDown();
      store.awaitStored(1);
    }
  }

  @Test
  void ingesterThrowsErrors_loopContinues() throws Exception {
    String queue = ElasticMq.newQueue(client);
    client.sendMessage(r -> r.queueUrl(queue).messageBody(event(1)));
    EventIngester failing =
        events -> {
          try {
            failAtFirst();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return store.ingest(events);
        };
    try (SqsEventConsumer consumer =
        SqsEventConsumer.builder(client, queue, failing)
            .pollWait(Duration.ofSeconds(1))
            .visibilityTimeout(Duration.ofSeconds(1))
            .sleeper(duration -> Thread.sleep(duration.toMillis() / 50))
            .build()) {
      consumer.start();
      assertThat(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      resume.countDown();

      store.awaitStored(1);
      assertThat(consumer.isRunning()).isTrue();
    }
  }

  @Test
  void fifoQueue_eventsOfSeveralGroups_areStoredAndDeleted() throws Exception {
    String queue =
        client
            .createQueue(
                r ->
                    r.queueName("events-" + System.nanoTime() + ".fifo")
                        .attributes(
                            Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                                "true")))
            .queueUrl();
    for (int i = 0; i < 6; i++) {
      String body = event(i);
      String group = "channel-" + i % 2;
      client.sendMessage(r -> r.queueUrl(queue).messageBody(body).messageGroupId(group));
    }
    try (SqsEventConsumer consumer = consumer(client, queue, store)) {
      consumer.start();
      store.awaitStored(6);
    }
    assertThat(ElasticMq.size(client, queue)).isZero();
  }
}
