package io.streamcat.spring.scheduling;

import io.streamcat.StreamCat;
import io.streamcat.provisioning.Recovery;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.SingletonProbe;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of recovery in this application, unless db-scheduler runs it for all
 * servers.
 *
 * <p>Unless {@code streamcat.recovery.enabled} is set to true, recovery runs only after StreamCat
 * has been created: an application that merely has the jar needs no region.
 */
@AutoConfiguration(
    after = {StreamCatAutoConfiguration.class, StreamCatDbSchedulerAutoConfiguration.class})
@ConditionalOnStreamCat
@ConditionalOnBean(Recovery.class)
@ConditionalOnBooleanProperty(name = "streamcat.recovery.enabled", matchIfMissing = true)
public final class StreamCatRecoveryAutoConfiguration {

  StreamCatRecoveryAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = {"streamCatRecoveryTask", "streamCatRecoveryScheduler"})
  RepeatedTask streamCatRecoveryScheduler(
      StreamCatProperties properties,
      ObjectProvider<Recovery> recovery,
      ConfigurableListableBeanFactory beans,
      Environment environment) {
    boolean explicitlyEnabled = environment.containsProperty("streamcat.recovery.enabled");
    return new RepeatedTask(
        "streamcat-recovery",
        () -> {
          if (explicitlyEnabled || SingletonProbe.isCreated(beans, StreamCat.class)) {
            RunReports.check(recovery.getObject().run());
          }
        },
        properties.recovery().interval());
  }
}
