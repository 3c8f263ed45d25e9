package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.DuplicateUserException.Field;
import io.streamcat.error.LeaseLostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps users in maps; every method holds the one lock, so each is atomic. */
final class InMemoryUserRepository implements UserRepository {

  private final NavigableMap<UserId, StoredUser> byId =
      new TreeMap<>(Comparator.comparing(UserId::value));
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
  public synchronized Optional<StoredUser> findByResource(String arn) {
    return byId.values().stream().filter(user -> has(user.user(), arn)).findFirst();
  }

  private static boolean has(User user, String arn) {
    return user.resourceKinds().stream()
        .anyMatch(kind -> Objects.requireNonNull(user.resource(kind)).arn().equals(arn));
  }

  @Override
  public synchronized List<StoredUser> page(@Nullable UserId after, int limit) {
    Map<UserId, StoredUser> following = after == null ? byId : byId.tailMap(after, false);
    return following.values().stream().limit(limit).toList();
  }

  @Override
  public synchronized Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    StoredUser before = byId.get(id);
    if (before == null
        || before.user().state() == UserState.REMOVED
        || (before.lease() != null && before.lease().isHeld(now))) {
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
  public synchronized void attach(UserId id, String owner, AwsResource resource, Instant now) {
    StoredUser before = leased(id, owner);
    AwsResource recorded = before.user().resource(ResourceKind.of(resource));
    if (recorded != null && !recorded.arn().equals(resource.arn())) {
      throw new LeaseLostException(id.value());
    }
    StoredUser after = before.with(before.user().with(resource, now));
    boolean complete =
        after.missing().isEmpty()
            && after.due().isEmpty()
            && before.user().state() != UserState.DEPROVISIONING;
    byId.put(
        id,
        complete
            ? after.with(after.user().with(UserState.ACTIVE, now)).with((Lease) null, null)
            : after);
  }

  @Override
  public synchronized void detach(UserId id, String owner, ResourceKind kind, Instant now) {
    StoredUser before = leased(id, owner);
    byId.put(id, before.with(before.user().without(kind, now)));
  }

  @Override
  public synchronized void changeAttempt(UserId id, String owner, Attempt attempt, Instant now) {
    byId.put(id, leased(id, owner).with(attempt));
  }

  @Override
  public synchronized void changeDue(UserId id, Lease lease, Set<ChannelChange> due) {
    StoredUser before = leased(id, lease.owner());
    byId.put(id, before.withDue(due).with(lease, before.problem()));
  }

  @Override
  public synchronized void replaceStreamKey(
      UserId id,
      String owner,
      String channelArn,
      StreamKey key,
      Set<ChannelChange> due,
      Instant now) {
    replaceChannel(id, owner, channelArn, channel -> channel.with(key), due, now);
  }

  @Override
  public synchronized void replaceChannelSettings(
      UserId id, String owner, String channelArn, ChannelSettings settings, Instant now) {
    replaceChannel(id, owner, channelArn, channel -> channel.with(settings), Set.of(), now);
  }

  private void replaceChannel(
      UserId id,
      String owner,
      String channelArn,
      UnaryOperator<Channel> change,
      Set<ChannelChange> due,
      Instant now) {
    StoredUser before = leased(id, owner);
    Channel channel = before.user().channel();
    if (channel == null || !channel.arn().equals(channelArn)) {
      throw new LeaseLostException(id.value());
    }
    StoredUser after = before.with(before.user().with(change.apply(channel), now)).withDue(due);
    byId.put(id, due.isEmpty() ? after.with((Lease) null, null) : after);
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
    forget(leased(id, owner));
  }

  @Override
  public synchronized void anonymise(UserId id, String owner, Instant now) {
    StoredUser gone = leased(id, owner);
    forget(gone);
    byId.put(id, gone.anonymised(now));
  }

  private void forget(StoredUser gone) {
    byId.remove(gone.user().id());
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
