package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.SimulatedCalls;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.internal.RecordStore.Outcome;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.testing.VirtualTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes whose acknowledgement is lost, and other failures of the store, in virtual time. */
@Timeout(20)
@Guarantee("PROV-04")
class RecordStoreTest {

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final UserRepository users = UserRepository.inMemory();
  private final UserRecord todd = active("1", "todd");

  private RecordStore store(UserRepository repository) {
    return new RecordStore(
        repository,
        SimulatedCalls.create(SimulatedCalls.settings(time), () -> 0),
        SampleRecords::writer);
  }

  private RecordStore failing(Failing failing) {
    return store(new UnreliableStore(failing, 1).of(users));
  }

  private static UserRecord next(UserRecord record) {
    return record.written(writer());
  }

  @Test
  void insert_acknowledgementLost_succeeds() {
    failing(Failing.ONCE_AFTER).insert(todd);

    assertThat(users.findByKey(todd.key())).contains(todd);
  }

  @Test
  void insert_callFailsWithoutEffect_isRepeatedAfterAPause() {
    failing(Failing.ONCE_BEFORE).insert(todd);

    assertThat(users.findByKey(todd.key())).contains(todd);
    assertThat(time.instant()).isAfter(start);
  }

  @Test
  void insert_otherUserHasTheName_isADuplicate() {
    users.insert(active("2", "todd"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> store(users).insert(todd));
    assertThat(time.instant()).as("not repeated").isEqualTo(start);
  }

  @Test
  void insertAll_acknowledgementLost_returnsOwnRecordsToo() {
    assertThat(failing(Failing.ONCE_AFTER).insertAll(List.of(todd))).containsExactly(todd);
    assertThat(store(users).insertAll(List.of(active("2", "ann")))).isEmpty();
  }

  @Test
  void update_acknowledgementLost_isTrue() {
    users.insert(todd);
    UserRecord next = next(todd);

    assertThat(failing(Failing.ONCE_AFTER).update(todd, next)).isTrue();
    assertThat(users.findByKey(todd.key())).contains(next);
  }

  @Test
  void update_otherWriteCameFirst_isFalse() {
    users.insert(todd);
    UserRecord other = next(todd);
    assertThat(users.update(todd, other)).isTrue();

    assertThat(store(users).update(todd, next(todd))).isFalse();
    assertThat(users.findByKey(todd.key())).contains(other);
  }

  @Test
  void write_acknowledgementLostAndAnotherWriteFollows_isUnknown() {
    users.insert(todd);
    AtomicInteger updates = new AtomicInteger();
    UserRepository overtaken =
        proxy(
            (method, arguments) -> {
              Object result = invoke(method, arguments);
              if (method.getName().equals("update") && updates.incrementAndGet() == 1) {
                UserRecord written = (UserRecord) arguments[1];
                assertThat(users.update(written, next(written))).isTrue();
                throw new StorageException("the acknowledgement was lost", true, null);
              }
              return result;
            });

    assertThat(store(overtaken).write(todd, next(todd))).isEqualTo(Outcome.UNKNOWN);
    assertThat(store(users).write(todd, next(todd))).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void update_conflictAtTheFirstAttempt_changesNothing() {
    users.insert(todd);
    users.insert(active("2", "ann"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> store(users).update(todd, named("ann")));

    assertThat(users.findByKey(todd.key())).contains(todd);
  }

  @Test
  void update_conflictAfterALostAttempt_firstAttemptTakesNoEffectLater() {
    users.insert(todd);
    UserRecord ann = active("2", "ann");
    users.insert(ann);
    UserRecord next = named("ann");

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> failing(Failing.ONCE_BEFORE).update(todd, next));

    assertThat(users.delete(ann)).isTrue();
    assertThat(users.update(todd, next)).as("the late effect").isFalse();
  }

  @Test
  void update_lostAttemptTakesEffectAfterTheConflict_isTrue() {
    users.insert(todd);
    UserRecord ann = active("2", "ann");
    users.insert(ann);
    UserRecord next = named("ann");
    AtomicInteger updates = new AtomicInteger();
    UserRepository late =
        proxy(
            (method, arguments) -> {
              if (method.getName().equals("update")) {
                switch (updates.incrementAndGet()) {
                  case 1 -> throw new StorageException("the answer is late", true, null);
                  case 3 -> {
                    assertThat(users.delete(ann)).isTrue();
                    assertThat(users.update(todd, next)).isTrue();
                  }
                  default -> {}
                }
              }
              return invoke(method, arguments);
            });

    assertThat(store(late).update(todd, next)).isTrue();
    assertThat(users.findByKey(todd.key())).contains(next);
  }

  @Test
  void update_storeFailsPermanentlyAfterALostAttemptAndAConflict_staysUnknown() {
    users.insert(todd);
    users.insert(active("2", "ann"));
    StorageException rejection = new StorageException("this server is read-only", false, null);
    AtomicInteger updates = new AtomicInteger();
    UserRepository failedOver =
        proxy(
            (method, arguments) -> {
              if (method.getName().equals("update")) {
                switch (updates.incrementAndGet()) {
                  case 1 -> throw new StorageException("the answer is late", true, null);
                  case 3 -> throw rejection;
                  default -> {}
                }
              }
              return invoke(method, arguments);
            });

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> store(failedOver).update(todd, named("ann")))
        .satisfies(e -> assertThat(e.retryable()).isTrue())
        .withCause(rejection);
  }

  private UserRecord named(String username) {
    return next(todd.with(todd.identity().renamed(username), todd.updatedAt()));
  }

  private Object invoke(Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(users, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void update_recordIsGone_isFalse() {
    assertThat(store(users).update(todd, next(todd))).isFalse();
  }

  @Test
  void delete_acknowledgementLost_isTrue() {
    users.insert(todd);

    assertThat(failing(Failing.ONCE_AFTER).delete(todd)).isTrue();
    assertThat(users.findByKey(todd.key())).isEmpty();
  }

  @Test
  void delete_otherWriteCameFirst_isFalse() {
    users.insert(todd);
    assertThat(users.update(todd, next(todd))).isTrue();

    assertThat(store(users).delete(todd)).isFalse();
    assertThat(users.findByKey(todd.key())).isPresent();
  }

  @Test
  void delete_lateInsertBroughtTheKeyBack_keepsTheUser() {
    users.insert(todd);
    UserRecord rolledBack = next(todd);
    assertThat(users.update(todd, rolledBack)).isTrue();
    assertThat(users.delete(rolledBack)).as("by another server").isTrue();
    store(users).insert(todd);
    UserRecord completed = next(todd);
    assertThat(store(users).update(todd, completed)).isTrue();

    assertThat(store(users).delete(rolledBack)).as("the same version").isFalse();

    assertThat(users.findByKey(todd.key())).contains(completed);
  }

  @Test
  void read_storeFailsOnce_isRepeated() {
    users.insert(todd);
    users.insert(spare("spare-1"));

    assertThat(failing(Failing.ONCE_BEFORE).read(todd.key())).contains(todd);
    assertThat(failing(Failing.ONCE_BEFORE).spares(HOME, null, 10)).hasSize(1);
  }

  @Test
  void read_storeIsAway_failsAtTheDeadline() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> failing(Failing.AWAY_BEFORE).read(todd.key()));

    assertThat(time.instant()).isBetween(start.plusSeconds(20), start.plusSeconds(30));
  }

  /** The effect of a call of the store. */
  private interface Call {
    Object of(Method method, Object... arguments) throws Throwable;
  }

  private static UserRepository proxy(Call call) {
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> call.of(method, arguments));
  }

