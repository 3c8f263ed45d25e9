package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.taken;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StorageException;
import io.streamcat.user.Resources;
import io.streamcat.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Concurrent writers and readers, on many threads and two servers. */
abstract class ConcurrencyContract extends ContractPart {

  private static final int WRITERS = 20;
  private static final int ROUNDS = 5;
  private static final int VERSIONS = 100;

  ConcurrencyContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void update_sameVersionByManyWriters_succeedsOnce() throws Exception {
    UserRecord todd = inserted(active("1", "todd"));
    for (int round = 0; round < ROUNDS; round++) {
      UserRecord before = todd;
      List<UserRecord> nexts =
          IntStream.range(0, WRITERS)
              .mapToObj(i -> versioned(before, i).written(writer()))
              .toList();

      List<Boolean> won = atOnce(i -> () -> retried(() -> server(i).update(before, nexts.get(i))));

      assertThat(won).containsOnlyOnce(true);
      todd = nexts.get(won.indexOf(true));
      assertStored(todd);
    }
  }

  @Test
  void claim_byManyWorkers_succeedsOnce() throws Exception {
    UserRecord todd = inserted(provisioning("1", "todd", null).leased(null));

    List<Boolean> won =
        atOnce(
            i -> {
              UserRecord claimed = todd.claimed(new Lease("worker-" + i, LATER)).written(writer());
              return () -> retried(() -> server(i).update(todd, claimed));
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(repository().findById(todd.id()).map(UserRecord::lease))
        .contains(new Lease("worker-" + won.indexOf(true), LATER));
  }

  @Test
  void insert_sameUsernameByManyThreads_succeedsOnce() throws Exception {
    List<Boolean> won =
        atOnce(
            i ->
                () ->
                    retried(() -> isInserted(server(i), provisioning("user-" + i, "todd", null))));

    assertThat(won).containsOnlyOnce(true);
    assertThat(repository().findByUsername("todd").map(UserRecord::id))
        .contains(UserId.of("user-" + won.indexOf(true)));
    assertThat(repository().page(null, WRITERS)).hasSize(1);
  }

  @Test
  void update_sameUserForManySpares_succeedsOnce() throws Exception {
    List<UserRecord> spares =
        IntStream.range(0, WRITERS).mapToObj(i -> inserted(spare("spare-" + i))).toList();

    List<Boolean> won =
        atOnce(
            i -> {
              UserRecord spare = spares.get(i);
              UserRecord next = taken(spare, identity("1", "todd", "registration-1"));
              return () -> retried(() -> isUpdated(server(i), spare, next.written(writer())));
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(repository().findById(UserId.of("1")).map(UserRecord::key))
        .contains(spares.get(won.indexOf(true)).key());
    assertThat(repository().counts(NOW).byState().values()).containsExactlyInAnyOrder(1L, 19L);
  }

  @Test
  void update_oneSpareForManyUsers_succeedsOnce() throws Exception {
    UserRecord spare = inserted(spare("spare-1"));

    List<Boolean> won =
        atOnce(
            i -> {
              UserRecord next = taken(spare, identity("user-" + i, "name-" + i, null));
              return () -> retried(() -> isUpdated(server(i), spare, next.written(writer())));
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(repository().findByKey(spare.key()).map(UserRecord::id))
        .contains(UserId.of("user-" + won.indexOf(true)));
    assertThat(repository().spares(HOME, null, 1)).isEmpty();
  }

  @Test
  void deleteAndUpdate_byManyWriters_succeedOnce() throws Exception {
    UserRecord todd = inserted(full("1"));

    List<Boolean> won =
        atOnce(
            i ->
                () ->
                    retried(
                        () ->
                            i % 2 == 0
                                ? server(i).delete(todd)
                                : server(i).update(todd, versioned(todd, i).written(writer()))));

    assertThat(won).containsOnlyOnce(true);
    assertThat(repository().findByKey(todd.key()).isPresent())
        .isEqualTo(won.indexOf(true) % 2 == 1);
  }

  @Test
  void update_differentRecords_allSucceed() throws Exception {
    List<UserRecord> records =
        IntStream.range(0, WRITERS).mapToObj(i -> inserted(full("user-" + i))).toList();

    List<UserRecord> stored =
        atOnce(
            i ->
                () -> {
                  UserRecord record = records.get(i);
                  for (int version = 0; version < ROUNDS; version++) {
                    UserRecord before = record;
                    UserRecord next = versioned(before, i).written(writer());
                    assertThat(retried(() -> server(i).update(before, next))).isTrue();
                    record = next;
                  }
                  return record;
                });

    stored.forEach(this::assertStored);
  }

  @Test
  void find_whileTheRecordChanges_returnsOneVersionOfIt() throws Exception {
    UserRecord todd = inserted(versioned(full("1"), 1));
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Optional<UserRecord>>> reads =
        List.of(
            () -> repository().findByKey(todd.key()),
            () -> otherServer().findById(UserId.of("1")),
            () -> repository().findByResource(todd.resources().stage().arn()),
            () -> otherServer().page(null, 10).stream().findFirst(),
            () -> repository().pending(HOME, MUCH_LATER, 10).stream().findFirst());
    ExecutorService executor = Executors.newFixedThreadPool(reads.size());
    try {
      List<Future<Integer>> readers =
          reads.stream().map(read -> executor.submit(() -> readWhileWritten(read, done))).toList();
      UserRecord record = todd;
      for (int version = 2; version <= VERSIONS; version++) {
        record = updated(record, versioned(record, version));
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
      }
      assertStored(record);
    } finally {
      done.set(true);
      executor.shutdownNow();
    }
  }

  private int readWhileWritten(Callable<Optional<UserRecord>> read, AtomicBoolean done)
      throws Exception {
    int reads = 0;
    long version = 0;
    do {
      UserRecord record = read.call().orElseThrow();
      assertThat(record.revision().version()).isGreaterThanOrEqualTo(version);
      version = record.revision().version();
      assertThat(record).isEqualTo(asStored(versioned(record, version)));
      reads++;
    } while (!done.get());
    return reads;
  }

  /** Returns a record whose every part contains the version. */
  private static UserRecord versioned(UserRecord record, long version) {
    String name = "name-" + version;
    UserRecord versioned =
        Components.with(record, "resourceName", name)
            .with(tasks -> tasks.progressed("create stage", p -> p.waiting(name, NOW)));
    for (String kind : List.of("channel", "chatRoom", "stage")) {
      if (!record.resources().equals(Resources.NONE)) {
        versioned = Components.with(versioned, "resources." + kind + ".name", name);
      }
    }
    return versioned;
  }

  private UserRepository server(int writer) {
    return writer % 4 < 2 ? repository() : otherServer();
  }

  private static boolean isInserted(UserRepository repository, UserRecord record) {
    try {
      repository.insert(record);
      return true;
    } catch (DuplicateUserException e) {
      return false;
    }
  }

  private static boolean isUpdated(UserRepository repository, UserRecord before, UserRecord next) {
    try {
      return repository.update(before, next);
    } catch (DuplicateUserException e) {
      return false;
    }
  }

  /** Repeats a call if the store requests that, for example after a deadlock. */
  private static boolean retried(Callable<Boolean> write) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return write.call();
      } catch (StorageException e) {
        if (!e.retryable() || attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static <T> List<T> atOnce(IntFunction<Callable<T>> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    try {
      List<Future<T>> results =
          IntStream.range(0, WRITERS)
              .mapToObj(work)
              .map(
                  task ->
                      executor.submit(
                          () -> {
                            start.await();
                            return task.call();
                          }))
              .toList();
      List<T> answers = new ArrayList<>();
      for (Future<T> result : results) {
        answers.add(result.get(1, TimeUnit.MINUTES));
      }
      return answers;
    } finally {
      executor.shutdownNow();
    }
  }
}
