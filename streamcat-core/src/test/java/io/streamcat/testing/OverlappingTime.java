package io.streamcat.testing;

import io.github.bucket4j.TimeMeter;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A clock on which the waits of parallel tasks overlap: when every task waits, it moves to the
 * earliest end of a wait. {@link VirtualTime} adds the waits of all threads up instead.
 *
 * <p>Tasks must be started by {@link #all}, and wait for nothing but {@link #sleep} and the tasks
 * that they started themselves.
 */
public final class OverlappingTime extends Clock implements Sleeper {

  /** A task that waits for a time. */
  private static final class Wait {

    private final Instant end;
    private boolean over;

    Wait(Instant end) {
      this.end = end;
    }
  }

  private final PriorityQueue<Wait> waits = new PriorityQueue<>((a, b) -> a.end.compareTo(b.end));
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  /** The tasks that wait for nothing; the test itself is one. */
  private int running = 1;

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    Wait wait = new Wait(now.plus(duration));
    waits.add(wait);
    stopped();
    while (!wait.over) {
      wait();
    }
  }

  /** Counts a task that stops; if it was the last, the first waits end. */
  private synchronized void stopped() {
    running--;
    if (running > 0 || waits.isEmpty()) {
      return;
    }
    now = waits.element().end;
    while (!waits.isEmpty() && !waits.element().end.isAfter(now)) {
      waits.remove().over = true;
      running++;
    }
    notifyAll();
  }

  private synchronized void started() {
    running++;
  }

  /** Runs tasks in threads of their own, in the caller's scope, and waits for all of them. */
  public <T> List<T> all(List<? extends Supplier<T>> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    // The last task to end goes on as the caller, so that no time passes between the two.
    AtomicInteger left = new AtomicInteger(tasks.size());
    List<CompletableFuture<T>> results =
        tasks.stream()
            .map(CallScope::carried)
            .map(
                task -> {
                  started();
                  return CompletableFuture.supplyAsync(
                      () -> {
                        try {
                          return task.get();
                        } finally {
                          if (left.decrementAndGet() > 0) {
                            stopped();
                          }
                        }
                      },
                      work -> new Thread(work).start());
                })
            .toList();
    stopped();
    return results.stream().map(CompletableFuture::join).toList();
  }

  /** The same for the buckets of a limiter. */
  public TimeMeter meter() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
