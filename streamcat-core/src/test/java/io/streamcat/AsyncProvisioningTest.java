package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallPriority;
import io.streamcat.exception.OverloadedException;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

@Guarantee("PROV-14")
class AsyncProvisioningTest {

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void provisionAsync_moreThanTheLimit_isRejectedUntilOneHasEnded() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    try (StreamCat streamcat =
        aws.streamCat()
            .executor(tasks::add)
            .users(u -> u.asyncLimit(2))
            .closeTimeout(Duration.ZERO)
            .build()) {
      CompletableFuture<User> first = streamcat.users().provisionAsync(NewUser.withId("1"));
      CompletableFuture<User> second = streamcat.users().provisionAsync(NewUser.withId("2"));
      CompletableFuture<User> third = streamcat.users().provisionAsync(NewUser.withId("3"));

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(third::join)
          .withCauseInstanceOf(OverloadedException.class)
          .withMessageEndingWith(
              "nothing was begun, because too many requests wait for one of the 2 places that"
                  + " asyncLimit allows; try again later");
      assertThat(first).isNotDone();

      tasks.remove().run();
      assertThat(first.join().id().value()).isEqualTo("1");
      assertThat(streamcat.users().provisionAsync(NewUser.withId("4"))).isNotDone();
      assertThat(second).isNotDone();
    }
  }

  @Test
  void provisionAsync_futureIsCompletedByItsOwner_freesItsPlaceWhenTheRegistrationEnds() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    try (StreamCat streamcat =
        aws.streamCat()
            .executor(tasks::add)
            .users(u -> u.asyncLimit(1))
            .closeTimeout(Duration.ZERO)
            .build()) {
      CompletableFuture<User> cancelled = streamcat.users().provisionAsync(NewUser.withId("1"));
      assertThat(cancelled.cancel(true)).isTrue();
      assertThat(streamcat.users().provisionAsync(NewUser.withId("2")))
          .as("the registration goes on")
          .isCompletedExceptionally();

      tasks.remove().run();

      assertThat(streamcat.users().find(UserId.of("1"))).isPresent();
      assertThat(streamcat.users().provisionAsync(NewUser.withId("3"))).isNotDone();
    }
  }

  @Test
  void provisionAsync_executorIsFull_isRejectedWithTheSameException() {
    try (StreamCat streamcat =
        aws.streamCat()
            .executor(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> streamcat.users().provisionAsync(NewUser.withId("1")).join())
          .withCauseInstanceOf(OverloadedException.class);
    }
  }

  @Test
  void provisionAsync_executorIsFull_returnsTheReservedTurns() {
    AtomicInteger reserved = new AtomicInteger();
    CallLimiter counting =
        new CallLimiter() {
          @Override
          public CallLimiter.Turn reserve(CallLimiter.Call call, Duration longestWait) {
            reserved.incrementAndGet();
            return CallLimiter.Turn.granted(Duration.ZERO);
          }

          @Override
          public void giveBack(CallLimiter.Call call) {
            reserved.decrementAndGet();
          }
        };
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(a -> a.callLimiter(counting))
            .executor(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThat(streamcat.users().provisionAsync(NewUser.withId("1"))).isCompletedExceptionally();
    }

    assertThat(reserved).hasValue(0);
  }

  @Test
  void provisionAsync_executorThrowsAnError_freesItsPlaceOfTheLimit() {
    try (StreamCat streamcat =
        aws.streamCat()
            .users(u -> u.asyncLimit(1))
            .executor(
                task -> {
                  throw new OutOfMemoryError("unable to create native thread");
                })
            .build()) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(CompletionException.class)
            .isThrownBy(() -> streamcat.users().provisionAsync(NewUser.withId("1")).join())
            .withCauseInstanceOf(OutOfMemoryError.class);
      }
    }
  }

  @Test
  void provisionAsync_manyCalls_usesFewThreads() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (StreamCat streamcat =
        aws.streamCat()
            .users(u -> u.listener(step -> threads.add(Thread.currentThread().getName())))
            .build()) {
      List<CompletableFuture<User>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        all.add(streamcat.users().provisionAsync(NewUser.withId("user-" + i)));
      }
      all.forEach(CompletableFuture::join);
    }

    assertThat(threads)
        .filteredOn(name -> name.startsWith("streamcat-registration-"))
        .hasSizeLessThanOrEqualTo(32);
  }

  @Test
  void provisionAsync_inTheBackground_keepsPriorityAndLoggingContext() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CallLimiter noting =
        (call, longestWait) -> {
          seen.add(call.priority() + " " + MDC.get("request"));
          return CallLimiter.Turn.granted(Duration.ZERO);
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(noting)).build()) {
      MDC.put("request", "42");
      CompletableFuture<User> user =
          streamcat.runAtBackgroundPriority(
              () -> streamcat.users().provisionAsync(NewUser.withId("todd")));
      MDC.clear();
      user.join();

      assertThat(seen).containsOnly(CallPriority.BACKGROUND + " 42");
    }
  }

  @Test
  void provisionAsync_timeoutBeforeAThreadIsFree_beginsNothing() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    try (StreamCat streamcat = aws.streamCat().executor(tasks::add).build()) {
      CompletableFuture<User> user =
          streamcat.users().provisionAsync(NewUser.withId("todd"), Duration.ofSeconds(10));
      aws.time().advance(Duration.ofSeconds(11));
      tasks.remove().run();

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(user::join)
          .withCauseInstanceOf(OverloadedException.class);
      assertThat(streamcat.users().list()).isEmpty();
    }
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void provisionAsync_policyThrowsAnError_freesItsPlaceForTheNextCall() {
    AtomicBoolean broken = new AtomicBoolean(true);
    PasswordPolicy policy =
        (password, username) -> {
          if (broken.get()) {
            throw new NoClassDefFoundError("Dictionary");
          }
        };
    try (StreamCat streamcat =
        aws.streamCat()
            .users(u -> u.passwordPolicy(policy).asyncLimit(1))
            .closeTimeout(Duration.ofMillis(1))
            .build()) {
      NewUser todd = NewUser.of("todd", EmulatedAws.PASSWORD);
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> streamcat.users().provisionAsync(todd).join())
          .withCauseInstanceOf(NoClassDefFoundError.class);
      broken.set(false);

      assertThat(streamcat.users().provisionAsync(todd).join().username()).isEqualTo("todd");
    }
  }

  @Test
  void provisionAsync_whileABackfillWaits_isServedImmediately() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CallLimiter foregroundOnly =
        (call, longestWait) ->
            call.priority() == CallPriority.BACKGROUND
                ? CallLimiter.Turn.refused(Duration.ofSeconds(1))
                : CallLimiter.Turn.granted(Duration.ZERO);
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(a -> a.callLimiter(foregroundOnly))
            .sleeper(duration -> end.await())
            .users(u -> u.asyncLimit(50))
            .closeTimeout(Duration.ZERO)
            .build()) {
      for (int i = 0; i < 51; i++) {
        NewUser user = NewUser.withId("bulk-" + i);
        var unused =
            streamcat.runAtBackgroundPriority(() -> streamcat.users().provisionAsync(user));
      }

      assertThat(streamcat.users().provisionAsync(NewUser.withId("todd")).get(30, TimeUnit.SECONDS))
          .isNotNull();
    } finally {
      end.countDown();
    }
  }
}
