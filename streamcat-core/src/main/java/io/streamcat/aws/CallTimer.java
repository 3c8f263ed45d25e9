package io.streamcat.aws;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that end calls which take too long.
 *
 * <p>Left to itself the SDK starts five for each client. Ending a call may block its thread until
 * the connection's own timeout, so there are two; they end when no call was made for a while, so
 * nobody has to close them.
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
