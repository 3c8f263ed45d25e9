package io.streamcat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls in progress, for which closing waits. After closing, new calls are rejected. Thread
 * safe.
 */
final class WorkInProgress {

  private static final Logger log = LoggerFactory.getLogger(StreamCat.class);

  /** The action that ends a call early, by the token of the call; guarded by this. */
  private final Map<Object, Runnable> underWay = new LinkedHashMap<>();

  /** The calls of each thread, which may be nested; guarded by this. */
  private final IdentityHashMap<Thread, Integer> threads = new IdentityHashMap<>();

  private boolean closed;

  /**
   * Runs a call on this thread.
   *
   * @throws IllegalStateException if StreamCat is closed, unless the thread is already in a call
   */
  <T> T run(Supplier<T> call) {
    Thread thread = Thread.currentThread();
    Object token = begin(thread, () -> interrupt(thread));
    try {
      return call.get();
    } finally {
      end(token, thread);
    }
  }

  /**
   * Starts a call that ends with a future.
   *
   * @throws IllegalStateException if StreamCat is closed
   */
  <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Object token = begin(null, () -> result.completeExceptionally(cutShort()));
    try {
      var unused =
          call.get()
              .whenComplete(
                  (value, failure) -> {
                    end(token, null);
                    if (failure == null) {
                      result.complete(value);
                    } else {
                      result.completeExceptionally(failure);
                    }
                  });
    } catch (Throwable e) {
      end(token, null);
      throw e;
    }
    return result;
  }

  /**
   * Rejects calls from now on and waits for those under way. Those that do not end in time are
   * interrupted.
   *
   * @param whenOver called when the wait is over, before the callers of unfinished calls receive
   *     exceptions
   */
  void close(Duration limit, Runnable whenOver) {
    List<Runnable> late;
    synchronized (this) {
      closed = true;
      await(limit);
      late = threads.containsKey(Thread.currentThread()) ? List.of() : copy();
    }
    whenOver.run();
    if (!late.isEmpty()) {
      log.warn(
          "Closed before {} calls had ended; recovery finishes their work limit={}",
          late.size(),
          limit);
    }
    late.forEach(Runnable::run);
  }

  /** Interrupts a thread that is still in its call; after the call, the thread does other work. */
  private synchronized void interrupt(Thread thread) {
    if (threads.containsKey(thread)) {
      thread.interrupt();
    }
  }

  private synchronized List<Runnable> copy() {
    return new ArrayList<>(underWay.values());
  }

  private synchronized void await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    // A call may close StreamCat itself; it must not wait for its own end.
    while (!underWay.isEmpty() && !threads.containsKey(Thread.currentThread())) {
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

  private synchronized Object begin(@Nullable Thread thread, Runnable interruption) {
    if (closed && !threads.containsKey(Thread.currentThread())) {
      throw closed();
    }
    Object token = new Object();
    underWay.put(token, interruption);
    if (thread != null) {
      threads.merge(thread, 1, Integer::sum);
    }
    return token;
  }

  private synchronized void end(Object token, @Nullable Thread thread) {
    underWay.remove(token);
    if (thread != null) {
      threads.computeIfPresent(thread, (same, calls) -> calls == 1 ? null : calls - 1);
    }
    notifyAll();
  }

  private static IllegalStateException cutShort() {
    return new IllegalStateException(
        "StreamCat was closed before the call ended; recovery finishes its work");
  }

  static IllegalStateException closed() {
    return new IllegalStateException("StreamCat is closed");
  }
}
