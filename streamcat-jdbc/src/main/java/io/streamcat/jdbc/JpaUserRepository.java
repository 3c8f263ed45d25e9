package io.streamcat.jdbc;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.StorageException;
import io.streamcat.realtime.Stage;
import io.streamcat.user.Attempt;
import io.streamcat.user.Lease;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.StoredUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserRepository;
import io.streamcat.user.UserState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * nothing. Entities an application has read before are not touched and do not influence what this
 * reads. It never closes the factory. Thread safe, and safe to use from many servers on one
 * database, next to {@link JdbcUserRepository} too.
 */
public final class JpaUserRepository implements UserRepository {

  private static final String UPDATE = "update UserEntity u set u.version = u.version + 1";
  private static final String LEASED = " where u.id = :id and u.leaseOwner = :owner";

  private static final String SKIP_LOCKED = "-2";

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
    return builder(JpaTransactions.of(factory)).build();
  }

  /**
   * Starts to build a repository.
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
    String id = user.user().id().value();
    try {
      calls.call(
          "insert user '" + id + "'",
          em -> {
            persist(em, new UserEntity(user), id);
            for (ResourceKind kind : user.user().resourceKinds()) {
              persist(em, entity(id, Objects.requireNonNull(user.user().resource(kind))), id);
            }
            return id;
          });
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

  /** Leaves nothing in a persistence context that is older or lives longer than the transaction. */
  private static void persist(EntityManager em, Object entity, String id) {
    em.detach(em.getReference(entity.getClass(), id));
    em.persist(entity);
    em.flush();
    em.detach(entity);
  }

  private ResourceEntity entity(String userId, AwsResource resource) {
    return switch (ResourceKind.of(resource)) {
      case CHANNEL -> new ChannelEntity(userId, (Channel) resource, streamKeys);
      case CHAT_ROOM -> new ChatRoomEntity(userId, (ChatRoom) resource);
      case STAGE -> new StageEntity(userId, (Stage) resource);
    };
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
    return calls
        .call(
            "read a user",
            em -> read(em, "where " + attribute + " = :value", q -> q.setParameter("value", value)))
        .stream()
        .findFirst();
  }

  private List<StoredUser> read(
      EntityManager em, String condition, UnaryOperator<TypedQuery<Tuple>> parameters) {
    return JpaRow.users(em, streamKeys, condition, parameters);
  }

  @Override
  public List<StoredUser> page(@Nullable UserId after, int limit) {
    String order = "order by u.id";
    return calls.call(
        "read a page of users",
        em ->
            after == null
                ? read(em, order, q -> q.setMaxResults(limit))
                : read(
                    em,
                    "where u.id > :after " + order,
                    q -> q.setParameter("after", after.value()).setMaxResults(limit)));
  }

  @Override
  public Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    return calls
        .call(
            "claim user '" + id + "'",
            em -> {
              int free =
                  em.createQuery(
                          UPDATE
                              + " where u.id = :id and u.state <> :removed"
                              + " and (u.leaseUntil is null or u.leaseUntil <= :now)")
                      .setParameter("id", id.value())
                      .setParameter("removed", UserState.REMOVED)
                      .setParameter("now", now)
                      .executeUpdate();
              return free == 0 ? List.<StoredUser>of() : lease(em, List.of(id.value()), lease);
            })
        .stream()
        .findFirst();
  }

  @Override
  public List<StoredUser> claimExpired(Lease lease, Instant now, int limit) {
    return calls.call(
        "claim users whose lease has expired",
        em -> {
          List<String> ids =
              em.createQuery(
                      "select u.id from UserEntity u where u.leaseUntil <= :now order by u.leaseUntil",
                      String.class)
                  .setParameter("now", now)
                  .setMaxResults(limit)
                  .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                  .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                  .getResultList();
          return ids.isEmpty() ? List.of() : lease(em, ids, lease);
        });
  }

  /** Sets a lease on users whose rows are held; returns them as they were, in the order given. */
  private List<StoredUser> lease(EntityManager em, List<String> ids, Lease lease) {
    List<StoredUser> before =
        read(em, "where u.id in :ids", q -> q.setParameter("ids", ids)).stream()
            .sorted(Comparator.comparing(stored -> ids.indexOf(stored.user().id().value())))
            .toList();
    em.createQuery(UPDATE + ", u.leaseOwner = :owner, u.leaseUntil = :until where u.id in :ids")
        .setParameter("owner", lease.owner())
        .setParameter("until", lease.until())
        .setParameter("ids", ids)
        .executeUpdate();
    return before;
  }

  @Override
  public void attach(UserId id, String owner, AwsResource resource, Instant now) {
    boolean recorded;
    try {
      recorded =
          calls.call(
              "record " + resource.arn(),
              em -> update(em, id, owner, "", q -> q) == 1 && record(em, id, resource, now));
    } catch (SqlFailure.Violation e) {
      throw new StorageException(resource.arn() + " is recorded for another user", false, e);
    }
    require(id, recorded);
  }

  /** Records a resource of a user whose row is held; returns false if it has a different one. */
  private boolean record(EntityManager em, UserId id, AwsResource resource, Instant now) {
    StoredUser before = read(em, "where u.id = :id", q -> q.setParameter("id", id.value())).get(0);
    AwsResource present = before.user().resource(ResourceKind.of(resource));
    if (present == null) {
      persist(em, entity(id.value(), resource), id.value());
    } else if (!present.arn().equals(resource.arn())) {
      return false;
    }
    boolean complete =
        before.user().state() != UserState.DEPROVISIONING
            && before.with(before.user().with(resource, now)).missing().isEmpty();
    Query update =
        em.createQuery(
            UPDATE
                + ", u.updatedAt = :now"
                + (complete
                    ? ", u.state = :active, u.leaseOwner = null, u.leaseUntil = null, u.problem = null"
                    : "")
                + " where u.id = :id");
    if (complete) {
      update.setParameter("active", UserState.ACTIVE);
    }
    update.setParameter("now", now).setParameter("id", id.value()).executeUpdate();
    return true;
  }

  @Override
  public void detach(UserId id, String owner, ResourceKind kind, Instant now) {
    require(
        id,
        calls.call(
            "forget the " + kind.words() + " of user '" + id + "'",
            em -> {
              int changed =
                  update(em, id, owner, ", u.updatedAt = :now", q -> q.setParameter("now", now));
              if (changed == 1) {
                forget(em, id, kind);
              }
              return changed == 1;
            }));
  }

  private static void forget(EntityManager em, UserId id, ResourceKind kind) {
    em.createQuery(
            "delete from "
                + switch (kind) {
                  case CHANNEL -> "ChannelEntity";
                  case CHAT_ROOM -> "ChatRoomEntity";
                  case STAGE -> "StageEntity";
                }
                + " r where r.userId = :id")
        .setParameter("id", id.value())
        .executeUpdate();
  }

  @Override
  public void changeAttempt(UserId id, String owner, Attempt attempt, Instant now) {
    change(
        id,
        owner,
        ", u.attemptId = :attempt, u.resourceName = :name, u.wanted = :wanted",
        q ->
            q.setParameter("attempt", attempt.id())
                .setParameter("name", attempt.resourceName())
                .setParameter("wanted", UserRow.list(attempt.wanted())));
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
    require(
        id,
        calls.call("change user '" + id + "'", em -> update(em, id, owner, changes, values) == 1));
  }

  /** Changes a user on condition of the lease, and holds the row until the transaction ends. */
  private static int update(
      EntityManager em, UserId id, String owner, String changes, UnaryOperator<Query> values) {
    return values
        .apply(em.createQuery(UPDATE + changes + LEASED))
        .setParameter("id", id.value())
        .setParameter("owner", owner)
        .executeUpdate();
  }

  /** Outside the transaction, which must not be rolled back, being the caller's perhaps. */
  private static void require(UserId id, boolean changed) {
    if (!changed) {
      throw new LeaseLostException(id.value());
    }
  }

  @Override
  public void delete(UserId id, String owner) {
    require(
        id,
        calls.call(
            "delete user '" + id + "'",
            em ->
                em.createQuery("delete from UserEntity u" + LEASED)
                        .setParameter("id", id.value())
                        .setParameter("owner", owner)
                        .executeUpdate()
                    == 1));
  }

  @Override
  public void anonymise(UserId id, String owner, Instant now) {
    require(
        id,
        calls.call(
            "anonymise user '" + id + "'",
            em -> {
              int changed =
                  update(
                      em,
                      id,
                      owner,
                      ", u.username = null, u.usernameKey = null, u.idempotencyKey = null, u.state ="
                          + " :state, u.resourceName = '', u.wanted = '', u.passwordHash = null,"
                          + " u.leaseOwner = null, u.leaseUntil = null, u.problem = null,"
                          + " u.updatedAt = :now",
                      q -> q.setParameter("state", UserState.REMOVED).setParameter("now", now));
              if (changed == 1) {
                for (ResourceKind kind : ResourceKind.values()) {
                  forget(em, id, kind);
                }
              }
              return changed == 1;
            }));
  }

  @Override
  public boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
    Limits.check(replacement);
    return calls.call(
            "replace the password hash of user '" + id + "'",
            em ->
                em.createQuery(
                        UPDATE
                            + ", u.passwordHash = :replacement where u.id = :id and u.passwordHash"
                            + " = :expected")
                    .setParameter("replacement", replacement.encoded())
                    .setParameter("id", id.value())
                    .setParameter("expected", expected.encoded())
                    .executeUpdate())
        == 1;
  }
}
