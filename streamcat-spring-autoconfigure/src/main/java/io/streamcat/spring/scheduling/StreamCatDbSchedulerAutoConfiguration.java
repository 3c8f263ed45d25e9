package io.streamcat.spring.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.provisioning.Recovery;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.ConditionalOnText;
import io.streamcat.spring.internal.RecordedRuns;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.users.StreamCatAutoConfiguration;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The auto-configuration of recurring tasks in db-scheduler, so that a cluster runs each task once.
 * It requires a scheduler of db-scheduler's own starter: other schedulers may not use tasks from
 * the context.
 */
@AutoConfiguration(
    after = StreamCatAutoConfiguration.class,
    afterName = StreamCatDbSchedulerAutoConfiguration.STARTER)
@ConditionalOnStreamCat
@ConditionalOnClass({Scheduler.class, RecurringTask.class})
@ConditionalOnBean(type = StreamCatDbSchedulerAutoConfiguration.STARTER)
public final class StreamCatDbSchedulerAutoConfiguration {

  static final String STARTER =
      "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration";

  StreamCatDbSchedulerAutoConfiguration() {}

  @Bean
  RecordedRuns streamCatRecordedRuns() {
    return new RecordedRuns();
  }

  @Bean
  @ConditionalOnBean({Recovery.class, Scheduler.class})
  @ConditionalOnBooleanProperty(name = "streamcat.recovery.enabled", matchIfMissing = true)
  @ConditionalOnMissingBean(name = "streamCatRecoveryTask")
  RecurringTask<Void> streamCatRecoveryTask(
      StreamCatProperties properties, ObjectProvider<Recovery> recovery, RecordedRuns runs) {
    return Tasks.recurring("streamcat-recovery", FixedDelay.of(properties.recovery().interval()))
        .execute(
            (instance, context) ->
                runs.run(
                    instance.getTaskName(), () -> RunReports.check(recovery.getObject().run())));
  }

  @Bean
  @ConditionalOnBean({Broadcasts.class, Scheduler.class})
  @ConditionalOnBooleanProperty("streamcat.broadcasts.enabled")
  @ConditionalOnMissingBean(name = "streamCatRepairTask")
  RecurringTask<Void> streamCatRepairTask(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts, RecordedRuns runs) {
    return Tasks.recurring(
            "streamcat-repair", FixedDelay.of(properties.broadcasts().repairInterval()))
        .execute(
            (instance, context) ->
                runs.run(
                    instance.getTaskName(), () -> RunReports.log(broadcasts.getObject().repair())));
  }

  @Bean
  @ConditionalOnBean({Broadcasts.class, Scheduler.class})
  @ConditionalOnBooleanProperty("streamcat.broadcasts.enabled")
  @ConditionalOnMissingBean(name = "streamCatNotificationsTask")
  RecurringTask<Void> streamCatNotificationsTask(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts, RecordedRuns runs) {
    return Tasks.recurring(
            "streamcat-notifications",
            FixedDelay.of(properties.broadcasts().notificationInterval()))
        .execute(
            (instance, context) ->
                runs.run(
                    instance.getTaskName(), () -> broadcasts.getObject().deliverNotifications()));
  }

  @Bean
  @ConditionalOnBean({Broadcasts.class, Scheduler.class})
  @ConditionalOnBooleanProperty("streamcat.broadcasts.enabled")
  @ConditionalOnText("streamcat.broadcasts.retention")
  @ConditionalOnMissingBean(name = "streamCatRetentionTask")
  RecurringTask<Void> streamCatRetentionTask(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts, RecordedRuns runs) {
    Duration retention = Objects.requireNonNull(properties.broadcasts().retention());
    return Tasks.recurring(
            "streamcat-retention",
            FixedDelay.of(StreamCatBroadcastsAutoConfiguration.RETENTION_INTERVAL))
        .execute(
            (instance, context) ->
                runs.run(
                    instance.getTaskName(),
                    () -> RunReports.logForgotten(broadcasts.getObject().forget(retention))));
  }
}
