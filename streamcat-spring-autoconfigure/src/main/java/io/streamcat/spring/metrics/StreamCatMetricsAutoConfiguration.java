package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.streamcat.StreamCat;
import io.streamcat.spring.StreamCatBuilderCustomizer;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.DeadNotifications;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The auto-configuration of metrics and observations, if Micrometer is on the class path. */
@AutoConfiguration(
    after = StreamCatAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnStreamCat
@ConditionalOnClass({MeterRegistry.class, ObservationRegistry.class})
@ConditionalOnBean({StreamCat.class, MeterRegistry.class})
public final class StreamCatMetricsAutoConfiguration {

  StreamCatMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  CallMetrics streamCatCallMetrics(MeterRegistry registry) {
    return new CallMetrics(registry);
  }

  @Bean
  @ConditionalOnMissingBean
  EventMetrics streamCatEventMetrics(MeterRegistry registry) {
    return new EventMetrics(registry);
  }

  @Bean
  @ConditionalOnMissingBean
  UserMetrics streamCatUserMetrics(
      UserCounts counts, Capacities capacities, ConfigurableListableBeanFactory beans) {
    return new UserMetrics(
        () -> SingletonProbe.isCreated(beans, StreamCat.class), counts, capacities);
  }

  @Bean
  @ConditionalOnMissingBean
  NotificationMetrics streamCatNotificationMetrics(DeadNotifications dead) {
    return new NotificationMetrics(dead);
  }

  @Bean
  StreamCatBuilderCustomizer streamCatObservationCustomizer(
      ObjectProvider<ObservationRegistry> registry, UserMetrics metrics) {
    return builder ->
        builder.users(
            u ->
                u.decorator(
                    users ->
                        new ObservedUserProvisioner(
                            users,
                            registry.getIfAvailable(() -> ObservationRegistry.NOOP),
                            metrics::found)));
  }
}
