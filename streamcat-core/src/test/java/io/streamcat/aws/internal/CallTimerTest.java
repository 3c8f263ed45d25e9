package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads that abort calls, which serve all clients of this process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallTimerTest {

  private final ScheduledThreadPoolExecutor threads =
      (ScheduledThreadPoolExecutor) CallTimer.THREADS;

  @Test
  void threads_whenIdle_end() {
    assertThat(threads.allowsCoreThreadTimeOut()).isTrue();
    assertThat(threads.getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(10);
    assertThat(threads.getCorePoolSize()).isEqualTo(2);
  }

  @Test
  void schedule_task_runsOnADaemonWithAName() throws Exception {
    Thread thread = threads.schedule(Thread::currentThread, 0, TimeUnit.SECONDS).get();

    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).startsWith("streamcat-call-timer-");
  }

  @Test
  void schedule_cancelledTask_isForgotten() {
    ScheduledFuture<?> late = threads.schedule(() -> {}, 1, TimeUnit.HOURS);
    assertThat(threads.getQueue()).contains((Runnable) late);

    late.cancel(false);

    assertThat(threads.getQueue()).doesNotContain((Runnable) late);
  }
}
