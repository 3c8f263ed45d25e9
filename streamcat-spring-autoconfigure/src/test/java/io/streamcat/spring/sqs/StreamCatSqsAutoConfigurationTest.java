package io.streamcat.spring.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.sqs.SqsEventConsumer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class StreamCatSqsAutoConfigurationTest {

  private static final String QUEUE = "streamcat.events.sqs.queue-url=" + FakeQueue.URL;

  private final FakeQueue queue = new FakeQueue();

  private static ApplicationContextRunner withQueue() {
    return Contexts.inMemory().withPropertyValues(QUEUE);
  }

  /** Checks that an event is stored and deleted, and an invalid message neither. */
  private void assertThatEventsAreReceived(ApplicationContext context) {
    String event = Contexts.wentLive("st-1");
    queue.send("{}").send(event);

    await().untilAsserted(() -> assertThat(queue.deleted).containsExactly(event));
    assertThat(context.getBean(Broadcasts.class).find("st-1")).isPresent();
  }

  @Test
  void queueUrl_missing_receivesNothing() {
    for (String property : new String[] {"a=b", "streamcat.events.sqs.queue-url="}) {
      Contexts.inMemory()
          .withPropertyValues(property)
          .withBean(SqsClient.class, queue::client)
          .run(
              context ->
                  assertThat(context)
                      .hasSingleBean(EventIngester.class)
                      .doesNotHaveBean(SqsEventConsumer.class)
                      .doesNotHaveBean(IngestionHealth.class));
    }
  }

  @Test
  void client_ofTheApplication_isUsed() {
    withQueue()
        .withBean(SqsClient.class, queue::client)
        .run(
            context -> {
              assertThatEventsAreReceived(context);
              assertThat(SingletonProbe.isCreated(context.getBeanFactory(), OwnSqsClient.class))
                  .isFalse();
            });
  }

  @Test
  void asynchronousClient_ofTheApplication_isUsed() {
    withQueue()
        .withBean(SqsAsyncClient.class, queue::asyncClient)
        .run(this::assertThatEventsAreReceived);
  }

  @Test
  void close_consumer_stopsBeforeTheStore() {
    SqsEventConsumer[] consumer = new SqsEventConsumer[1];
    withQueue()
        .withBean(SqsClient.class, queue::client)
        .run(
            context -> {
              consumer[0] = context.getBean(SqsEventConsumer.class);
              assertThat(consumer[0].isRunning()).isTrue();
              assertThat(context.getBean(SqsConsumerLifecycle.class).getPhase())
                  .isEqualTo(SmartLifecycle.DEFAULT_PHASE);
            });
    assertThat(consumer[0].isRunning()).isFalse();
  }

  @Test
  void client_missing_isBuiltAndHealthShowsItsFailure() {
    withQueue()
        .withPropertyValues("streamcat.events.sqs.endpoint=http://127.0.0.1:1")
        .run(
            context -> {
              var client =
                  context.getBean(OwnSqsClient.class).client().serviceClientConfiguration();
              assertThat(client.region()).isEqualTo(Region.US_EAST_1);
              assertThat(client.endpointOverride()).contains(URI.create("http://127.0.0.1:1"));

              Map<String, Object> details = new LinkedHashMap<>();
              IngestionHealth health = context.getBean(IngestionHealth.class);
              await().until(() -> !health.check(details));
              assertThat(details.get("events")).asString().contains("Connection refused");
              assertThat(details).doesNotContainKey("eventsPolledAt");
            });
  }

  @Test
  void health_eventsReceived_isTrue() {
    withQueue()
        .withBean(SqsClient.class, queue::client)
        .run(
            context -> {
              assertThatEventsAreReceived(context);

              Map<String, Object> details = new LinkedHashMap<>();
              assertThat(context.getBean(IngestionHealth.class).check(details)).isTrue();
              assertThat(details).containsEntry("events", "received").containsKey("eventsPolledAt");
            });
  }

  /** Its factories may have any names, converters and queues: StreamCat uses its client only. */
  @Test
  void springCloudAws_factoriesOfOtherNames_eventsAreReceived() {
    withQueue()
        .withBean(SqsAsyncClient.class, queue::asyncClient)
        .withUserConfiguration(SpringCloudConfiguration.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(SqsEventConsumer.class);
              assertThatEventsAreReceived(context);
            });
  }

  /** The beans of an application that listens to queues of its own. */
  @Configuration(proxyBeanMethods = false)
  @Import(SqsBootstrapConfiguration.class)
  static class SpringCloudConfiguration {

    @Bean
    SqsMessageListenerContainerFactory<Object> ordersFactory(SqsAsyncClient client) {
      return SqsMessageListenerContainerFactory.builder().sqsAsyncClient(client).build();
    }

    @Bean
    SqsMessageListenerContainerFactory<Object> invoicesFactory(SqsAsyncClient client) {
      return SqsMessageListenerContainerFactory.builder().sqsAsyncClient(client).build();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "queue-url=events, is not a URL",
    "pollers=0, is 0",
    "poll-wait=21s, is PT21S",
    "visibility-timeout=0s, is PT0S"
  })
  void start_invalidProperty_isRefusedByItsName(String property, String problem) {
    withQueue()
        .withBean(SqsClient.class, queue::client)
        .withPropertyValues("streamcat.events.sqs." + property)
        .run(
            context ->
                assertThat(Failures.analysis(context.getStartupFailure()))
                    .contains(
                        "streamcat.events.sqs." + property.substring(0, property.indexOf('=')),
                        problem));
  }

  @Test
  void start_noSqsOnTheClassPath_failsNamingTheDependency() {
    withQueue()
        .withClassLoader(new FilteredClassLoader("io.streamcat.sqs", "io.awspring"))
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains("io.streamcat:streamcat-sqs");
            });
  }

  @Test
  void start_noQueueAndNoSqs_succeeds() {
    Contexts.inMemory()
        .withClassLoader(
            new FilteredClassLoader(
                "io.streamcat.sqs", "io.awspring", "software.amazon.awssdk.services.sqs"))
        .run(context -> assertThat(context).hasSingleBean(EventIngester.class));
  }
}
