package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.CallLimiter;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.Parallel;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupts of a caller, which end the work of all threads that work for it. */
@Timeout(60)
@Guarantee("PROV-12")
class InterruptionTest {

  private static boolean interrupted(CountDownLatch never, CountDownLatch begun) {
    begun.countDown();
    try {
      never.await();
      return false;
    } catch (InterruptedException e) {
      // Like all waits of StreamCat.
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void call_callerIsInterrupted_endsEveryTaskAndStaysInterrupted() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<List<Boolean>> results = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    try {
      Thread caller =
          new Thread(
              () -> {
                List<Supplier<Boolean>> tasks =
                    List.of(
                        () -> false,
                        () -> interrupted(never, begun),
                        () -> interrupted(never, begun));
                results.set(Parallel.call(executor, tasks));
                flag.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      begun.await();
      caller.interrupt();
      caller.join();

      assertThat(results.get()).containsExactly(false, true, true);
      assertThat(flag).isTrue();
      // The executor's threads are not interrupted.
      assertThat(executor.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void call_executorHasNoFreeThread_callerDoesTheWork() {
    List<Supplier<Thread>> tasks =
        List.of(Thread::currentThread, Thread::currentThread, Thread::currentThread);

    assertThat(Parallel.call(task -> {}, tasks)).containsOnly(Thread.currentThread());
  }

  @Test
  void provision_interruptedWhileWaitingForItsTurn_beginsNothing() throws Exception {
    UserRepository users = UserRepository.inMemory();
    CountDownLatch waiting = new CountDownLatch(3);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (EmulatedAws aws = new EmulatedAws();
        StreamCat streamcat =
            aws.streamCatInRealTime()
                .storage(s -> s.users(users))
                .users(u -> u.failurePolicy(FailurePolicy.RESUME))
                .aws(a -> a.operationTimeout(Duration.ofMinutes(5)))
                .users(
                    u ->
                        u.provisioningTimeout(Duration.ofMinutes(5))
                            .reconciliationGracePeriod(Duration.ofHours(1)))
                .aws(
                    a ->
                        a.callLimiter(
                            (call, longestWait) -> {
                              waiting.countDown();
                              return CallLimiter.Turn.granted(Duration.ofMinutes(1));
                            }))
                .build()) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  streamcat.users().provision(NewUser.withId("todd"));
                } catch (StreamCatException e) {
                  thrown.set(e);
                }
                ended.countDown();
              });
      caller.start();
      waiting.await();
      caller.interrupt();

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(thrown.get())
          .isInstanceOf(StreamCatException.class)
          .hasMessageContaining("nothing was begun")
          .hasMessageContaining("interrupted");
      assertThat(aws.emulator().requests()).isEmpty();
      assertThat(users.findById(UserId.of("todd"))).isEmpty();
    }
  }

  @Test
  void call_oneTaskFails_waitsForTheOthers() {
    AtomicBoolean done = new AtomicBoolean();
    List<Supplier<Boolean>> tasks =
        List.of(
            () -> {
              throw new IllegalStateException("first");
            },
            () -> done.compareAndSet(false, true));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Parallel.call(Runnable::run, tasks))
        .withMessage("first");
    assertThat(done).isTrue();
  }
}
