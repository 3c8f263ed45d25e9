package io.streamcat.spring.scheduling;

import io.streamcat.broadcast.Broadcasts;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.ConditionalOnText;
import io.streamcat.spring.internal.RepeatedTask;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The auto-configuration of the repair, the notifications and the retention of broadcasts in this
 * application, unless db-scheduler runs them for all servers. They must be enabled: an application
 * without events needs none of them.
 */
@AutoConfiguration(
    after = {StreamCatAutoConfiguration.class, StreamCatDbSchedulerAutoConfiguration.class})
@ConditionalOnStreamCat
@ConditionalOnBean(Broadcasts.class)
@ConditionalOnBooleanProperty("streamcat.broadcasts.enabled")
public final class StreamCatBroadcastsAutoConfiguration {

  /** The pause between two deletions of old broadcasts, each of which then has few to delete. */
  static final Duration RETENTION_INTERVAL = Duration.ofHours(1);

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

  @Bean
  @ConditionalOnText("streamcat.broadcasts.retention")
  @ConditionalOnMissingBean(name = {"streamCatRetentionTask", "streamCatRetentionScheduler"})
  RepeatedTask streamCatRetentionScheduler(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts) {
    Duration retention = Objects.requireNonNull(properties.broadcasts().retention());
    return new RepeatedTask(
        "streamcat-retention",
        () -> RunReports.logForgotten(broadcasts.getObject().forget(retention)),
        RETENTION_INTERVAL);
  }
}
