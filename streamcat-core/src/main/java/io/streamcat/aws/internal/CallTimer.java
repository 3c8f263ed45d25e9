package io.streamcat.aws.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that abort calls which exceed their timeout.
 *
 * <p>By default, the SDK starts five such threads for each client. Here two threads serve all
 * clients; there are two because aborting a call may block a thread until the connection's own
 * timeout. The threads end when idle, so they need not be closed.
 *
 * <p>Nearly all calls end before their timeout. But a task that becomes the next one due wakes a
 * thread, and with few calls under way that would be every call's. So while there are calls, an
 * empty task is due each second, before their timeouts.
 */
final class CallTimer extends ScheduledThreadPoolExecutor {

  private static final AtomicInteger COUNT = new AtomicInteger();

  static final ScheduledExecutorService THREADS = new CallTimer();

  private final AtomicBoolean ticking = new AtomicBoolean();
  private final AtomicBoolean used = new AtomicBoolean();

  private CallTimer() {
    super(2, CallTimer::daemon);
    setKeepAliveTime(10, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
    setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "streamcat-call-timer-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    used.set(true);
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      tickLater();
    }
    return super.schedule(task, delay, unit);
  }

  private void tick() {
    if (used.getAndSet(false)) {
      tickLater();
    } else {
      ticking.set(false);
    }
  }

  private void tickLater() {
    ScheduledFuture<?> unused = super.schedule(this::tick, 1, TimeUnit.SECONDS);
  }
}
