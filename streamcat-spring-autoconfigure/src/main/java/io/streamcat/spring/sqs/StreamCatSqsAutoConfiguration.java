package io.streamcat.spring.sqs;

import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.aws.internal.AwsAccess;
import io.streamcat.spring.events.StreamCatEventsAutoConfiguration;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.ConditionalOnText;
import io.streamcat.spring.internal.Executors;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.InvalidPropertyException;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.StreamCatProperties.Sqs;
import io.streamcat.sqs.SqsEventConsumer;
import io.streamcat.sqs.SqsEventConsumerBuilder;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The auto-configuration of events from an SQS queue, if its URL is set. StreamCat's consumer
 * receives them with the application's client of SQS, such as that of Spring Cloud AWS, or with one
 * of its own.
 */
@AutoConfiguration(
    after = StreamCatEventsAutoConfiguration.class,
    afterName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
@ConditionalOnStreamCat
@ConditionalOnText("streamcat.events.sqs.queue-url")
@ConditionalOnBean(EventIngester.class)
public final class StreamCatSqsAutoConfiguration {

  StreamCatSqsAutoConfiguration() {}

  /** Separate, because the consumer may be absent. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SqsEventConsumer.class)
  static class ConsumerConfiguration {

    @Bean
    @Lazy
    OwnSqsClient streamCatSqsClient(
        StreamCatProperties properties,
        ObjectProvider<IvsConnectionDetails> details,
        ObjectProvider<AwsRegionProvider> region,
        ObjectProvider<AwsCredentialsProvider> credentials) {
      Sqs sqs = properties.events().sqs();
      return OwnSqsClient.create(
          new AwsAccess(
              details.getIfAvailable(),
              region.getIfUnique(),
              credentials.getIfUnique(),
              properties.aws()),
          sqs.endpoint(),
          properties.callTimeout().plus(sqs.pollWait()));
    }

    @Bean
    @ConditionalOnMissingBean
    SqsEventConsumer streamCatSqsEventConsumer(
        StreamCatProperties properties,
        EventIngester ingester,
        ObjectProvider<SqsClient> client,
        ObjectProvider<SqsAsyncClient> asyncClient,
        ObjectProvider<OwnSqsClient> ownClient,
        Environment environment) {
      Sqs sqs = properties.events().sqs();
      SqsClient synchronous = client.getIfUnique();
      SqsAsyncClient asynchronous = synchronous == null ? asyncClient.getIfUnique() : null;
      try {
        SqsEventConsumerBuilder builder =
            asynchronous != null
                ? SqsEventConsumer.builder(asynchronous, queueUrl(sqs), ingester)
                : SqsEventConsumer.builder(
                    synchronous == null ? ownClient.getObject().client() : synchronous,
                    queueUrl(sqs),
                    ingester);
        builder
            .pollers(sqs.pollers())
            .pollWait(sqs.pollWait())
            .visibilityTimeout(sqs.visibilityTimeout());
        if (Executors.useVirtualThreads(environment)) {
          builder.threads(
              new VirtualThreadTaskExecutor("streamcat-sqs-").getVirtualThreadFactory());
        }
        return builder.build();
      } catch (InvalidInputException e) {
        throw InvalidPropertyException.of("streamcat.events.sqs.", e);
      }
    }

    private static String queueUrl(Sqs sqs) {
      return Objects.requireNonNull(sqs.queueUrl());
    }

    @Bean
    SqsConsumerLifecycle streamCatSqsConsumerLifecycle(SqsEventConsumer consumer) {
      return new SqsConsumerLifecycle(consumer);
    }
  }

  /** Fails the start with the name of the missing dependency. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass("io.streamcat.sqs.SqsEventConsumer")
  static class MissingConfiguration {

    @Bean
    @Lazy(false)
    IngestionHealth streamCatSqsConsumerLifecycle() {
      throw new SqsMissingException();
    }
  }
}
