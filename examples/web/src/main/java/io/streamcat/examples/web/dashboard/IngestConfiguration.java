package io.streamcat.examples.web.dashboard;

import io.streamcat.channel.Channel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

  /** The server of AWS, unless another one is configured. */
  @Bean
  @Fallback
  IngestServer awsIngestServer() {
    return Channel::ingestUrl;
  }
}
