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
 * The calls that are under way, so that closing can wait for them. Calls that come after it are
 * rejected. Thread safe.
 */
final class WorkInProgress {

  private static final Logger log = LoggerFactory.getLogger(StreamCat.class);

  /** What ends each call early, by a token of the call; guarded by this. */
  private final Map<Object, Runnable> underWay = new LinkedHashMap<>();

  /** The calls of each thread, which may make others; guarded by this. */
  private final IdentityHashMap<Thread, Integer> threads = new IdentityHashMap<>();

  private boolean closed;

  /**
   * Runs a call on this thread.
   *
   * @throws IllegalStateException if StreamCat is closed, unless the thread is in a call already
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
   * @param whenOver called when calls are waited for no longer, before the callers of the late ones
   *     are told
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
          "Closed before {} calls had ended; recovery finishes what they leave limit={}",
          late.size(),
          limit);
    }
    late.forEach(Runnable::run);
  }

  /** Interrupts a thread that is in a call; one that has ended it does other work by now. */
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
    // A call may close StreamCat itself, and must not wait for its own end.
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
        "StreamCat is closed, and the call had not ended; recovery finishes what it has begun");
  }

  static IllegalStateException closed() {
    return new IllegalStateException("StreamCat is closed");
  }
}
