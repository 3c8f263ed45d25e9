package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private final List<List<Integer>> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Runs 1, and 2 to 4 as soon as it has begun; once these wait, 1 ends. */
  private List<FutureTask<Void>> runAll(Consumer<List<Integer>> work) throws InterruptedException {
    Together<Integer> together =
        new Together<>(
            parts -> {
              begun.countDown();
              await(goOn);
              work.accept(parts);
              done.add(parts.stream().sorted().toList());
            });
    List<FutureTask<Void>> results = new ArrayList<>();
    for (int part = 1; part <= 4; part++) {
      int mine = part;
      FutureTask<Void> result = new FutureTask<>(() -> together.run(mine), null);
      results.add(result);
      Thread thread = new Thread(result);
      thread.start();
      begun.await();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    goOn.countDown();
    return results;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWaits_isDoneAtOnce() throws Exception {
    for (FutureTask<Void> result : runAll(parts -> {})) {
      result.get();
    }

    assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
  }

  @Test
  void whatFails_failsAlone() throws Exception {
    List<FutureTask<Void>> results =
        runAll(
            parts -> {
              if (parts.contains(3)) {
                throw new IllegalStateException("not 3");
              }
            });

    results.get(0).get();
    results.get(1).get();
    results.get(3).get();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(results.get(2)::get)
        .withMessageContaining("not 3");
    assertThat(done).containsExactlyInAnyOrder(List.of(1), List.of(2), List.of(4));
  }

  @Test
  void whoeverBreaksDown_leavesNothingUndoneOfOthers() throws Exception {
    List<FutureTask<Void>> results =
        runAll(
            parts -> {
              if (parts.size() > 1) {
                throw new OutOfMemoryError("for more than one");
              }
            });

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
}
