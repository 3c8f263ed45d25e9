package io.streamcat.jdbc;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.StorageException;
import io.streamcat.user.Attempt;
import io.streamcat.user.ChannelChange;
import io.streamcat.repository.Lease;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserState;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps users in the tables of {@link StreamCatSchema} through Jakarta Persistence 3.1 or newer;
 * tested with Hibernate.
 *
 * <p>The persistence unit has to know {@link #managedClasses()}: listed in {@code persistence.xml},
 * or found by scanning this package, as with Spring's {@code EntityScan}, which replaces the
 * application's own packages and so has to name them too. The tables come from the scripts of
 * {@link StreamCatSchema}; {@code hibernate.hbm2ddl.auto} is {@code validate} or nothing. Another
 * prefix or schema is a matter of {@code orm.xml} or a naming strategy. Times are UTC as long as
 * {@code hibernate.type.preferred_instant_jdbc_type} is left as it is.
 *
 * <p>Every change is one transaction: the caller's, if {@link JpaTransactions} joins it, or one of
 * its own; none is open while AWS is called. It begins with an update of the user's row on
 * condition of the lease, so that changes of a user follow one another and a refused one changes
 * nothing. Recovery passes over users whose rows are held where the provider knows SKIP LOCKED for
 * the database, which Hibernate 6.6 does not for H2, and waits for them elsewhere. Entities an
 * application has read before are not touched and do not influence what this reads. It never closes
 * the factory. Thread safe, and safe to use from many servers on one database, next to {@link
 * JdbcUserRepository} too.
 */
public final class JpaUserRepository implements UserRepository {

  private final JpaCalls calls;
  private final StreamKeyStorage streamKeys;

  JpaUserRepository(JpaCalls calls, StreamKeyStorage streamKeys) {
    this.calls = calls;
    this.streamKeys = streamKeys;
  }

  /**
   * Creates a repository that uses transactions of its own and stores no stream keys.
   *
   * @param factory where entity managers come from; with resource-local transactions
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or the persistence unit has not
   *     {@link #managedClasses()}
   */
  public static JpaUserRepository create(EntityManagerFactory factory) {
    return builder(factory).build();
  }

  /**
   * Starts to build a repository that uses transactions of its own.
   *
   * @param factory where entity managers come from; with resource-local transactions
   * @return a new builder
   */
  public static JpaUserRepositoryBuilder builder(EntityManagerFactory factory) {
    return builder(JpaTransactions.of(factory));
  }

  /**
   * Starts to build a repository that joins transactions of the caller's.
   *
   * @param transactions where entity managers and transactions come from
   * @return a new builder
   */
  public static JpaUserRepositoryBuilder builder(JpaTransactions transactions) {
    return new JpaUserRepositoryBuilder(transactions);
  }

  /**
   * Returns what a persistence unit has to list.
   *
   * @return the entities, their superclass and a converter
   */
  public static List<Class<?>> managedClasses() {
    return List.of(
        UserEntity.class,
        ChannelEntity.class,
        ChatRoomEntity.class,
        StageEntity.class,
        ResourceEntity.class,
        UserStateConverter.class);
  }

  @Override
  public boolean isTransactionActive() {
    return calls.transactions().isTransactionActive();
  }

  @Override
  public void insert(StoredUser user) {
    Limits.check(user);
    if (isTransactionActive()) {
      // A violated constraint would spoil the caller's transaction.
      Duplicates.find(this, user)
          .ifPresent(
              duplicate -> {
                throw duplicate;
              });
    }
    UserId id = user.user().id();
    try {
      in("insert user '" + id + "'", users -> users.insert(user));
    } catch (SqlFailure.Violation e) {
      if (isTransactionActive()) {
        throw new StorageException(
            "user '" + id + "' collided with another; the transaction cannot be committed any more",
            true,
            e);
      }
      throw Duplicates.collision(this, user, e);
    }
  }

  @Override
  public Optional<StoredUser> findById(UserId id) {
    return find("u.id", id.value());
  }

  @Override
  public Optional<StoredUser> findByUsername(String username) {
    return find("u.usernameKey", User.usernameKey(username));
  }

  @Override
  public Optional<StoredUser> findByIdempotencyKey(String idempotencyKey) {
    return find("u.idempotencyKey", idempotencyKey);
  }

  @Override
  public Optional<StoredUser> findByResource(String arn) {
    return ResourceKind.ofArn(arn).flatMap(kind -> find(JpaRow.attribute(kind) + ".arn", arn));
  }

  private Optional<StoredUser> find(String attribute, String value) {
    return in("read a user", users -> users.find(attribute, value));
  }

  @Override
  public List<StoredUser> page(@Nullable UserId after, int limit) {
    return in("read a page of users", users -> users.page(after, limit));
  }

  @Override
  public Map<UserState, Long> countByState() {
    return in("count users", JpaUsers::countByState);
  }

  @Override
  public long countExpired(Instant now) {
    return in("count users whose lease has expired", users -> users.countExpired(now));
  }

  @Override
  public Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    return in("claim user '" + id + "'", users -> users.claim(id, lease, now));
  }

  @Override
  public List<StoredUser> claimExpired(Lease lease, Instant now, int limit) {
    return in(
        "claim users whose lease has expired", users -> users.claimExpired(lease, now, limit));
  }

  @Override
  public void attach(UserId id, String owner, AwsResource resource, Instant now) {
    try {
      require(id, "record " + resource.arn(), users -> users.attach(id, owner, resource, now));
    } catch (SqlFailure.Violation e) {
      throw new StorageException(resource.arn() + " is recorded for another user", false, e);
    }
  }

  @Override
  public void detach(UserId id, String owner, ResourceKind kind, Instant now) {
    require(
        id,
        "forget the " + kind.words() + " of user '" + id + "'",
        users -> users.detach(id, owner, kind, now));
  }

  @Override
  public void changeAttempt(UserId id, String owner, Attempt attempt, Instant now) {
    String missing = UserRow.missing(this, id, attempt);
    change(
        id,
        owner,
        ", u.attemptId = :attempt, u.resourceName = :name, u.missing = :missing",
        q ->
            q.setParameter("attempt", attempt.id())
                .setParameter("name", attempt.resourceName())
                .setParameter("missing", missing));
  }

  @Override
  public void changeDue(UserId id, Lease lease, Set<ChannelChange> due) {
    change(
        id,
        lease.owner(),
        ", u.due = :due, u.leaseUntil = :until",
        q -> q.setParameter("due", Due.write(due)).setParameter("until", lease.until()));
  }

  @Override
  public void replaceStreamKey(
      UserId id,
      String owner,
      String channelArn,
      StreamKey key,
      Set<ChannelChange> due,
      Instant now) {
    require(
        id,
        "record " + key.arn(),
        users -> users.replaceStreamKey(id, owner, channelArn, key, due, now));
  }

  @Override
  public void replaceChannelSettings(
      UserId id, String owner, String channelArn, ChannelSettings settings, Instant now) {
    require(
        id,
        "record settings of " + channelArn,
        users -> users.replaceChannelSettings(id, owner, channelArn, settings, now));
  }

  @Override
  public void beginDeprovisioning(UserId id, Lease lease, Instant now) {
    change(
        id,
        lease.owner(),
        ", u.state = :state, u.updatedAt = :now, u.leaseUntil = :until",
        q ->
            q.setParameter("state", UserState.DEPROVISIONING)
                .setParameter("now", now)
                .setParameter("until", lease.until()));
  }

  @Override
  public void release(UserId id, String owner, @Nullable Instant until, @Nullable String problem) {
    change(
        id,
        owner,
        ", u.leaseOwner = :next, u.leaseUntil = :until, u.problem = :problem",
        q ->
            q.setParameter("next", until == null ? null : owner)
                .setParameter("until", until)
                .setParameter("problem", Limits.problem(problem)));
  }

  private void change(UserId id, String owner, String changes, UnaryOperator<Query> values) {
    require(id, "change user '" + id + "'", users -> users.change(id, owner, changes, values));
  }

  @Override
  public void delete(UserId id, String owner) {
    require(id, "delete user '" + id + "'", users -> users.delete(id, owner));
  }

  @Override
  public void anonymise(UserId id, String owner, Instant now) {
    require(id, "anonymise user '" + id + "'", users -> users.anonymise(id, owner, now));
  }

  @Override
  public boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
    Limits.check(replacement);
    return in(
        "replace the password hash of user '" + id + "'",
        users -> users.replacePasswordHash(id, expected, replacement));
  }

  /**
   * Brings every stored stream key up to date with the stream key storage: after the current
   * encryption key has changed, or another storage was chosen. It may be repeated, and run while
   * users are provisioned.
   *
   * @return how many channels were changed
   * @throws StorageException if the database fails; what was done stays done
   */
  public int resealStreamKeys() {
    return new StreamKeyResealing(new JpaChannels(calls), streamKeys).run();
  }

  private <T> T in(String action, Function<JpaUsers, T> work) {
    return calls.call(action, em -> work.apply(new JpaUsers(em, streamKeys)));
  }

  /** Throws outside the transaction, which may be the caller's and can still be committed. */
  private void require(UserId id, String action, Function<JpaUsers, Boolean> change) {
    if (!in(action, change)) {
      throw new LeaseLostException(id.value());
    }
  }
}
