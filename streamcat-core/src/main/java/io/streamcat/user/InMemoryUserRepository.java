package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.DuplicateUserException.Field;
import io.streamcat.error.LeaseLostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps users in maps; every method holds the one lock, so each is atomic. */
final class InMemoryUserRepository implements UserRepository {

  private final Map<UserId, StoredUser> byId = new HashMap<>();
  private final Map<String, UserId> byUsername = new HashMap<>();
  private final Map<String, UserId> byIdempotencyKey = new HashMap<>();

  @Override
  public synchronized void insert(StoredUser user) {
    UserId id = user.user().id();
    String username = user.user().username();
    String key = user.idempotencyKey();
    if (key != null && byIdempotencyKey.containsKey(key)) {
      throw new DuplicateUserException(Field.IDEMPOTENCY_KEY, key);
    }
    if (byId.containsKey(id)) {
      throw new DuplicateUserException(Field.ID, id.value());
    }
    if (username != null && byUsername.putIfAbsent(User.usernameKey(username), id) != null) {
      throw new DuplicateUserException(Field.USERNAME, username);
    }
    if (key != null) {
      byIdempotencyKey.put(key, id);
    }
    byId.put(id, user);
  }

  @Override
  public synchronized Optional<StoredUser> findById(UserId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized Optional<StoredUser> findByUsername(String username) {
    return Optional.ofNullable(byUsername.get(User.usernameKey(username))).map(byId::get);
  }

  @Override
  public synchronized Optional<StoredUser> findByIdempotencyKey(String idempotencyKey) {
    return Optional.ofNullable(byIdempotencyKey.get(idempotencyKey)).map(byId::get);
  }

  @Override
  public synchronized Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    StoredUser before = byId.get(id);
    if (before == null || (before.lease() != null && before.lease().isHeld(now))) {
      return Optional.empty();
    }
    byId.put(id, before.with(lease, before.problem()));
    return Optional.of(before);
  }

  @Override
  public synchronized List<StoredUser> claimExpired(Lease lease, Instant now, int limit) {
    List<StoredUser> expired =
        byId.values().stream()
            .filter(user -> user.lease() != null && !user.lease().isHeld(now))
            .sorted(Comparator.comparing(user -> Objects.requireNonNull(user.lease()).until()))
            .limit(limit)
            .toList();
    expired.forEach(user -> byId.put(user.user().id(), user.with(lease, user.problem())));
    return expired;
  }

  @Override
  public synchronized boolean attach(UserId id, String owner, AwsResource resource, Instant now) {
    StoredUser before = leased(id, owner);
    AwsResource recorded = before.user().resource(ResourceKind.of(resource));
    if (recorded != null && !recorded.arn().equals(resource.arn())) {
      throw new LeaseLostException(id.value());
    }
    StoredUser after = before.with(before.user().with(resource, now));
    boolean complete =
        after.missing().isEmpty() && before.user().state() != UserState.DEPROVISIONING;
    byId.put(
        id,
        complete
            ? after.with(after.user().with(UserState.ACTIVE, now)).with((Lease) null, null)
            : after);
    return complete;
  }

  @Override
  public synchronized void changeAttempt(UserId id, String owner, Attempt attempt, Instant now) {
    byId.put(id, leased(id, owner).with(attempt));
  }

  @Override
  public synchronized void beginDeprovisioning(UserId id, Lease lease, Instant now) {
    StoredUser before = leased(id, lease.owner());
    byId.put(
        id,
        before
            .with(before.user().with(UserState.DEPROVISIONING, now))
            .with(lease, before.problem()));
  }

  @Override
  public synchronized void release(
      UserId id, String owner, @Nullable Instant until, @Nullable String problem) {
    byId.put(id, leased(id, owner).with(until == null ? null : new Lease(owner, until), problem));
  }

  @Override
  public synchronized void delete(UserId id, String owner) {
    StoredUser gone = leased(id, owner);
    byId.remove(id);
    if (gone.user().username() != null) {
      byUsername.remove(User.usernameKey(gone.user().username()));
    }
    if (gone.idempotencyKey() != null) {
      byIdempotencyKey.remove(gone.idempotencyKey());
    }
  }

  @Override
  public synchronized boolean replacePasswordHash(
      UserId id, PasswordHash expected, PasswordHash replacement) {
    StoredUser user = byId.get(id);
    if (user == null || !expected.equals(user.passwordHash())) {
      return false;
    }
    byId.put(id, user.with(replacement));
    return true;
  }

  private StoredUser leased(UserId id, String owner) {
    StoredUser user = byId.get(id);
    if (user == null || user.lease() == null || !user.lease().owner().equals(owner)) {
      throw new LeaseLostException(id.value());
    }
    return user;
  }
}
