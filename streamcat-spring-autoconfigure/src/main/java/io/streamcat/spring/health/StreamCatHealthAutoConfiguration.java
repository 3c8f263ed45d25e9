package io.streamcat.spring.health;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.internal.Capacities;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.DeadNotifications;
import io.streamcat.spring.internal.ExpiringSupplier;
import io.streamcat.spring.internal.IngestionHealth;
import io.streamcat.spring.internal.RecordedRuns;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.StreamCatProperties.Health;
import io.streamcat.spring.internal.UserCounts;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The auto-configuration of the health indicator, if there is an actuator. Its types moved in
 * Spring Boot 4, so there is a configuration for each version.
 */
@AutoConfiguration(after = StreamCatAutoConfiguration.class)
@ConditionalOnStreamCat
@ConditionalOnBean(StreamCat.class)
@Conditional(StreamCatHealthAutoConfiguration.OnHealthEnabled.class)
public final class StreamCatHealthAutoConfiguration {

  StreamCatHealthAutoConfiguration() {}

  @Bean
  StreamCatHealth streamCatHealth(
      StreamCatProperties properties,
      ObjectProvider<IngestionHealth> events,
      ObjectProvider<RepeatedTask> tasks,
      ObjectProvider<RecordedRuns> runs,
      UserCounts counts,
      Capacities capacities,
      DeadNotifications dead,
      ConfigurableListableBeanFactory beans) {
    return new StreamCatHealth(
        () -> SingletonProbe.isCreated(beans, StreamCat.class),
        () -> beans.getBean(UserRepository.class),
        counts,
        capacities,
        dead,
        aws(properties.health(), beans),
        events.getIfAvailable(),
        () -> failures(tasks, runs));
  }

  private static Map<String, String> failures(
      ObjectProvider<RepeatedTask> tasks, ObjectProvider<RecordedRuns> runs) {
    Map<String, String> failures = new TreeMap<>();
    runs.forEach(recorded -> failures.putAll(recorded.failures()));
    tasks.forEach(
        task -> task.lastFailure().ifPresent(failure -> failures.put(task.name(), failure)));
    return failures;
  }

  private static @Nullable ExpiringSupplier<Map<String, String>> aws(
      Health properties, ConfigurableListableBeanFactory beans) {
    if (!properties.awsEnabled()) {
      return null;
    }
    AwsReachability aws =
        new AwsReachability(
            () -> beans.getBean(ChannelService.class),
            () -> beans.getBean(ChatRoomService.class),
            () -> beans.getBean(RealTimeService.class));
    return new ExpiringSupplier<>(aws::failures, properties.awsInterval(), Clock.systemUTC());
  }

  /** The health indicator for Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class ActuatorConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "streamcatHealthIndicator")
    ActuatorHealthIndicator streamcatHealthIndicator(StreamCatHealth health) {
      return new ActuatorHealthIndicator(health);
    }
  }

  /** The health indicator for Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class ContributorConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "streamcatHealthIndicator")
    ContributorHealthIndicator streamcatHealthIndicator(StreamCatHealth health) {
      return new ContributorHealthIndicator(health);
    }
  }

  /** The condition of Spring Boot's own annotation, which has moved, too. */
  static final class OnHealthEnabled extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      boolean enabled =
          environment.getProperty(
              "management.health.streamcat.enabled",
              Boolean.class,
              environment.getProperty("management.health.defaults.enabled", Boolean.class, true));
      return new ConditionOutcome(
          enabled,
          ConditionMessage.forCondition("health indicator")
              .because("streamcat is " + (enabled ? "enabled" : "disabled")));
    }
  }
}
