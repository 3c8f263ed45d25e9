package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view of the repository that determines the outcome of each write.
 *
 * <p>A write whose acknowledgement is lost may have taken effect, or may do so later. Then the same
 * write is repeated. It names the expected revision, so it takes effect at most once, and the
 * writer id of the stored revision shows which write succeeded. If the repeated write is rejected,
 * the record gets another revision: the conflict may end before the first write takes effect.
 */
public final class RecordStore {

  private final UserRepository users;
  private final AwsCalls calls;
  private final Supplier<String> writers;

  RecordStore(UserRepository users, AwsCalls calls, Supplier<String> writers) {
    this.users = users;
    this.calls = calls;
    this.writers = writers;
  }

  /** The repository itself, for reads whose failures go to the caller. */
  UserRepository repository() {
    return users;
  }

  /**
   * Inserts a record.
   *
   * @throws DuplicateUserException if another record has the id, username or idempotency key
   * @throws StreamCatException if the outcome stayed unknown
   */
  void insert(UserRecord record) {
    certain(
        () -> {
          try {
            users.insert(record);
            return true;
          } catch (DuplicateUserException e) {
            // Keys are unique, so a record with this key comes from an earlier attempt.
            if (users.findByKey(record.key()).isPresent()) {
              return true;
            }
            throw e;
          }
        });
  }

  /**
   * Inserts the records that conflict with no other one.
   *
   * @return the others, which may include records of an attempt whose answer was lost
   * @throws StreamCatException if the outcome stayed unknown
   */
  List<UserRecord> insertAll(List<UserRecord> records) {
    return certain(() -> users.insertAll(records));
  }

  /** The outcome of a write that the store has answered in the end. */
  enum Outcome {
    STORED,
    /** Another write came first. */
    REJECTED,
    /** An attempt got no answer, and another write came first or has followed it. */
    UNKNOWN
  }

  /**
   * Replaces a record.
   *
   * @return false if another write came first, or has followed this one
   * @throws DuplicateUserException if another record has the id, username or idempotency key; the
   *     write will not take effect later either
   * @throws StreamCatException if the outcome stayed unknown
   */
  boolean update(UserRecord expected, UserRecord next) {
    return write(expected, next) == Outcome.STORED;
  }

  /** Replaces a record as {@link #update} does, and returns what is known then. */
  Outcome write(UserRecord expected, UserRecord next) {
    AtomicInteger attempts = new AtomicInteger();
    boolean isStored;
    try {
      isStored =
          certain(
              () -> {
                attempts.incrementAndGet();
                return users.update(expected, next) || isStored(next);
              });
    } catch (DuplicateUserException e) {
      if (attempts.get() == 1 || passed(expected)) {
        throw e;
      }
      isStored = open(() -> isStored(next));
    }
    if (isStored) {
      return Outcome.STORED;
    }
    return attempts.get() == 1 ? Outcome.REJECTED : Outcome.UNKNOWN;
  }

  /**
   * Gives a record its next revision, so that an earlier write that expects this one can take
   * effect no more.
   *
   * @return false if another write came first, possibly that one
   */
  private boolean passed(UserRecord expected) {
    UserRecord same = expected.written(writers.get());
    return open(() -> users.update(expected, same) || isStored(same));
  }

  /** Runs an access after a write without an answer: its failure leaves the outcome open. */
  private boolean open(BooleanSupplier access) {
    try {
      return certain(access);
    } catch (StreamCatException e) {
      throw e.retryable() ? e : new StreamCatException(String.valueOf(e.getMessage()), true, e);
    }
  }

  private boolean isStored(UserRecord written) {
    return users
        .findByKey(written.key())
        .filter(stored -> stored.revision().equals(written.revision()))
        .isPresent();
  }

  /**
   * Deletes a record.
   *
   * @return false if another write came first; true also if the record is already gone
   * @throws StreamCatException if the outcome stayed unknown
   */
  boolean delete(UserRecord expected) {
    return certain(() -> users.delete(expected) || users.findByKey(expected.key()).isEmpty());
  }

  /** Reads a record for a worker in the middle of its work, with retries. */
  Optional<UserRecord> read(String key) {
    return certain(() -> users.findByKey(key));
  }

  /** Reads the record that has a resource, with retries. */
  Optional<UserRecord> readOwner(String arn) {
    return certain(() -> users.findByResource(arn));
  }

  /** Reads a page of spares for a registration, with retries. */
  List<UserRecord> spares(Home home, @Nullable String after, int limit) {
    return certain(() -> users.spares(home, after, limit));
  }

  private boolean certain(BooleanSupplier write) {
    return certain((Supplier<Boolean>) write::getAsBoolean);
  }

  private <T> T certain(Supplier<T> access) {
    Instant deadline = calls.deadline();
    StreamCatException unknown = null;
    for (int attempt = 0; ; attempt++) {
      try {
        return access.get();
      } catch (DuplicateUserException e) {
        throw e;
      } catch (RuntimeException e) {
        StreamCatException failure = Failures.own(e);
        if (!failure.retryable() && unknown != null) {
          // The rejection of a repetition does not show that the first attempt had no effect.
          unknown.addSuppressed(failure);
          throw unknown;
        }
        if (!failure.retryable() || !calls.pause(attempt, deadline)) {
          throw failure;
        }
        unknown = failure;
      }
    }
  }
}
