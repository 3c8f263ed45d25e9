package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@Guarantee("SECRET-01")
class HashingLimitTest {

  private static final int KIB = 19_456;
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static HashingLimit limit(int processors, long megabytes) {
    return new HashingLimit(KIB, processors, megabytes << 20, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({"2, 256, 2", "2, 8192, 2", "64, 256, 3", "64, 512, 6", "64, 1024, 13", "64, 32, 1"})
  void parallel_anyHeap_isLimitedByProcessorsAndAQuarterOfTheHeap(
      int processors, long megabytes, int expected) {
    assertThat(limit(processors, megabytes).parallel(KIB)).isEqualTo(expected);
  }

  @Test
  void parallel_unlimitedHeap_isLimitedByProcessors() {
    HashingLimit limit = new HashingLimit(KIB, 4, Long.MAX_VALUE, Clock.systemUTC());

    assertThat(limit.parallel(KIB)).isEqualTo(4);
    assertThat(limit.largest()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void run_moreThanAllowed_waitInOrder() throws Exception {
    HashingLimit limit = limit(2, 4096);
    List<Integer> order = new CopyOnWriteArrayList<>();
    hold(limit, KIB);
    hold(limit, KIB);
    // All memory is freed together, so the second caller could go first if the order were not kept.
    Future<?> large = threads.submit(() -> limit.run(10 * KIB, () -> order.add(1)));
    awaitWaiting(limit, 1);
    Future<?> small = threads.submit(() -> limit.run(8, () -> order.add(2)));
    awaitWaiting(limit, 2);
    assertThat(order).isEmpty();

    end.countDown();

    large.get();
    small.get();
    assertThat(order).containsExactly(1, 2);
  }

  @Test
  void run_hashThrows_freesItsMemory() {
    HashingLimit limit = limit(1, 4096);

    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  limit.run(
                      KIB,
                      () -> {
                        throw new IllegalStateException();
                      }));
    }
  }

  @Test
  void run_deadlineHasPassed_failsAndIsRetryable() throws Exception {
    HashingLimit limit = limit(1, 4096);
    hold(limit, KIB);
    long start = System.nanoTime();

    assertThatExceptionOfType(PasswordHashingBusyException.class)
        .isThrownBy(
            () ->
                CallScope.withDeadline(
                    NOON.minusSeconds(5), () -> limit.run(KIB, () -> "too late")))
        .withMessageContaining("for 1000 ms; try again later")
        .matches(PasswordHashingBusyException::retryable);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(HashingLimit.SHORTEST_WAIT, Duration.ofSeconds(9));
    end.countDown();
    assertThat(limit.run(KIB, () -> "hash")).isEqualTo("hash");
  }

  @Test
  void run_deadline_isTheLongestWait() throws Exception {
    HashingLimit limit = limit(1, 4096);
    hold(limit, KIB);

    assertThatExceptionOfType(PasswordHashingBusyException.class)
        .isThrownBy(
            () -> CallScope.withDeadline(NOON.plusMillis(1500), () -> limit.run(KIB, () -> "late")))
        .withMessageContaining("for 1500 ms");
  }

  @Test
  void run_maximumDeadline_hashes() {
    HashingLimit limit = limit(1, 4096);

    assertThat(CallScope.withDeadline(Instant.MAX, () -> limit.run(KIB, () -> "hash")))
        .isEqualTo("hash");
  }

  @Test
  void run_interrupted_endsTheWait() throws Exception {
    HashingLimit limit = limit(1, 4096);
    hold(limit, KIB);
    CountDownLatch ended = new CountDownLatch(1);
    List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    Future<?> waiter =
        threads.submit(
            () -> {
              try {
                limit.run(KIB, () -> "never");
              } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                  failures.add(e);
                }
              }
              ended.countDown();
            });
    awaitWaiting(limit, 1);

    waiter.cancel(true);

    ended.await();
    assertThat(failures).hasOnlyElementsOfType(PasswordHashingBusyException.class).hasSize(1);
  }

  /** A hash of bcrypt needs little memory but a processor, so it reserves the usual memory. */
  @Test
  void verify_bcryptAndNoProcessorIsFree_waits() throws Exception {
    HashingLimit limit = new HashingLimit(16, 2, 1L << 30, Clock.systemUTC());
    PasswordHasher hasher = new Argon2PasswordHasher(16, 1, limit);
    PasswordHash bcrypt =
        new PasswordHash("$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm");
    hold(limit, 17);

    Future<Boolean> verified = threads.submit(() -> hasher.verify("password", bcrypt));
    while (limit.waiting() < 1) {
      assertThat(verified).as("verified at once").isNotDone();
    }

    end.countDown();
    assertThat(verified.get()).isTrue();
  }

  @Test
  void verify_hashOfALowerCost_reservesItsOwnMemory() throws Exception {
    HashingLimit limit = new HashingLimit(16, 2, 1L << 30, Clock.fixed(NOON, ZoneOffset.UTC));
    PasswordHasher hasher = new Argon2PasswordHasher(16, 1, limit);
    PasswordHash lower = PasswordHasher.argon2id(8, 1).hash("password");
    hold(limit, 24);

    assertThat(CallScope.withDeadline(NOON, () -> hasher.verify("password", lower))).isTrue();
  }

  /** Starts a hash that ends with the test. */
  private void hold(HashingLimit limit, int memoryKib) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    threads.execute(
        () ->
            limit.run(
                memoryKib,
                () -> {
                  begun.countDown();
                  return await(end);
                }));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void awaitWaiting(HashingLimit limit, int callers) {
    while (limit.waiting() < callers) {
      Thread.onSpinWait();
    }
  }
}
