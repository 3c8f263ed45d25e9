package io.streamcat.sqs;

import static io.streamcat.sqs.Store.PATIENCE_SECONDS;
import static io.streamcat.sqs.Store.event;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An SQS that stops and starts again. */
@Guarantee("EVENT-20")
class SqsOutageTest {

  private static final int ATTEMPTS = 3;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(SqsEventConsumer.class);

  @BeforeEach
  void record() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void restore() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void sqsRestarts_consumerResumesAndLogsTheOutageOnce() throws Exception {
    int port = ElasticMq.freePort();
    ElasticMq sqs = ElasticMq.start(port);
    Store store = new Store();
    CountDownLatch pauses = new CountDownLatch(ATTEMPTS);
    try (SqsClient client = sqs.client()) {
      String queue = client.createQueue(r -> r.queueName("events")).queueUrl();
      SqsEventConsumer consumer =
          SqsEventConsumer.builder(client, queue, store)
              .pollWait(Duration.ofSeconds(1))
              .sleeper(
                  duration -> {
                    // The visibility extender, which sleeps for seconds, waits until it is
                    // interrupted.
                    if (duration.toSeconds() > 0) {
                      new CountDownLatch(1).await();
                    }
                    pauses.countDown();
                    Thread.sleep(duration.toMillis() / 50);
                  })
              .build();
      consumer.start();
      client.sendMessage(r -> r.queueUrl(queue).messageBody(event(1)));
      store.awaitStored(1);

      sqs.close();
      assertThat(pauses.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(consumer.isRunning()).isTrue();
      assertThat(consumer.status().queueFailure()).isNotNull();

      sqs = ElasticMq.start(port);
      client.createQueue(r -> r.queueName("events"));
      client.sendMessage(r -> r.queueUrl(queue).messageBody(event(2)));
      store.awaitStored(1);
      consumer.close();

      assertThat(consumer.status().queueFailure()).isNull();
      assertThat(ElasticMq.size(client, queue)).isZero();
      assertThat(log.list)
          .extracting(event -> event.getLevel().toString())
          .containsExactly("INFO", "WARN", "INFO");
    } finally {
      sqs.close();
    }
  }
}
