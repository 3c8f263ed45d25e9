package io.streamcat.examples.web.removal;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/** The threads of removals, which therefore never wait behind registrations. */
@Component
class RemovalExecutor implements DisposableBean {

  private static final int THREADS = 4;
  private static final int WAITING = 1_000;

  private final ThreadPoolTaskExecutor threads;

  /** Creates the threads; they are no bean, so that Spring Boot still creates its own. */
  RemovalExecutor(ThreadPoolTaskExecutorBuilder builder) {
    threads =
        builder
            .threadNamePrefix("removal-")
            .corePoolSize(THREADS)
            .maxPoolSize(THREADS)
            .queueCapacity(WAITING)
            .build();
    threads.initialize();
  }

  TaskExecutor threads() {
    return threads;
  }

  @Override
  public void destroy() {
    threads.destroy();
  }
}
