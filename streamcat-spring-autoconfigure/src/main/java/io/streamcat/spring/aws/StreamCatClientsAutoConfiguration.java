package io.streamcat.spring.aws;

import io.streamcat.aws.internal.AwsClients;
import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.StreamCatClientCustomizer;
import io.streamcat.spring.aws.internal.AwsAccess;
import io.streamcat.spring.aws.internal.AwsClientFactory;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.StreamCatProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The auto-configuration of the AWS clients. They are built on first use: an application that
 * merely has the jar needs no region.
 */
@AutoConfiguration(
    afterName = {
      "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
      "io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration"
    })
@ConditionalOnStreamCat
@EnableConfigurationProperties(StreamCatProperties.class)
public final class StreamCatClientsAutoConfiguration {

  StreamCatClientsAutoConfiguration() {}

  @Bean
  @Lazy
  AwsClientFactory streamCatClientFactory(
      StreamCatProperties properties,
      ObjectProvider<IvsConnectionDetails> details,
      ObjectProvider<AwsRegionProvider> region,
      ObjectProvider<AwsCredentialsProvider> credentials,
      ObjectProvider<StreamCatClientCustomizer> customizers) {
    return new AwsClientFactory(
        new AwsAccess(
            details.getIfAvailable(),
            region.getIfUnique(),
            credentials.getIfUnique(),
            properties.aws()),
        properties.callTimeout(),
        customizers.orderedStream().toList());
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  IvsClient streamCatIvsClient(AwsClientFactory factory) {
    return factory.build(AwsClients::ivs);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  IvschatClient streamCatIvschatClient(AwsClientFactory factory) {
    return factory.build(AwsClients::ivschat);
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  IvsRealTimeClient streamCatIvsRealTimeClient(AwsClientFactory factory) {
    return factory.build(AwsClients::ivsRealTime);
  }
}
