package io.streamcat.repository;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.StorageException;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A repository in memory. Every method holds the same lock, so each is atomic. */
final class InMemoryUserRepository implements UserRepository {

  private final String storeId = UUID.randomUUID().toString();
  private final Map<String, UserRecord> byKey = new HashMap<>();

  /** The keys in the order of pages, without those of new records. */
  private final NavigableSet<String> sorted = new TreeSet<>();

  /**
   * The keys of new records, which are sorted when a page is read; most registrations read none.
   */
  private final Set<String> unsorted = new HashSet<>();

  /** The keys of records by each value that only one record may have, in a type of its kind. */
  private final Map<Object, String> index = new HashMap<>();

  private record UsernameKey(String value) {}

  private record IdempotencyKey(String value) {}

  private record Arn(String value) {}

  @Override
  public String storeId() {
    return storeId;
  }

  @Override
  public synchronized void insert(UserRecord record) {
    requireUnique(record);
    if (byKey.containsKey(record.key())) {
      throw new DuplicateUserException(Field.ID, record.label());
    }
    unsorted.add(record.key());
    put(record);
  }

  @Override
  public synchronized Optional<UserRecord> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  @Override
  public Optional<UserRecord> findById(UserId id) {
    return find(id);
  }

  @Override
  public Optional<UserRecord> findByUsername(String username) {
    return find(usernameKey(username));
  }

  @Override
  public Optional<UserRecord> findByIdempotencyKey(String idempotencyKey) {
    return find(new IdempotencyKey(idempotencyKey));
  }

  @Override
  public Optional<UserRecord> findByResource(String arn) {
    return find(new Arn(arn));
  }

  private synchronized Optional<UserRecord> find(Object indexed) {
    return Optional.ofNullable(index.get(indexed)).map(byKey::get);
  }

  @Override
  public synchronized List<UserRecord> page(@Nullable String after, int limit) {
    sorted.addAll(unsorted);
    unsorted.clear();
    Set<String> following = after == null ? sorted : sorted.tailSet(after, false);
    return following.stream().limit(limit).map(byKey::get).toList();
  }

  @Override
  public synchronized List<UserRecord> pending(Home home, Instant now, int limit) {
    return byKey.values().stream()
        .filter(record -> home.covers(record.home()))
        .filter(isDue(now))
        .sorted(
            Comparator.comparing(UserRecord::recoveryOrder)
                .thenComparing(record -> record.dueAt().orElseThrow())
                .thenComparing(UserRecord::key))
        .limit(limit)
        .toList();
  }

  private static Predicate<UserRecord> isDue(Instant now) {
    return record -> record.dueAt().filter(due -> !due.isAfter(now)).isPresent();
  }

  @Override
  public synchronized RecordCounts counts(Instant now) {
    Map<UserState, Long> byState = new EnumMap<>(UserState.class);
    byKey.values().forEach(record -> byState.merge(record.state(), 1L, Long::sum));
    return new RecordCounts(
        byState,
        byKey.values().stream().filter(isDue(now)).count(),
        byKey.values().stream()
            .filter(record -> record.pending().attempts() >= RecordCounts.FAILING)
            .count());
  }

  @Override
  public synchronized boolean update(UserRecord expected, UserRecord next) {
    UserRepository.requireSuccession(expected, next);
    if (!isStored(expected)) {
      return false;
    }
    requireUnique(next);
    put(next);
    return true;
  }

  @Override
  public synchronized boolean delete(UserRecord expected) {
    if (!isStored(expected)) {
      return false;
    }
    if (!unsorted.remove(expected.key())) {
      sorted.remove(expected.key());
    }
    forget(byKey.remove(expected.key()));
    return true;
  }

  private boolean isStored(UserRecord expected) {
    UserRecord stored = byKey.get(expected.key());
    return stored != null && stored.revision().equals(expected.revision());
  }

  private void requireUnique(UserRecord record) {
    Identity person = record.identity();
    if (person != null) {
      requireUnique(record, person);
    }
    record
        .resources()
        .all()
        .map(AwsResource::arn)
        .filter(arn -> isTaken(record, new Arn(arn)))
        .findFirst()
        .ifPresent(
            arn -> {
              throw new StorageException(arn + " is recorded for another user", false, null);
            });
  }

  private void requireUnique(UserRecord record, Identity person) {
    String key = person.idempotencyKey();
    if (key != null && isTaken(record, new IdempotencyKey(key))) {
      throw new DuplicateUserException(Field.IDEMPOTENCY_KEY, key);
    }
    if (isTaken(record, person.id())) {
      throw new DuplicateUserException(Field.ID, person.id().value());
    }
    String username = person.username();
    if (username != null && isTaken(record, usernameKey(username))) {
      throw new DuplicateUserException(Field.USERNAME, username);
    }
  }

  private boolean isTaken(UserRecord record, Object indexed) {
    String holder = index.get(indexed);
    return holder != null && !holder.equals(record.key());
  }

  private void put(UserRecord record) {
    forget(byKey.put(record.key(), record));
    for (Object unique : indexed(record)) {
      index.put(unique, record.key());
    }
  }

  private void forget(@Nullable UserRecord replaced) {
    if (replaced != null) {
      indexed(replaced).forEach(index::remove);
    }
  }

  private static List<Object> indexed(UserRecord record) {
    List<Object> unique = new ArrayList<>();
    record.resources().all().forEach(resource -> unique.add(new Arn(resource.arn())));
    Identity person = record.identity();
    if (person != null) {
      unique.add(person.id());
      if (person.username() != null) {
        unique.add(usernameKey(person.username()));
      }
      if (person.idempotencyKey() != null) {
        unique.add(new IdempotencyKey(person.idempotencyKey()));
      }
    }
    return unique;
  }

  private static UsernameKey usernameKey(String username) {
    return new UsernameKey(User.usernameKey(username));
  }
}
