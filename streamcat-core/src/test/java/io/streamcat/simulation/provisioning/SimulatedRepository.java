package io.streamcat.simulation.provisioning;

import io.streamcat.exception.StorageException;
import io.streamcat.repository.Home;
import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Decision;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Point;
import io.streamcat.simulation.Scheduler;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers' view of the store: each call passes a point before and after its effect. A write may
 * fail, commit and lose its acknowledgement, or commit after its caller has given up. As in a
 * database, an insert waits until an earlier one of the same key has committed, so no insert comes
 * late after another.
 */
final class SimulatedRepository implements UserRepository {

  private static final long HALF_A_CALL = Duration.ofMillis(1).toNanos();

  private static final Set<Fault> OF_WRITES =
      EnumSet.of(Fault.FAILED, Fault.ANSWER_LOST, Fault.LATE_EFFECT);
  private static final Set<Fault> OF_READS = EnumSet.of(Fault.FAILED);

  private static final Operation INSERT = new Operation("insert", OF_WRITES);
  private static final Operation UPDATE = new Operation("update", OF_WRITES);
  private static final Operation DELETE = new Operation("delete", OF_WRITES);
  private static final Operation FIND = new Operation("find", OF_READS);
  private static final Operation PAGE = new Operation("page", OF_READS);
  private static final Operation PENDING = new Operation("pending", OF_READS);
  private static final Operation COUNTS = new Operation("counts", OF_READS);

  private final Scheduler scheduler;
  private final UserRepository store;
  private final BiConsumer<UserRecord, UserRecord> updated;

  /** The late inserts by key; each takes effect once, at any time. */
  private final Map<String, Runnable> lateInserts = new HashMap<>();

  /**
   * Creates a view of a store.
   *
   * @param updated receives the record before and after each update
   */
  SimulatedRepository(
      Scheduler scheduler, UserRepository store, BiConsumer<UserRecord, UserRecord> updated) {
    this.scheduler = scheduler;
    this.store = store;
    this.updated = updated;
  }

  /** The points of an operation. */
  private record Operation(Point before, Point after) {
    Operation(String name, Set<Fault> faults) {
      this(Point.before("store." + name, faults), Point.after("store." + name));
    }
  }

  private <R> R call(Operation operation, Object subject, Supplier<R> effect) {
    Decision decision = scheduler.point(operation.before(), new StepText(subject));
    scheduler.spend(HALF_A_CALL);
    if (decision != null && decision.fault() == Fault.FAILED) {
      throw failed("the database is unavailable");
    }
    if (decision != null && decision.fault() == Fault.LATE_EFFECT) {
      Runnable late = () -> takeEffectUnheard(effect);
      if (subject instanceof UserRecord record && operation.equals(INSERT)) {
        lateInserts.put(record.key(), late);
        late = () -> takeLateInsert(record.key());
      }
      scheduler.later(Duration.ofMillis(decision.millis()).toNanos(), late);
      throw failed("the database connection timed out");
    }
    if (decision != null) {
      takeEffectUnheard(effect);
      scheduler.point(operation.after(), null);
      throw failed("the acknowledgement is lost");
    }
    R result;
    try {
      result = effect.get();
    } catch (RuntimeException e) {
      scheduler.point(operation.after(), e);
      throw e;
    }
    scheduler.point(operation.after(), new StepText(result));
    scheduler.spend(HALF_A_CALL);
    return result;
  }

  private static void takeEffectUnheard(Supplier<?> effect) {
    try {
      var unused = effect.get();
    } catch (RuntimeException e) {
      // The caller gets another answer.
    }
  }

  private void takeLateInsert(String key) {
    Runnable late = lateInserts.remove(key);
    if (late != null) {
      late.run();
    }
  }

  private static StorageException failed(String message) {
    return new StorageException(message, true, null);
  }

  @Override
  public String storeId() {
    return store.storeId();
  }

  @Override
  public void insert(UserRecord record) {
    call(
        INSERT,
        record,
        () -> {
          takeLateInsert(record.key());
          store.insert(record);
          return true;
        });
  }

  @Override
  public Optional<UserRecord> findByKey(String key) {
    return call(FIND, key, () -> store.findByKey(key));
  }

  @Override
  public Optional<UserRecord> findById(UserId id) {
    return call(FIND, id, () -> store.findById(id));
  }

  @Override
  public Optional<UserRecord> findByUsername(String username) {
    return call(FIND, username, () -> store.findByUsername(username));
  }

  @Override
  public Optional<UserRecord> findByIdempotencyKey(String idempotencyKey) {
    return call(FIND, idempotencyKey, () -> store.findByIdempotencyKey(idempotencyKey));
  }

  @Override
  public Optional<UserRecord> findByResource(String arn) {
    return call(FIND, arn, () -> store.findByResource(arn));
  }

  @Override
  public List<UserRecord> findByChannels(Collection<String> channelArns) {
    return call(FIND, channelArns, () -> store.findByChannels(channelArns));
  }

  @Override
  public List<UserRecord> page(@Nullable String after, int limit) {
    return call(PAGE, String.valueOf(after), () -> store.page(after, limit));
  }

  @Override
  public List<UserRecord> page(UserState state, @Nullable String after, int limit) {
    return call(PAGE, state, () -> store.page(state, after, limit));
  }

  @Override
  public List<UserRecord> spares(Home home, @Nullable String after, int limit) {
    return call(PAGE, "spares", () -> store.spares(home, after, limit));
  }

  @Override
  public List<UserRecord> pending(Home home, Instant now, int limit) {
    return call(PENDING, now, () -> store.pending(home, now, limit));
  }

  @Override
  public RecordCounts counts(Instant now) {
    return call(COUNTS, now, () -> store.counts(now));
  }

  @Override
  public boolean update(UserRecord expected, UserRecord next) {
    return call(
        UPDATE,
        next,
        () -> {
          boolean isStored = store.update(expected, next);
          if (isStored) {
            updated.accept(expected, next);
          }
          return isStored;
        });
  }

  @Override
  public boolean delete(UserRecord expected) {
    return call(DELETE, expected, () -> store.delete(expected));
  }
}
