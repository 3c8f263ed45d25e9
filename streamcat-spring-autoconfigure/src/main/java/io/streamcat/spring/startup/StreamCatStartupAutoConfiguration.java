package io.streamcat.spring.startup;

import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of the check of all properties, and of the line that summarizes them in
 * the log.
 */
@AutoConfiguration(after = StreamCatAutoConfiguration.class)
@ConditionalOnStreamCat
@EnableConfigurationProperties(StreamCatProperties.class)
public final class StreamCatStartupAutoConfiguration {

  StreamCatStartupAutoConfiguration() {}

  /** Runs before any bean is created, whose failure would be harder to understand. */
  @Bean
  static BeanFactoryPostProcessor streamCatPropertyCheck(Environment environment) {
    return beans ->
        new PropertyCheck(
                Binder.get(environment).bindOrCreate("streamcat", StreamCatProperties.class))
            .run(beans);
  }

  @Bean
  StartLine streamCatStartLine(
      StreamCatProperties properties,
      ObjectProvider<IvsConnectionDetails> details,
      ListableBeanFactory beans,
      Environment environment) {
    return new StartLine(properties, details, beans, environment);
  }
}
