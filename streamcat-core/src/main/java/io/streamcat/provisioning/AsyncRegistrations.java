package io.streamcat.provisioning;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallScope;
import io.streamcat.error.OverloadedException;
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

/**
 * The registrations that run on an executor: a limited number of each priority, so that a backfill
 * leaves places to others, each in its caller's scope.
 */
final class AsyncRegistrations {

  private final Executor executor;
  private final Map<CallPriority, Semaphore> free = new EnumMap<>(CallPriority.class);

  /**
   * Creates a limit.
   *
   * @param limit the most registrations of one priority that are under way or wait
   */
  AsyncRegistrations(Executor executor, int limit) {
    this.executor = executor;
    for (CallPriority priority : CallPriority.values()) {
      free.put(priority, new Semaphore(limit));
    }
  }

  /**
   * A registration that is ready to run.
   *
   * @param run registers the user
   * @param giveUp returns what was reserved, if the registration cannot run
   */
  record Prepared(Supplier<User> run, Runnable giveUp) {}

  /**
   * Prepares a registration on this thread and has it run on another.
   *
   * @param prepared prepares the registration and returns it
   * @return completed with what it returns or throws, and with {@link OverloadedException} if too
   *     many wait
   */
  CompletableFuture<User> submit(Supplier<Prepared> prepared) {
    Semaphore places = Objects.requireNonNull(free.get(CallScope.priority()));
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(tooMany());
    }
    CompletableFuture<User> future;
    try {
      future = begin(prepared.get());
    } catch (Throwable e) {
      // Also an Error of a policy of the application's, which must not keep the place.
      future = CompletableFuture.failedFuture(e);
    }
    return future.whenComplete((user, failure) -> places.release());
  }

  private CompletableFuture<User> begin(Prepared registration) {
    try {
      return CompletableFuture.supplyAsync(CallScope.carried(registration.run()), executor);
    } catch (RejectedExecutionException e) {
      registration.giveUp().run();
      return CompletableFuture.failedFuture(tooMany());
    } catch (Throwable e) {
      registration.giveUp().run();
      throw e;
    }
  }

  private static OverloadedException tooMany() {
    return new OverloadedException("a thread", Duration.ZERO);
  }
}
