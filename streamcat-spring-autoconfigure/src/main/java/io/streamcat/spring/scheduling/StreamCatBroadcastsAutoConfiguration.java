package io.streamcat.spring.scheduling;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The auto-configuration of the repair and the notifications of broadcasts in this application,
 * unless db-scheduler runs them for all servers. Both must be enabled: an application without
 * events needs neither.
 */
@AutoConfiguration(
    after = {StreamCatAutoConfiguration.class, StreamCatDbSchedulerAutoConfiguration.class})
@ConditionalOnStreamCat
@ConditionalOnBean(Broadcasts.class)
@ConditionalOnBooleanProperty("streamcat.broadcasts.enabled")
public final class StreamCatBroadcastsAutoConfiguration {

  StreamCatBroadcastsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = {"streamCatRepairTask", "streamCatRepairScheduler"})
  RepeatedTask streamCatRepairScheduler(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts) {
    return new RepeatedTask(
        "streamcat-repair",
        () -> RunReports.log(broadcasts.getObject().repair()),
        properties.broadcasts().repairInterval());
  }

  /** Runs on another thread than the repair, which may take minutes. */
  @Bean
  @ConditionalOnMissingBean(
      name = {"streamCatNotificationsTask", "streamCatNotificationsScheduler"})
  RepeatedTask streamCatNotificationsScheduler(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts) {
    return new RepeatedTask(
        "streamcat-notifications",
        () -> broadcasts.getObject().deliverNotifications(),
        properties.broadcasts().notificationInterval());
  }
}
