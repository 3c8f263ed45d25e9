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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A repository in memory. Every method holds the same lock, so each is atomic. */
final class InMemoryUserRepository implements UserRepository {

  private final String storeId = UUID.randomUUID().toString();
  private final NavigableMap<String, UserRecord> byKey = new TreeMap<>();

  /** The keys of records by each unique value, which is prefixed by its kind. */
  private final Map<String, String> index = new HashMap<>();

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
    put(record);
  }

  @Override
  public synchronized Optional<UserRecord> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  @Override
  public Optional<UserRecord> findById(UserId id) {
    return find(idKey(id));
  }

  @Override
  public Optional<UserRecord> findByUsername(String username) {
    return find(usernameKey(username));
  }

  @Override
  public Optional<UserRecord> findByIdempotencyKey(String idempotencyKey) {
    return find(idempotencyKey(idempotencyKey));
  }

  @Override
  public Optional<UserRecord> findByResource(String arn) {
    return find(resourceKey(arn));
  }

  private synchronized Optional<UserRecord> find(String indexed) {
    return Optional.ofNullable(index.get(indexed)).map(byKey::get);
  }

  @Override
  public synchronized List<UserRecord> page(@Nullable String after, int limit) {
    Map<String, UserRecord> following = after == null ? byKey : byKey.tailMap(after, false);
    return following.values().stream().limit(limit).toList();
  }

  @Override
  public synchronized List<UserRecord> pending(Home home, Instant now, int limit) {
    return byKey.values().stream()
        .filter(record -> home.covers(record.home()))
        .filter(isDue(now))
        .sorted(
            Comparator.comparing(UserRecord::recoveryOrder)
                .thenComparing(record -> record.dueAt().orElseThrow()))
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
    forget(byKey.remove(expected.key()));
    return true;
  }

  private boolean isStored(UserRecord expected) {
    UserRecord stored = byKey.get(expected.key());
    return stored != null && stored.revision().version() == expected.revision().version();
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
        .filter(arn -> isTaken(record, resourceKey(arn)))
        .findFirst()
        .ifPresent(
            arn -> {
              throw new StorageException(arn + " is recorded for another user", false, null);
            });
  }

  private void requireUnique(UserRecord record, Identity person) {
    String key = person.idempotencyKey();
    if (key != null && isTaken(record, idempotencyKey(key))) {
      throw new DuplicateUserException(Field.IDEMPOTENCY_KEY, key);
    }
    if (isTaken(record, idKey(person.id()))) {
      throw new DuplicateUserException(Field.ID, person.id().value());
    }
    String username = person.username();
    if (username != null && isTaken(record, usernameKey(username))) {
      throw new DuplicateUserException(Field.USERNAME, username);
    }
  }

  private boolean isTaken(UserRecord record, String indexed) {
    String holder = index.get(indexed);
    return holder != null && !holder.equals(record.key());
  }

  private void put(UserRecord record) {
    forget(byKey.put(record.key(), record));
    for (String unique : indexed(record)) {
      index.put(unique, record.key());
    }
  }

  private void forget(@Nullable UserRecord replaced) {
    if (replaced != null) {
      indexed(replaced).forEach(index::remove);
    }
  }

  private static List<String> indexed(UserRecord record) {
    List<String> unique = new ArrayList<>();
    record.resources().all().forEach(resource -> unique.add(resourceKey(resource.arn())));
    Identity person = record.identity();
    if (person != null) {
      unique.add(idKey(person.id()));
      if (person.username() != null) {
        unique.add(usernameKey(person.username()));
      }
      if (person.idempotencyKey() != null) {
        unique.add(idempotencyKey(person.idempotencyKey()));
      }
    }
    return unique;
  }

  private static String idKey(UserId id) {
    return "id " + id.value();
  }

  private static String usernameKey(String username) {
    return "username " + User.usernameKey(username);
  }

  private static String idempotencyKey(String key) {
    return "key " + key;
  }

  private static String resourceKey(String arn) {
    return "resource " + arn;
  }
}
