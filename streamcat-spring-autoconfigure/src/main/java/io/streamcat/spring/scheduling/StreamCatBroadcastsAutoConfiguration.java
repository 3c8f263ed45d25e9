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
 * Repairs broadcasts and delivers notices in this application, unless db-scheduler does so for all
 * servers. It has to be asked for: an application that takes no events needs neither.
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

  /** On a thread of its own, because a repair may take minutes. */
  @Bean
  @ConditionalOnMissingBean(name = {"streamCatNoticesTask", "streamCatNoticesScheduler"})
  RepeatedTask streamCatNoticesScheduler(
      StreamCatProperties properties, ObjectProvider<Broadcasts> broadcasts) {
    return new RepeatedTask(
        "streamcat-notices",
        () -> broadcasts.getObject().deliverNotifications(),
        properties.broadcasts().noticeInterval());
  }
}
