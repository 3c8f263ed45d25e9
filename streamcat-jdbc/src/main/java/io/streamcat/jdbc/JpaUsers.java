package io.streamcat.jdbc;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import io.streamcat.user.ChannelChange;
import io.streamcat.repository.Lease;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The users as seen in one transaction.
 *
 * <p>A change begins with an update of the user's row on condition of the lease. So the row is held
 * from the first statement on, what is read next is up to date in every isolation level, and a
 * refusal is found out before anything has changed.
 *
 * @param em has the transaction
 * @param storage how stream keys are kept
 */
record JpaUsers(EntityManager em, StreamKeyStorage storage) {

  private static final String UPDATE = "update UserEntity u set u.version = u.version + 1";
  private static final String LEASED = " where u.id = :id and u.leaseOwner = :owner";

  /** What Hibernate takes for SKIP LOCKED; where the database has it not, rows are waited for. */
  private static final String SKIP_LOCKED = "-2";

  Optional<StoredUser> find(String attribute, String value) {
    return read("where " + attribute + " = :value", q -> q.setParameter("value", value)).stream()
        .findFirst();
  }

  List<StoredUser> page(@Nullable UserId after, int limit) {
    String order = "order by u.id";
    return after == null
        ? read(order, q -> q.setMaxResults(limit))
        : read(
            "where u.id > :after " + order,
            q -> q.setParameter("after", after.value()).setMaxResults(limit));
  }

  Map<UserState, Long> countByState() {
    Map<UserState, Long> counts = new EnumMap<>(UserState.class);
    em.createQuery("select u.state, count(u) from UserEntity u group by u.state", Tuple.class)
        .getResultStream()
        .forEach(row -> counts.put(row.get(0, UserState.class), row.get(1, Long.class)));
    return Collections.unmodifiableMap(counts);
  }

  long countExpired(Instant now) {
    return em.createQuery(
            "select count(u) from UserEntity u where u.leaseUntil <= :now", Long.class)
        .setParameter("now", now)
        .getSingleResult();
  }

  private List<StoredUser> read(String condition, UnaryOperator<TypedQuery<Tuple>> parameters) {
    return parameters
        .apply(em.createQuery(JpaRow.SELECT + " " + condition, Tuple.class))
        .getResultStream()
        .map(tuple -> UserRow.read(new JpaRow(tuple), storage).stored())
        .toList();
  }

  boolean insert(StoredUser stored) {
    String id = stored.user().id().value();
    persist(em, new UserEntity(stored), id);
    for (ResourceKind kind : stored.user().resourceKinds()) {
      persist(em, entity(id, Objects.requireNonNull(stored.user().resource(kind))), id);
    }
    return true;
  }

  /** The persistence context may outlive the transaction: nothing old or new is left in it. */
  static void persist(EntityManager em, Object entity, String id) {
    em.detach(em.getReference(entity.getClass(), id));
    em.persist(entity);
    em.flush();
    em.detach(entity);
  }

