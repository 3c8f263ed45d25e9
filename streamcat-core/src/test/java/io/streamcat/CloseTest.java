package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.NewThreads;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The closing of a StreamCat: the calls that it waits for and those that it rejects. */
@Timeout(120)
@Guarantee("PROV-15")
class CloseTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  /** A store whose inserts wait. */
  private UserRepository stuck(CountDownLatch begun, CountDownLatch mayEnd) {
    return InterceptingProxy.before(
        UserRepository.class,
        users,
        "insert",
        () -> {
          begun.countDown();
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void close_callInProgress_waitsForItsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    StreamCat streamcat = aws.streamCat().storage(s -> s.users(stuck(begun, mayEnd))).build();
    CompletableFuture<User> user =
        CompletableFuture.supplyAsync(
            () -> streamcat.users().provision(NewUser.withId("todd")), NewThreads.EXECUTOR);
    begun.await();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(streamcat::close, NewThreads.EXECUTOR);
    while (!isRejecting(streamcat)) {
      Thread.onSpinWait();
    }

    assertThat(closing).isNotDone();
    mayEnd.countDown();
    closing.join();

    assertThat(user.join().state()).isEqualTo(UserState.ACTIVE);
  }

  private static boolean isRejecting(StreamCat streamcat) {
    try {
      return streamcat.users().find(UserId.of("nobody")).isPresent();
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void close_callDoesNotEndInTime_isInterruptedAndLeftToRecovery() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    StreamCat streamcat =
        aws.streamCat()
            .storage(s -> s.users(stuck(begun, new CountDownLatch(1))))
            .closeTimeout(Duration.ofMillis(10))
            .build();
    CompletableFuture<User> user =
        CompletableFuture.supplyAsync(
            () -> streamcat.users().provision(NewUser.withId("todd")), NewThreads.EXECUTOR);
    begun.await();

    streamcat.close();

    assertThatExceptionOfType(CompletionException.class).isThrownBy(user::join);
    try (StreamCat next = aws.streamCat().storage(s -> s.users(users)).build()) {
      aws.recover(next);
      assertThat(users.stream()).isEmpty();
      assertThat(aws.existing("channel")).isEmpty();
    }
  }

  @Test
  void close_asynchronousCallHasNotBegun_failsItsFuture() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    StreamCat streamcat =
        aws.streamCat()
            .storage(s -> s.users(users))
            .executor(tasks::add)
            .closeTimeout(Duration.ofMillis(1))
            .build();
    CompletableFuture<User> user = streamcat.users().provisionAsync(NewUser.withId("todd"));

    streamcat.close();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(user::join)
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("StreamCat was closed before the call ended; recovery");
    tasks.remove().run();
    assertThat(users.stream()).isEmpty();
  }

  @Test
  void anyCall_afterClose_isRejected() {
    StreamCat streamcat = aws.streamCat().build();
    User todd = streamcat.users().provision(NewUser.withId("todd"));
    streamcat.close();
    streamcat.close();

    rejects(() -> streamcat.users().provision(NewUser.withId("ann")));
    rejects(() -> streamcat.users().provisionAsync(NewUser.withId("ann")).join());
    rejects(() -> streamcat.users().find(todd.id()));
    rejects(() -> streamcat.users().deprovision(todd.id()));
    rejects(() -> streamcat.recovery().run());
    rejects(() -> streamcat.reconciler().plan());
    rejects(() -> streamcat.channels().state(todd.id()));
    rejects(() -> streamcat.channelService().create("x", ChannelSettings.defaults()));
    rejects(() -> streamcat.startRecovery(Duration.ofMinutes(1)));
  }

  private static void rejects(ThrowingCallable call) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(call)
        .withMessage("StreamCat is closed");
  }

  @Test
  void startRecovery_runThrowsAnyThrowable_runsAgainUntilClosed() throws Exception {
    LinkedBlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    SynchronousQueue<Boolean> again = new SynchronousQueue<>();
    AtomicInteger runs = new AtomicInteger();
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "pending",
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new StackOverflowError("in a run");
              }
            });
    StreamCat streamcat =
        aws.streamCat()
            .storage(s -> s.users(failing))
            .sleeper(
                duration -> {
                  pauses.add(duration);
                  again.take();
                })
            .build();

    streamcat.startRecovery(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      assertThat(pauses.take()).isEqualTo(Duration.ofMinutes(1));
      again.put(true);
    }
    assertThat(pauses.take()).isEqualTo(Duration.ofMinutes(1));
    assertThat(runs).hasValue(4);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> streamcat.startRecovery(Duration.ofMinutes(1)))
        .withMessageContaining("already been started");

    streamcat.close();
    assertThat(runs).hasValue(4);
  }

  @Test
  void startRecovery_sleeperThrows_runsAgain() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    UserRepository counting =
        InterceptingProxy.before(UserRepository.class, users, "pending", runs::countDown);
    try (StreamCat streamcat =
        aws.streamCat()
            .storage(s -> s.users(counting))
            .sleeper(
                duration -> {
                  throw new IllegalStateException("broken");
                })
            .build()) {
      streamcat.startRecovery(Duration.ofMillis(1));

      assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void close_recoveryRunInProgress_interruptsTheRunAndWaitsForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    UserRepository slow =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "pending",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                ended.set(true);
                Thread.currentThread().interrupt();
              }
            });
    StreamCat streamcat = aws.streamCat().storage(s -> s.users(slow)).build();
    streamcat.startRecovery(Duration.ofMinutes(1));
    begun.await();

    streamcat.close();

    assertThat(ended).isTrue();
  }

  @Test
  void close_callEndsJustBeforeItsInterruption_doesNotInterruptTheThread() throws Exception {
    WorkInProgress work = new WorkInProgress();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<Void> endedEarly =
        work.start(CompletableFuture<Void>::new)
            .whenComplete(
                (nothing, failure) -> {
                  mayEnd.countDown();
                  awaited(ended);
                });
    CompletableFuture<Boolean> isUndisturbed =
        CompletableFuture.supplyAsync(
            () -> {
              boolean inTime =
                  work.run(
                      () -> {
                        begun.countDown();
                        return awaited(mayEnd);
                      });
              ended.countDown();
              return inTime && awaited(closed);
            });
    begun.await();

    work.close(Duration.ZERO, () -> {});
    closed.countDown();

    assertThat(endedEarly).isCompletedExceptionally();
    assertThat(isUndisturbed.join()).isTrue();
  }

  /** Returns false if the thread was interrupted. */
  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
