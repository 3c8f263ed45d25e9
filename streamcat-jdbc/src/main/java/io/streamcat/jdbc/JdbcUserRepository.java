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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps users in PostgreSQL, MySQL, MariaDB or H2, on plain JDBC.
 *
 * <p>Every change is one transaction, fenced by the lease in its own condition; none is open while
 * AWS is called. It never closes the data source. Thread safe, and safe to use from many servers on
 * one database.
 */
public final class JdbcUserRepository implements UserRepository {

  private static final String BY_ID = UserRow.SELECT + " WHERE streamcat_user.id = ?";

  private static final int CLAIM_ATTEMPTS = 10;

  private final Transactions transactions;
  private final Sql sql;
  private final StreamKeyStorage streamKeys;

  JdbcUserRepository(Transactions transactions, Sql sql, StreamKeyStorage streamKeys) {
    this.transactions = transactions;
    this.sql = sql;
    this.streamKeys = streamKeys;
  }

  /**
   * Creates a repository with the standard table names that stores no stream keys.
   *
   * @param dataSource where connections come from; a pool, if it is to be fast
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or has not the schema; see {@link
   *     StreamCatSchema}
   */
  public static JdbcUserRepository create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Starts to build a repository.
   *
   * @param dataSource where connections come from
   * @return a new builder
   */
  public static JdbcUserRepositoryBuilder builder(DataSource dataSource) {
    return builder(ConnectionSource.of(dataSource));
  }

  /**
   * Starts to build a repository that joins transactions of the caller's.
   *
   * @param connections where connections come from
   * @return a new builder
   */
  public static JdbcUserRepositoryBuilder builder(ConnectionSource connections) {
    return new JdbcUserRepositoryBuilder(connections);
  }

  @Override
  public boolean isTransactionActive() {
    return transactions.source().isTransactionActive();
  }

  @Override
  public void insert(StoredUser user) {
    Limits.check(user);
    try {
      String action = "insert user '" + user.user().id() + "'";
      if (user.user().resourceKinds().isEmpty()) {
        transactions.single(action, c -> insert(c, user));
      } else {
        transactions.together(action, c -> insert(c, user));
      }
    } catch (SqlFailure.Violation e) {
      throw Duplicates.collision(this, user, e);
    }
  }

  private User insert(Connection connection, StoredUser stored) throws SQLException {
    User user = stored.user();
    Lease lease = stored.lease();
    PasswordHash hash = stored.passwordHash();
    String username = user.username();
    sql.update(
        connection,
        UserTable.INSERT,
        user.id().value(),
        username,
        username == null ? null : User.usernameKey(username),
        stored.idempotencyKey(),
        user.state().name(),
        stored.attempt().id(),
        stored.attempt().resourceName(),
        UserRow.list(stored.missing()),
        Due.write(stored.due()),
        hash == null ? null : hash.encoded(),
        lease == null ? null : lease.owner(),
        lease == null ? null : lease.until(),
        Limits.problem(stored.problem()),
        user.createdAt(),
        user.updatedAt());
    for (ResourceKind kind : user.resourceKinds()) {
      AwsResource resource = Objects.requireNonNull(user.resource(kind));
      ResourceTable.of(kind).insert(sql, connection, user.id().value(), resource, streamKeys);
    }
    return user;
  }

  @Override
  public Optional<StoredUser> findById(UserId id) {
    return find(BY_ID, id.value()).map(UserRow::stored);
  }

  @Override
  public Optional<StoredUser> findByUsername(String username) {
    return find(UserRow.SELECT + " WHERE username_key = ?", User.usernameKey(username))
        .map(UserRow::stored);
  }

  @Override
  public Optional<StoredUser> findByIdempotencyKey(String idempotencyKey) {
    return find(UserRow.SELECT + " WHERE idempotency_key = ?", idempotencyKey).map(UserRow::stored);
  }

  @Override
  public Optional<StoredUser> findByResource(String arn) {
    return ResourceKind.ofArn(arn)
        .map(kind -> ResourceTable.of(kind).tableName())
        .flatMap(table -> find(UserRow.SELECT + " WHERE " + table + ".arn = ?", arn))
        .map(UserRow::stored);
  }

