package io.streamcat.emulator.internal.server;

import java.time.Duration;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of connections whose clients do not read an answer, so that they hold no thread for ever.
 * The JDK's server has no such limit of its own that leaves slow answers alone. Thread safe.
 */
final class WriteTimeout implements AutoCloseable {
  private static final int CHECKS_PER_TIMEOUT = 10;

  private final Duration timeout;
  private final Set<Write> writes = ConcurrentHashMap.newKeySet();
  private final Timer timer = new Timer("streamcat-emulator-writes", true);

  private WriteTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  static WriteTimeout start(Duration timeout) {
    WriteTimeout started = new WriteTimeout(timeout);
    long period = Math.max(1, timeout.toMillis() / CHECKS_PER_TIMEOUT);
    started.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            started.interruptLate();
          }
        },
        period,
        period);
    return started;
  }

  /** Runs a write on this thread, which is interrupted if it takes too long. */
  Write begin() {
    Write write = new Write();
    writes.add(write);
    return write;
  }

  /** Returns the number of writes that have not ended. */
  int count() {
    return writes.size();
  }

  private void interruptLate() {
    long now = System.nanoTime();
    writes.forEach(write -> write.interruptIfLate(now));
  }

  /** One write. Interrupting its thread closes the connection. */
  final class Write implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private boolean ended;

    private synchronized void interruptIfLate(long now) {
      if (!ended && now - start > timeout.toNanos()) {
        ended = true;
        thread.interrupt();
      }
    }

    /** Ends the write; the thread is not interrupted afterwards. */
    @Override
    public void close() {
      writes.remove(this);
      synchronized (this) {
        if (ended) {
          // The interrupt was meant for this write only.
          Thread.interrupted();
        }
        ended = true;
      }
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