  private static UserRepository throwing(RuntimeException failure) {
    return proxy(
        (method, arguments) -> {
          throw failure;
        });
  }

  @Test
  void update_permanentFailure_isNotRepeated() {
    StorageException failure = new StorageException("a value is rejected", false, null);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> store(throwing(failure)).update(todd, next(todd)))
        .isSameAs(failure);
    assertThat(time.instant()).isEqualTo(start);
  }

  @Test
  void insert_permanentFailureAfterALostAcknowledgement_staysUnknown() {
    StorageException rejection = new StorageException("this server is read-only", false, null);
    AtomicInteger inserts = new AtomicInteger();
    UserRepository failedOver =
        proxy(
            (method, arguments) -> {
              if (inserts.getAndIncrement() > 0) {
                throw rejection;
              }
              invoke(method, arguments);
              throw new StorageException("the acknowledgement was lost", true, null);
            });

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> store(failedOver).insert(todd))
        .satisfies(e -> assertThat(e.retryable()).isTrue())
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(rejection));
    assertThat(users.findByKey(todd.key())).contains(todd);
  }

  @Test
  void update_storeThrowsAnyOtherException_isRepeatedUntilTheDeadline() {
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> store(throwing(new IllegalStateException("?"))).update(todd, next(todd)))
        .withMessage("unexpected java.lang.IllegalStateException")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(time.instant()).isAfter(start);
  }

  @Test
  void repository_isTheStoreItself() {
    assertThat(store(users).repository()).isSameAs(users);
  }
}
