package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The progress of a recovery run: its reports, its end by the caller, and its workers. */
@Guarantee("LEASE-07")
class RecoveryProgressTest {

  @AutoClose private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  private StreamCatBuilder builder() {
    return aws.streamCat().storage(s -> s.users(users));
  }

  /**
   * A user whose resources must be looked for can take as long as the work on hundreds of others.
   */
  @Test
  void run_oneUserTakesLong_othersAreProcessedMeanwhile() {
    int count = 150;
    CountDownLatch others = new CountDownLatch(count - 1);
    AtomicReference<String> slow = new AtomicReference<>();
    AtomicBoolean met = new AtomicBoolean();
    try (StreamCat streamcat =
        builder()
            .users(u -> u.listener(step -> awaitFirst(step.userId().value(), slow, others, met)))
            .build()) {
      streamcat.users().enqueue(IntStream.range(0, count).mapToObj(i -> NewUser.withId("id-" + i)));

      RecoveryReport report =
          streamcat
              .recovery()
              .run(
                  count,
                  Duration.ofHours(1),
                  user -> {
                    others.countDown();
                    return true;
                  });

      assertThat(report.completed()).hasSize(count);
      assertThat(report.stopped()).isNull();
    }
    assertThat(met).isTrue();
  }

  /** Holds the first user that it sees until all others are done. */
  private static void awaitFirst(
      String id, AtomicReference<String> first, CountDownLatch others, AtomicBoolean met) {
    if (first.compareAndSet(null, id)) {
      try {
        met.set(others.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void run_progressEndsTheRun_beginsNoFurtherUser() {
    try (StreamCat streamcat = builder().executor(Runnable::run).build()) {
      streamcat.users().enqueue(IntStream.range(0, 9).mapToObj(i -> NewUser.withId("id-" + i)));
      List<UserId> seen = new ArrayList<>();

      RecoveryReport report =
          streamcat
              .recovery()
              .run(
                  100,
                  Duration.ofHours(1),
                  user -> {
                    seen.addAll(user.completed());
                    return seen.size() < 3;
                  });

      assertThat(seen).hasSize(3);
      assertThat(report.completed()).isEqualTo(seen);
      assertThat(report.stopped()).isEqualTo("the caller ended it");
      assertThat(streamcat.recovery().run().completed()).hasSize(6);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_progressThrows_continues(boolean isError) {
    try (StreamCat streamcat = builder().build()) {
      streamcat.users().enqueue(IntStream.range(0, 9).mapToObj(i -> NewUser.withId("id-" + i)));

      RecoveryReport report =
          streamcat
              .recovery()
              .run(
                  100,
                  Duration.ofHours(1),
                  user -> {
                    if (isError) {
                      throw new AssertionError("on purpose");
                    }
                    throw new IllegalStateException("on purpose");
                  });

      assertThat(report.completed()).hasSize(9);
      assertThat(report.failed()).isEmpty();
      assertThat(report.stopped()).isNull();
    }
  }
}
