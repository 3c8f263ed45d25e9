package io.streamcat.jdbc.internal.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Guarantee("EVENT-06")
class WriteCoalescerTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<List<Integer>> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Starts writing part 1, and then parts 2 to 4, which wait. */
  private List<FutureTask<Void>> runAll(WriteCoalescer<Integer> coalescer)
      throws InterruptedException {
    List<FutureTask<Void>> results = new ArrayList<>();
    for (int part = 1; part <= 4; part++) {
      int mine = part;
      FutureTask<Void> result = new FutureTask<>(() -> coalescer.run(mine), null);
      results.add(result);
      Thread thread = new Thread(result);
      threads.add(thread);
      thread.start();
      begun.await();
      while (thread.getState() != Thread.State.TIMED_WAITING
          && thread.getState() != Thread.State.WAITING
          && !result.isDone()) {
        Thread.onSpinWait();
      }
    }
    return results;
  }

  private WriteCoalescer<Integer> coalescer(Consumer<List<Integer>> work, Duration patience) {
    return new WriteCoalescer<>(
        parts -> {
          begun.countDown();
          if (parts.contains(1)) {
            await(goOn);
          }
          work.accept(parts);
          done.add(parts.stream().sorted().toList());
        },
        patience,
        LONG);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void run_whileAnotherWriteIsUnderWay_isJoined() throws Exception {
    List<FutureTask<Void>> results = runAll(coalescer(parts -> {}, LONG));
    goOn.countDown();
    for (FutureTask<Void> result : results) {
      result.get();
    }

    assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
  }

  @Test
  void run_jointWriteFails_onlyTheFaultyPartFails() throws Exception {
    List<FutureTask<Void>> results =
        runAll(
            coalescer(
                parts -> {
                  if (parts.contains(3)) {
                    throw new IllegalStateException("not 3");
                  }
                },
                LONG));
    goOn.countDown();

    results.get(0).get();
    results.get(1).get();
    results.get(3).get();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(results.get(2)::get)
        .withMessageContaining("not 3");
    assertThat(done).containsExactlyInAnyOrder(List.of(1), List.of(2), List.of(4));
  }

  @Test
  void run_errorInAJointWrite_writesEveryOtherPart() throws Exception {
    List<FutureTask<Void>> results =
        runAll(
            coalescer(
                parts -> {
                  if (parts.size() > 1) {
                    throw new OutOfMemoryError("for more than one");
                  }
                },
                LONG));
    goOn.countDown();

    int broken = 0;
    for (FutureTask<Void> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(OutOfMemoryError.class);
        broken++;
      }
    }
    assertThat(broken).isEqualTo(1);
    assertThat(done).hasSize(3).allMatch(parts -> parts.size() == 1);
  }

  @Test
  void run_anotherWriteHangs_writesAlone() throws Exception {
    List<FutureTask<Void>> results = runAll(coalescer(parts -> {}, Duration.ofMillis(50)));

    results.get(1).get();
    results.get(2).get();
    results.get(3).get();

    assertThat(results.get(0)).isNotDone();
    assertThat(done).containsExactlyInAnyOrder(List.of(2), List.of(3), List.of(4));
    goOn.countDown();
    results.get(0).get();
  }

  @Test
  void run_interruptedWhileWaiting_isRetryableAndOthersContinue() throws Exception {
    List<FutureTask<Void>> results = runAll(coalescer(parts -> {}, LONG));

    threads.get(1).interrupt();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(results.get(1)::get)
        .satisfies(
            e ->
                assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                        StorageException.class, cause -> assertThat(cause.retryable()).isTrue()));
    goOn.countDown();
    results.get(0).get();
    results.get(2).get();
    results.get(3).get();
    assertThat(done).containsExactly(List.of(1), List.of(3, 4));
  }

  @Test
  void run_anotherThreadDoesNotFinishThePart_isRetryable() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    WriteCoalescer<Integer> coalescer =
        new WriteCoalescer<>(
            parts -> {
              begun.countDown();
              if (parts.contains(1)) {
                await(goOn);
              } else {
                second.countDown();
                await(hanging);
              }
            },
            LONG,
            Duration.ofMillis(50));
    List<FutureTask<Void>> results = runAll(coalescer);
    goOn.countDown();
    second.await();

    for (FutureTask<Void> result : results.subList(2, 4)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(result::get)
          .withMessageContaining("another thread has not stored");
    }
    hanging.countDown();
    results.get(1).get();
  }
}
