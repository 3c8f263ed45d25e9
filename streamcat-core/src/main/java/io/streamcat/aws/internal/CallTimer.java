package io.streamcat.aws.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that abort calls which exceed their timeout.
 *
 * <p>By default, the SDK starts five such threads for each client. Here two threads serve all
 * clients; there are two because aborting a call may block a thread until the connection's own
 * timeout. The threads end when idle, so they need not be closed.
 */
final class CallTimer {

  static final ScheduledExecutorService THREADS = create();

  private CallTimer() {}

  private static ScheduledExecutorService create() {
    AtomicInteger count = new AtomicInteger();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "streamcat-call-timer-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setKeepAliveTime(10, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    threads.setRemoveOnCancelPolicy(true);
    return threads;
  }
}
