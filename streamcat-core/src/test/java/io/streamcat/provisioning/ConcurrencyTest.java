package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@Guarantee({"LEASE-01", "LEASE-02", "LEASE-03"})
class ConcurrencyTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void provision_concurrentWithContendedNames_hasOneWinnerPerNameAndNoOrphan() throws Exception {
    // 180 unique names, and five names that four registrations each request.
    List<String> names =
        new ArrayList<>(
            Stream.concat(
                    IntStream.range(0, 180).mapToObj(i -> "viewer" + i),
                    IntStream.range(0, 20).mapToObj(i -> "wanted" + i % 5))
                .toList());
    Collections.shuffle(names, new Random(20261123));
    try (StreamCat streamcat = aws.streamCatInRealTime().storage(s -> s.users(users)).build()) {
      List<Optional<User>> results =
          atOnce(
              32,
              names.stream()
                  .<Callable<Optional<User>>>map(
                      name ->
                          () -> {
                            try {
                              return Optional.of(
                                  streamcat.users().provision(NewUser.of(name, PASSWORD)));
                            } catch (DuplicateUserException e) {
                              return Optional.empty();
                            }
                          })
                  .toList());

      List<User> winners = results.stream().flatMap(Optional::stream).toList();
      assertThat(winners).extracting(User::username).doesNotHaveDuplicates().hasSize(185);
      winners.forEach(winner -> Invariants.exactlyOneOfEach(aws, winner));
      Invariants.nothingBeyond(aws, winners);
    }
  }

  @RepeatedTest(20)
  void resume_onTwoServersConcurrently_createsNothingTwice() throws Exception {
    try (StreamCat one =
            aws.streamCatInRealTime()
                .storage(s -> s.users(users))
                .users(u -> u.failurePolicy(FailurePolicy.RESUME))
                .build();
        StreamCat two =
            aws.streamCatInRealTime()
                .storage(s -> s.users(users))
                .users(u -> u.failurePolicy(FailurePolicy.RESUME))
                .build()) {
      aws.emulator().faults().add(FaultRule.error("CreateRoom", "PendingVerification"));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      UserId id = failedProvision(one);

      List<Optional<User>> resumed =
          atOnce(2, List.of(() -> one.users().resume(id), () -> two.users().resume(id)));

      assertThat(resumed.get(0)).isPresent();
      assertThat(resumed.get(0).map(User::stage)).isEqualTo(resumed.get(1).map(User::stage));
      Invariants.exactlyOneOfEach(aws, resumed.get(0).orElseThrow());
      Invariants.nothingBeyond(aws, List.of(resumed.get(0).orElseThrow()));
    }
  }

  @RepeatedTest(10)
  void recovery_onTwoServersConcurrently_finishesEveryUserOnce() throws Exception {
    // Failed tasks are due again a minute later.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    try (StreamCat failing = resuming().build();
        StreamCat one = resuming().clock(later).build();
        StreamCat two = resuming().clock(later).build()) {
      for (int i = 0; i < 6; i++) {
        aws.emulator().faults().add(FaultRule.error("CreateChannel", "PendingVerification"));
        failedProvision(failing, "viewer" + i);
      }

      List<RecoveryReport> reports = atOnce(2, List.of(one.recovery()::run, two.recovery()::run));

      assertThat(reports).allSatisfy(report -> assertThat(report.failed()).isEmpty());
      List<User> all =
          IntStream.range(0, 6)
              .mapToObj(i -> users.findByUsername("viewer" + i).map(UserRecord::user).orElseThrow())
              .toList();
      all.forEach(user -> Invariants.exactlyOneOfEach(aws, user));
      Invariants.nothingBeyond(aws, all);
    }
  }

  @RepeatedTest(10)
  void rotate_onTwoServersConcurrently_lastKeyIsValidAndRecorded() throws Exception {
    try (StreamCat one = aws.streamCatInRealTime().storage(s -> s.users(users)).build();
        StreamCat two = aws.streamCatInRealTime().storage(s -> s.users(users)).build()) {
      UserId id = one.users().provision(NewUser.of("todd", PASSWORD)).id();

      List<User> results =
          atOnce(
              2,
              List.of(
                  () -> one.users().rotateStreamKey(id), () -> two.users().rotateStreamKey(id)));

      User todd = users.findById(id).map(UserRecord::user).orElseThrow();
      assertThat(results).contains(todd);
      assertThat(results.get(0).channel().streamKey())
          .isNotEqualTo(results.get(1).channel().streamKey());
      Invariants.exactlyOneOfEach(aws, todd);
      Invariants.oneStreamKeyEach(aws, List.of(todd));
    }
  }

  @RepeatedTest(10)
  void provision_sameIdempotencyKeyConcurrently_createsOneUser() throws Exception {
    try (StreamCat streamcat = aws.streamCatInRealTime().storage(s -> s.users(users)).build()) {
      NewUser todd = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");

      List<User> results =
          atOnce(4, Collections.nCopies(4, () -> streamcat.users().provision(todd)));

      assertThat(results).extracting(User::id).containsOnly(results.get(0).id());
      Invariants.nothingBeyond(aws, List.of(results.get(0)));
    }
  }

  private StreamCatBuilder resuming() {
    return aws.streamCatInRealTime()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME));
  }

  private static UserId failedProvision(StreamCat streamcat) {
    return failedProvision(streamcat, "todd");
  }

  private static UserId failedProvision(StreamCat streamcat, String name) {
    try {
      streamcat.users().provision(NewUser.of(name, PASSWORD));
      throw new AssertionError("should have failed");
    } catch (ProvisioningException e) {
      return new UserId(e.userId());
    }
  }

  private static <T> List<T> atOnce(int threads, List<? extends Callable<T>> tasks)
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        Callable<T> task = tasks.get(i);
        boolean first = i < threads;
        futures.add(
            executor.submit(
                () -> {
                  if (first) {
                    start.await();
                  }
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }
}
