package io.streamcat.provisioning.internal;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.ReservedTurns;
import io.streamcat.exception.OverloadedException;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registrations that run on an executor, each in its caller's scope. The number is limited for
 * each priority, so that a backfill leaves room for foreground registrations.
 */
final class AsyncRegistrations {

  private final Executor executor;
  private final int limit;
  private final Map<CallPriority, Semaphore> free = new EnumMap<>(CallPriority.class);

  /**
   * Creates a limit.
   *
   * @param limit the most registrations of one priority that are under way or wait
   */
  AsyncRegistrations(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
    for (CallPriority priority : CallPriority.values()) {
      free.put(priority, new Semaphore(limit));
    }
  }

  /**
   * A registration that is ready to begin.
   *
   * @param turns the reserved turns, or null
   * @param work registers the user
   */
  record Prepared(@Nullable ReservedTurns turns, Supplier<User> work) {}

  /**
   * Prepares a registration on this thread and runs it on the executor.
   *
   * @return a future of the registration's result or exception; {@link OverloadedException} if too
   *     many registrations wait
   */
  CompletableFuture<User> submit(Supplier<Prepared> preparation) {
    Semaphore places = Objects.requireNonNull(free.get(CallScope.priority()));
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          tooMany("one of the " + limit + " places that asyncLimit allows"));
    }
    CompletableFuture<User> future;
    try {
      future = start(preparation.get());
    } catch (RejectedExecutionException e) {
      future = CompletableFuture.failedFuture(tooMany("a thread"));
    } catch (Throwable e) {
      // Includes Errors, such as that of an executor that cannot start a thread.
      future = CompletableFuture.failedFuture(e);
    }
    // A copy, because a future that its owner completes runs no action of the registration's end.
    return future.whenComplete((user, failure) -> places.release()).copy();
  }

  private CompletableFuture<User> start(Prepared prepared) {
    try {
      return CompletableFuture.supplyAsync(CallScope.carried(prepared.work()), executor);
    } catch (Throwable e) {
      if (prepared.turns() != null) {
        prepared.turns().giveBack();
      }
      throw e;
    }
  }

  private static OverloadedException tooMany(String what) {
    return new OverloadedException(what, Duration.ZERO);
  }
}
