package io.streamcat.provisioning;

import io.streamcat.aws.CallScope;
import io.streamcat.aws.ReservedTurns;
import io.streamcat.exception.OverloadedException;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The registrations that run on an executor: a limited number, each in its caller's scope. */
final class AsyncRegistrations {

  private final Executor executor;
  private final int limit;
  private final Semaphore free;

  /**
   * Creates a limit.
   *
   * @param limit the most registrations that are under way or wait
   */
  AsyncRegistrations(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
    this.free = new Semaphore(limit);
  }

  /**
   * A registration that can begin.
   *
   * @param turns the turns that are reserved for it, or null
   * @param work registers the user
   */
  record Prepared(@Nullable ReservedTurns turns, Supplier<User> work) {}

  /**
   * Prepares a registration on this thread and has it run on another.
   *
   * @return completed with what the registration returns or throws, and with {@link
   *     OverloadedException} if too many wait
   */
  CompletableFuture<User> submit(Supplier<Prepared> preparation) {
    if (!free.tryAcquire()) {
      return CompletableFuture.failedFuture(
          tooMany("one of the " + limit + " places that asyncLimit allows"));
    }
    CompletableFuture<User> future;
    try {
      future = start(preparation.get());
    } catch (RejectedExecutionException e) {
      future = CompletableFuture.failedFuture(tooMany("a thread"));
    } catch (Throwable e) {
      // Also an Error, such as that of an executor which can start no thread.
      future = CompletableFuture.failedFuture(e);
    }
    return future.whenComplete((user, failure) -> free.release());
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
