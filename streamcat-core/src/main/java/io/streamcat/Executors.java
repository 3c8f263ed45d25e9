package io.streamcat;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The default threads of a StreamCat: daemon threads, limited in number, which end when idle. */
final class Executors {

  /** Each registration uses two threads; if none is free, the caller does the work itself. */
  private static final int MOST_FOR_RESOURCES = 200;

  /** These threads wait for turns, and AWS allows five creates a second. */
  private static final int FOR_REGISTRATIONS = 32;

  private static final long IDLE_SECONDS = 60;

  private Executors() {}

  /** Creates the threads that work on the resources of users in parallel. */
  static ThreadPoolExecutor forResources() {
    return new ThreadPoolExecutor(
        0,
        MOST_FOR_RESOURCES,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        threads("streamcat-"));
  }

  /**
   * Creates the threads of asynchronous registrations; {@code AsyncRegistrations} limits the
   * registrations.
   */
  static ThreadPoolExecutor forRegistrations() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            FOR_REGISTRATIONS,
            FOR_REGISTRATIONS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("streamcat-registration-"));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * An executor with separate threads for background tasks, so that they do not delay foreground
   * tasks.
   */
  static Executor byPriority(Executor foreground, Executor background) {
    return task ->
        (CallScope.priority() == CallPriority.BACKGROUND ? background : foreground).execute(task);
  }

  /** An executor that runs each task in the context of the thread that submits it. */
  static Executor carrying(Executor executor, ContextCarrier carrier) {
    return task -> executor.execute(carrier.carry(task));
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
