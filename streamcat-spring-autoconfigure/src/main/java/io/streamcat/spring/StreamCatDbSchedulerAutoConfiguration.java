package io.streamcat.spring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.streamcat.provisioning.Recovery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Has db-scheduler run recovery, so that a cluster runs it once, if db-scheduler's own starter has
 * configured a scheduler: a scheduler built otherwise may not take tasks from the context.
 */
@AutoConfiguration(
    after = StreamCatAutoConfiguration.class,
    afterName = StreamCatDbSchedulerAutoConfiguration.STARTER)
@ConditionalOnStreamCat
@ConditionalOnClass({Scheduler.class, RecurringTask.class})
@ConditionalOnBean(value = Recovery.class, type = StreamCatDbSchedulerAutoConfiguration.STARTER)
@ConditionalOnBooleanProperty(name = "streamcat.recovery.enabled", matchIfMissing = true)
public final class StreamCatDbSchedulerAutoConfiguration {

  static final String STARTER =
      "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration";

  StreamCatDbSchedulerAutoConfiguration() {}

  @Bean
  @ConditionalOnBean(Scheduler.class)
  @ConditionalOnMissingBean(name = "streamCatRecoveryTask")
  RecurringTask<Void> streamCatRecoveryTask(
      StreamCatProperties properties, ObjectProvider<Recovery> recovery) {
    return Tasks.recurring("streamcat-recovery", FixedDelay.of(properties.recovery().interval()))
        .execute((instance, context) -> RecoveryScheduler.report(recovery.getObject().run()));
  }
}