  private Optional<UserRow> find(String statement, String value) {
    return transactions
        .single("read a user", c -> sql.query(c, this::read, statement, value))
        .stream()
        .findFirst();
  }

  private UserRow read(Row<SQLException> row) throws SQLException {
    return UserRow.read(row, streamKeys);
  }

  @Override
  public List<StoredUser> page(@Nullable UserId after, int limit) {
    String order = " ORDER BY streamcat_user.id LIMIT ?";
    return transactions
        .single(
            "read a page of users",
            c ->
                after == null
                    ? sql.query(c, this::read, UserRow.SELECT + order, limit)
                    : sql.query(
                        c,
                        this::read,
                        UserRow.SELECT + " WHERE streamcat_user.id > ?" + order,
                        after.value(),
                        limit))
        .stream()
        .map(UserRow::stored)
        .toList();
  }

  @Override
  public Map<UserState, Long> countByState() {
    Map<UserState, Long> counts = new EnumMap<>(UserState.class);
    transactions
        .single(
            "count users",
            c ->
                sql.query(
                    c,
                    row -> Map.entry(UserState.valueOf(row.text("state")), row.number("users")),
                    "SELECT state, COUNT(*) AS users FROM streamcat_user GROUP BY state"))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public long countExpired(Instant now) {
    return transactions
        .single(
            "count users whose lease has expired",
            c ->
                sql.query(
                    c,
                    row -> row.number("users"),
                    "SELECT COUNT(*) AS users FROM streamcat_user WHERE lease_until <= ?",
                    now))
        .get(0);
  }

  @Override
  public Optional<StoredUser> claim(UserId id, Lease lease, Instant now) {
    for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      Optional<UserRow> found = find(BY_ID, id.value()).filter(row -> isFree(row.stored(), now));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      UserRow before = found.get();
      int claimed =
          transactions.single(
              "claim user '" + id + "'",
              c ->
                  sql.update(
                      c,
                      UserTable.CLAIM,
                      lease.owner(),
                      lease.until(),
                      id.value(),
                      before.version()));
      if (claimed == 1) {
        return Optional.of(before.stored());
      }
    }
    // Someone else is at work on the user all the time.
    return Optional.empty();
  }

  private static boolean isFree(StoredUser user, Instant now) {
    return user.user().state() != UserState.REMOVED
        && (user.lease() == null || !user.lease().isHeld(now));
  }

  @Override
  public List<StoredUser> claimExpired(Lease lease, Instant now, int limit) {
    return transactions.together(
        "claim users whose lease has expired",
        c -> {
          List<String> ids =
              sql.query(c, row -> row.text("id"), UserTable.LOCK_EXPIRED, now, limit);
          List<StoredUser> claimed = new ArrayList<>();
          for (String id : ids) {
            claimed.addAll(sql.query(c, row -> read(row).stored(), BY_ID, id));
            sql.update(c, UserTable.LEASE, lease.owner(), lease.until(), id);
          }
          return claimed;
        });
  }

  @Override
  public void attach(UserId id, String owner, AwsResource resource, Instant now) {
    ResourceKind kind = ResourceKind.of(resource);
    try {
      transactions.together(
          "record " + resource.arn(),
          c -> {
            changed(id, sql.update(c, UserTable.attach(kind), now, id.value(), owner));
            ResourceTable.of(kind).insert(sql, c, id.value(), resource, streamKeys);
            return id;
          });
    } catch (SqlFailure.Violation e) {
      requireRecorded(id, owner, resource, e);
    }
  }

  private void requireRecorded(
      UserId id, String owner, AwsResource resource, SqlFailure.Violation violation) {
    StoredUser user =
        findById(id)
            .filter(stored -> stored.lease() != null && stored.lease().owner().equals(owner))
            .orElseThrow(() -> new LeaseLostException(id.value()));
    AwsResource recorded = user.user().resource(ResourceKind.of(resource));
    if (recorded == null) {
      throw new StorageException(
          resource.arn() + " is recorded for another user", false, violation);
    }
    if (!recorded.arn().equals(resource.arn())) {
      throw new LeaseLostException(id.value());
    }
  }