  private ResourceEntity entity(String userId, AwsResource resource) {
    return switch (ResourceKind.of(resource)) {
      case CHANNEL -> new ChannelEntity(userId, (Channel) resource, storage);
      case CHAT_ROOM -> new ChatRoomEntity(userId, (ChatRoom) resource);
      case STAGE -> new StageEntity(userId, (Stage) resource);
    };
  }

  Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    int free =
        em.createQuery(
                UPDATE
                    + " where u.id = :id and u.state <> :removed and (u.leaseUntil is null or"
                    + " u.leaseUntil <= :now)")
            .setParameter("id", id.value())
            .setParameter("removed", UserState.REMOVED)
            .setParameter("now", now)
            .executeUpdate();
    return free == 0 ? Optional.empty() : lease(List.of(id.value()), lease).stream().findFirst();
  }

  List<StoredUser> claimExpired(Lease lease, Instant now, int limit) {
    List<String> ids =
        em.createQuery(
                "select u.id from UserEntity u where u.leaseUntil <= :now order by u.leaseUntil",
                String.class)
            .setParameter("now", now)
            .setMaxResults(limit)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
            .getResultList();
    return ids.isEmpty() ? List.of() : lease(ids, lease);
  }

  /** Sets a lease on users whose rows are held; returns them as they were, in the order given. */
  private List<StoredUser> lease(List<String> ids, Lease lease) {
    List<StoredUser> before =
        read("where u.id in :ids", q -> q.setParameter("ids", ids)).stream()
            .sorted(Comparator.comparing(stored -> ids.indexOf(stored.user().id().value())))
            .toList();
    em.createQuery(UPDATE + ", u.leaseOwner = :owner, u.leaseUntil = :until where u.id in :ids")
        .setParameter("owner", lease.owner())
        .setParameter("until", lease.until())
        .setParameter("ids", ids)
        .executeUpdate();
    return before;
  }

  /** Changes a user who is leased; the changes follow others in the list and begin with a comma. */
  boolean change(UserId id, String owner, String changes, UnaryOperator<Query> values) {
    return values
            .apply(em.createQuery(UPDATE + changes + LEASED))
            .setParameter("id", id.value())
            .setParameter("owner", owner)
            .executeUpdate()
        == 1;
  }

  /** Returns false if the lease is another's, or a different resource of the kind is recorded. */
  boolean attach(UserId id, String owner, AwsResource resource, Instant now) {
    if (!change(id, owner, "", q -> q)) {
      return false;
    }
    StoredUser before = find("u.id", id.value()).orElseThrow();
    AwsResource present = before.user().resource(ResourceKind.of(resource));
    if (present == null) {
      persist(em, entity(id.value(), resource), id.value());
    } else if (!present.arn().equals(resource.arn())) {
      return false;
    }
    Set<ResourceKind> missing = before.with(before.user().with(resource, now)).missing();
    boolean complete =
        before.user().state() != UserState.DEPROVISIONING
            && before.due().isEmpty()
            && missing.isEmpty();
    return complete
        ? change(
            id,
            owner,
            ", u.updatedAt = :now, u.missing = '', u.state = :active, u.leaseOwner = null,"
                + " u.leaseUntil = null, u.problem = null",
            q -> q.setParameter("now", now).setParameter("active", UserState.ACTIVE))
        : change(
            id,
            owner,
            ", u.updatedAt = :now, u.missing = :missing",
            q -> q.setParameter("now", now).setParameter("missing", UserRow.list(missing)));
  }

  boolean detach(UserId id, String owner, ResourceKind kind, Instant now) {
    if (!change(id, owner, ", u.updatedAt = :now", q -> q.setParameter("now", now))) {
      return false;
    }
    StoredUser before = find("u.id", id.value()).orElseThrow();
    forget(id, kind);
    Set<ResourceKind> missing = before.with(before.user().without(kind, now)).missing();
    return change(
        id, owner, ", u.missing = :missing", q -> q.setParameter("missing", UserRow.list(missing)));
  }

  private void forget(UserId id, ResourceKind kind) {
    String entity =
        switch (kind) {
          case CHANNEL -> "ChannelEntity";
          case CHAT_ROOM -> "ChatRoomEntity";
          case STAGE -> "StageEntity";
        };
    em.createQuery("delete from " + entity + " r where r.userId = :id")
        .setParameter("id", id.value())
        .executeUpdate();
  }

  /** Returns false if the lease is another's, or another channel is recorded, or none. */
  boolean replaceStreamKey(
      UserId id,
      String owner,
      String channelArn,
      StreamKey key,
      Set<ChannelChange> due,
      Instant now) {
    return change(id, owner, "", q -> q)
        && JpaChannels.replaceKey(em, id, channelArn, key, storage) == 1
        && changed(id, owner, due, now);
  }

  /** Returns false if the lease is another's, or another channel is recorded, or none. */
  boolean replaceChannelSettings(
      UserId id, String owner, String channelArn, ChannelSettings settings, Instant now) {
    return change(id, owner, "", q -> q)
        && JpaChannels.replaceSettings(em, id, channelArn, settings) == 1
        && changed(id, owner, Set.of(), now);
  }

  private boolean changed(UserId id, String owner, Set<ChannelChange> due, Instant now) {
    String ended =
        due.isEmpty() ? ", u.leaseOwner = null, u.leaseUntil = null, u.problem = null" : "";
    return change(
        id,
        owner,
        ", u.updatedAt = :now, u.due = :due" + ended,
        q -> q.setParameter("now", now).setParameter("due", Due.write(due)));
  }

  boolean delete(UserId id, String owner) {
    return em.createQuery("delete from UserEntity u" + LEASED)
            .setParameter("id", id.value())
            .setParameter("owner", owner)
            .executeUpdate()
        == 1;
  }

  boolean anonymise(UserId id, String owner, Instant now) {
    boolean changed =
        change(
            id,
            owner,
            ", u.username = null, u.usernameKey = null, u.idempotencyKey = null, u.state = :state,"
                + " u.resourceName = '', u.missing = '', u.due = '', u.passwordHash = null, u.leaseOwner = null,"
                + " u.leaseUntil = null, u.problem = null, u.updatedAt = :now",
            q -> q.setParameter("state", UserState.REMOVED).setParameter("now", now));
    if (changed) {
      for (ResourceKind kind : ResourceKind.values()) {
        forget(id, kind);
      }
    }
    return changed;
  }

  boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
    return em.createQuery(
                UPDATE
                    + ", u.passwordHash = :replacement where u.id = :id and u.passwordHash ="
                    + " :expected")
            .setParameter("replacement", replacement.encoded())
            .setParameter("id", id.value())
            .setParameter("expected", expected.encoded())
            .executeUpdate()
        == 1;
  }
}
