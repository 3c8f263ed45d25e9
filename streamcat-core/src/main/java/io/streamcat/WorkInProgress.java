package io.streamcat;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that are under way, so that closing can wait for them. Calls that come after it are
 * rejected. Thread safe.
 */
final class WorkInProgress {

  private static final Logger log = LoggerFactory.getLogger(StreamCat.class);

  /** The futures of calls that end with one, by a token of the call; guarded by this. */
  private final IdentityHashMap<Object, CompletableFuture<?>> futures = new IdentityHashMap<>();

  /** The calls of each thread, which may make others; guarded by this. */
  private final IdentityHashMap<Thread, Integer> threads = new IdentityHashMap<>();

  private boolean closed;

  /**
   * Runs a call on this thread.
   *
   * @throws IllegalStateException if StreamCat is closed, unless the thread is in a call already
   */
  <T> T run(Supplier<T> call) {
    begin(() -> threads.merge(Thread.currentThread(), 1, Integer::sum));
    try {
      return call.get();
    } finally {
      end(
          () ->
              threads.computeIfPresent(
                  Thread.currentThread(), (same, calls) -> calls == 1 ? null : calls - 1));
    }
  }

  /**
   * Starts a call that ends with a future.
   *
   * @throws IllegalStateException if StreamCat is closed
   */
  <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Object token = new Object();
    begin(() -> futures.put(token, result));
    try {
      var unused =
          call.get()
              .whenComplete(
                  (value, failure) -> {
                    end(() -> futures.remove(token));
                    if (failure == null) {
                      result.complete(value);
                    } else {
                      result.completeExceptionally(failure);
                    }
                  });
    } catch (Throwable e) {
      end(() -> futures.remove(token));
      throw e;
    }
    return result;
  }

  /**
   * Rejects calls from now on and waits for those under way. Those that do not end in time are
   * interrupted.
   *
   * @param whenOver called when calls are waited for no longer, before the callers of the late ones
   *     are told
   */
  void close(Duration limit, Runnable whenOver) {
    boolean isOwn;
    synchronized (this) {
      closed = true;
      isOwn = threads.containsKey(Thread.currentThread());
      await(limit);
    }
    whenOver.run();
    if (!isOwn) {
      endLate(limit);
    }
  }

  private void endLate(Duration limit) {
    List<CompletableFuture<?>> late;
    synchronized (this) {
      late = List.copyOf(futures.values());
      if (!late.isEmpty() || !threads.isEmpty()) {
        log.warn(
            "Closed before {} calls had ended; recovery finishes what they leave limit={}",
            late.size() + threads.size(),
            limit);
      }
      // Under the lock, so that none is interrupted whose call has ended.
      threads.keySet().forEach(Thread::interrupt);
    }
    late.forEach(future -> future.completeExceptionally(closed()));
  }

  private synchronized void await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    // A call may close StreamCat itself, and must not wait for its own end.
    while (!(futures.isEmpty() && threads.isEmpty())
        && !threads.containsKey(Thread.currentThread())) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized void begin(Runnable registration) {
    if (closed && !threads.containsKey(Thread.currentThread())) {
      throw closed();
    }
    registration.run();
  }

  private synchronized void end(Runnable removal) {
    removal.run();
    notifyAll();
  }

  static IllegalStateException closed() {
    return new IllegalStateException("StreamCat is closed");
  }
}