  @Override
  public void detach(UserId id, String owner, ResourceKind kind, Instant now) {
    transactions.together(
        "forget the " + kind.words() + " of user '" + id + "'",
        c -> {
          changed(id, sql.update(c, UserTable.TOUCH, now, id.value(), owner));
          return deleteFrom(c, kind, id) == 0 ? 0 : sql.update(c, UserTable.miss(kind), id.value());
        });
  }

  private int deleteFrom(Connection connection, ResourceKind kind, UserId id) throws SQLException {
    return sql.update(
        connection,
        "DELETE FROM " + ResourceTable.of(kind).tableName() + " WHERE user_id = ?",
        id.value());
  }

  @Override
  public void changeAttempt(UserId id, String owner, Attempt attempt, Instant now) {
    change(
        id,
        UserTable.CHANGE_ATTEMPT,
        attempt.id(),
        attempt.resourceName(),
        UserRow.missing(this, id, attempt),
        id.value(),
        owner);
  }

  @Override
  public void changeDue(UserId id, Lease lease, Set<ChannelChange> due) {
    change(id, UserTable.CHANGE_DUE, Due.write(due), lease.until(), id.value(), lease.owner());
  }

  @Override
  public void replaceStreamKey(
      UserId id,
      String owner,
      String channelArn,
      StreamKey key,
      Set<ChannelChange> due,
      Instant now) {
    transactions.together(
        "record " + key.arn(),
        c -> {
          settle(c, id, owner, due, now);
          changed(id, JdbcChannels.replaceKey(sql, c, id, channelArn, key, streamKeys));
          return id;
        });
  }

  @Override
  public void replaceChannelSettings(
      UserId id, String owner, String channelArn, ChannelSettings settings, Instant now) {
    transactions.together(
        "record settings of " + channelArn,
        c -> {
          settle(c, id, owner, Set.of(), now);
          changed(id, JdbcChannels.replaceSettings(sql, c, id, channelArn, settings));
          return id;
        });
  }

  private void settle(Connection c, UserId id, String owner, Set<ChannelChange> due, Instant now)
      throws SQLException {
    changed(
        id,
        sql.update(
            c,
            due.isEmpty() ? UserTable.NOTHING_DUE : UserTable.STILL_DUE,
            now,
            Due.write(due),
            id.value(),
            owner));
  }

  @Override
  public void beginDeprovisioning(UserId id, Lease lease, Instant now) {
    change(id, UserTable.BEGIN_DEPROVISIONING, now, lease.until(), id.value(), lease.owner());
  }

  @Override
  public void release(UserId id, String owner, @Nullable Instant until, @Nullable String problem) {
    change(
        id,
        UserTable.RELEASE,
        until,
        Limits.problem(problem),
        until == null ? null : owner,
        id.value(),
        owner);
  }

  @Override
  public void delete(UserId id, String owner) {
    change(id, UserTable.DELETE, id.value(), owner);
  }

  @Override
  public void anonymise(UserId id, String owner, Instant now) {
    transactions.together(
        "anonymise user '" + id + "'",
        c -> {
          changed(id, sql.update(c, UserTable.ANONYMISE, now, id.value(), owner));
          for (ResourceKind kind : ResourceKind.values()) {
            deleteFrom(c, kind, id);
          }
          return id;
        });
  }

  @Override
  public boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
    Limits.check(replacement);
    return transactions.single(
            "replace the password hash of user '" + id + "'",
            c ->
                sql.update(
                    c,
                    UserTable.REPLACE_PASSWORD_HASH,
                    replacement.encoded(),
                    id.value(),
                    expected.encoded()))
        == 1;
  }

  private void change(UserId id, String statement, @Nullable Object... values) {
    transactions.single(
        "change user '" + id + "'",
        c -> {
          changed(id, sql.update(c, statement, values));
          return id;
        });
  }

  private static void changed(UserId id, int count) {
    if (count == 0) {
      throw new LeaseLostException(id.value());
    }
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
    return new StreamKeyResealing(new JdbcChannels(transactions, sql), streamKeys).run();
  }
}
