package io.streamcat.provisioning;

import io.streamcat.aws.CallScope;
import io.streamcat.exception.OverloadedException;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

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
   * Prepares a registration on this thread and has it run on another.
   *
   * @param prepared prepares the registration and returns it
   * @return completed with what it returns or throws, and with {@link OverloadedException} if too
   *     many wait
   */
  CompletableFuture<User> submit(Supplier<Supplier<User>> prepared) {
    if (!free.tryAcquire()) {
      return CompletableFuture.failedFuture(
          tooMany("one of the " + limit + " places that asyncLimit allows"));
    }
    CompletableFuture<User> future;
    try {
      future = CompletableFuture.supplyAsync(CallScope.carried(prepared.get()), executor);
    } catch (RejectedExecutionException e) {
      future = CompletableFuture.failedFuture(tooMany("a thread"));
    } catch (RuntimeException e) {
      future = CompletableFuture.failedFuture(e);
    }
    return future.whenComplete((user, failure) -> free.release());
  }

  private static OverloadedException tooMany(String what) {
    return new OverloadedException(what, Duration.ZERO);
  }
}
