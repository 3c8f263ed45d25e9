package io.streamcat.jdbc;

import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.internal.secret.StreamKeyReencryption;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Lookups;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.SqlFailure;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.jdbc.internal.user.PendingQuery;
import io.streamcat.jdbc.internal.user.RecordBatch;
import io.streamcat.jdbc.internal.user.RecordConflicts;
import io.streamcat.jdbc.internal.user.RecordCountQuery;
import io.streamcat.jdbc.internal.user.RecordWrite;
import io.streamcat.jdbc.internal.user.ResourceCountQuery;
import io.streamcat.jdbc.internal.user.ResourceTable;
import io.streamcat.jdbc.internal.user.UserRow;
import io.streamcat.jdbc.internal.user.UserTable;
import io.streamcat.repository.Home;
import io.streamcat.repository.RecordCounts;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository of users in PostgreSQL, MySQL, MariaDB or H2.
 *
 * <pre>{@code
 * StreamCatSchema.of(dataSource).migrate(); // creates or updates the tables
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .storage(
 *             s ->
 *                 s.users(JdbcUserRepository.create(dataSource))
 *                     .bans(JdbcBanList.create(dataSource)))
 *         .build();
 * }</pre>
 *
 * <p>A record is a row with up to three more, one for each resource. An update compares version and
 * writer of the row and is atomic: on PostgreSQL it is one statement, elsewhere one transaction.
 * Lookups are one statement and join the caller's transaction; users cannot be changed inside one.
 * Every statement has a time limit. The repository never closes the data source. Thread safe, and
 * safe to use from many servers on one database.
 */
public final class JdbcUserRepository implements UserRepository {

  private static final Logger log = LoggerFactory.getLogger(JdbcUserRepository.class);

  private final Transactions transactions;
  private final Sql sql;
  private final StreamKeyStorage streamKeys;
  private final String storeId;

  /** The queries by their conditions, because building their text takes longer than reading. */
  private final Map<String, String> queries = new ConcurrentHashMap<>();

  JdbcUserRepository(
      Transactions transactions, Sql sql, StreamKeyStorage streamKeys, String storeId) {
    this.transactions = transactions;
    this.sql = sql;
    this.streamKeys = streamKeys;
    this.storeId = storeId;
  }

  /**
   * Creates a repository with the standard table names that stores no stream keys.
   *
   * @param dataSource the data source, which should be a pool
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or its schema is missing or
   *     outdated; see {@link StreamCatSchema}
   */
  public static JdbcUserRepository create(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Creates a builder of a repository.
   *
   * @param dataSource the data source, which should be a pool
   * @return a new builder
   */
  public static JdbcUserRepositoryBuilder builder(DataSource dataSource) {
    return builder(ConnectionSource.of(dataSource));
  }

  /**
   * Creates a builder of a repository that detects the caller's transactions.
   *
   * @param connections the source of connections
   * @return a new builder
   */
  public static JdbcUserRepositoryBuilder builder(ConnectionSource connections) {
    return new JdbcUserRepositoryBuilder(connections);
  }

  @Override
  public String storeId() {
    return storeId;
  }

  @Override
  public boolean isTransactionActive() {
    return transactions.source().isTransactionActive();
  }

  @Override
  public void insert(UserRecord record) {
    Limits.check(record);
    String action = "insert user '" + record.label() + "'";
    requireNoTransaction(action);
    RecordWrite write = RecordWrite.insert(record, streamKeys);
    try {
      write.run(transactions, sql, action);
    } catch (SqlFailure.Duplicate e) {
      throw new RecordConflicts(transactions, sql).of(record, true, e);
    }
  }

  @Override
  public List<UserRecord> insertAll(List<UserRecord> records) {
    records.forEach(Limits::check);
    String action = "insert " + records.size() + " users";
    requireNoTransaction(action);
    return new RecordBatch(transactions, sql, streamKeys, action).insert(records);
  }

  @Override
  public boolean update(UserRecord expected, UserRecord next) {
    UserRepository.requireSuccession(expected, next);
    Limits.check(next);
    String action = "update user '" + next.label() + "'";
    requireNoTransaction(action);
    RecordWrite write = RecordWrite.update(expected, next, streamKeys);
    try {
      return write.run(transactions, sql, action);
    } catch (SqlFailure.Duplicate e) {
      throw new RecordConflicts(transactions, sql).of(next, false, e);
    }
  }

  @Override
  public boolean delete(UserRecord expected) {
    String action = "delete user '" + expected.label() + "'";
    requireNoTransaction(action);
    return transactions.single(
        action,
        c -> {
          try {
            return sql.update(
                    c,
                    "DELETE FROM streamcat_user WHERE record_key = ? AND " + UserTable.HAS_REVISION,
                    expected.key(),
                    expected.revision().version(),
                    expected.revision().writer())
                == 1;
          } catch (SQLException e) {
            if (SqlFailure.isReferenced(e)) {
              throw new StorageException(
                  "could not "
                      + action
                      + ": a row of another table refers to it; delete that row first, or declare"
                      + " its foreign key with ON DELETE CASCADE: "
                      + e.getMessage(),
                  false,
                  e);
            }
            throw e;
          }
        });
  }

  /**
   * Rejects a change inside the caller's transaction: a rollback would undo the record but not the
   * changes in AWS.
   */
  private void requireNoTransaction(String action) {
    if (isTransactionActive()) {
      throw new StreamCatException(
          "could not "
              + action
              + " inside a transaction of the application: a rollback would not undo changes in"
              + " AWS. Call StreamCat before or after the transaction",
          false,
          null);
    }
  }

  @Override
  public Optional<UserRecord> findByKey(String key) {
    return find("u.record_key = ?", key);
  }

  @Override
  public Optional<UserRecord> findById(UserId id) {
    return find("u.user_id = ?", id.value());
  }

  @Override
  public Optional<UserRecord> findByUsername(String username) {
    return find("u.username_key = ?", User.usernameKey(username));
  }

  @Override
  public Optional<UserRecord> findByIdempotencyKey(String idempotencyKey) {
    return find("u.idempotency_key = ?", idempotencyKey);
  }

  @Override
  public Optional<UserRecord> findByResource(String arn) {
    return ResourceKind.ofArn(arn)
        .map(kind -> ResourceTable.of(kind).tableName())
        .flatMap(
            table ->
                find("u.record_key = (SELECT record_key FROM " + table + " WHERE arn = ?)", arn));
  }

  @Override
  public List<UserRecord> findByChannels(Collection<String> channelArns) {
    List<String> arns = channelArns.stream().filter(Lookups::canExist).toList();
    return arns.isEmpty()
        ? List.of()
        : find(
                "u.record_key IN (SELECT record_key FROM streamcat_channel WHERE "
                    + FactTable.oneOf("arn", arns.size())
                    + ")",
                arns.toArray())
            .toList();
  }

  private Optional<UserRecord> find(String condition, String value) {
    return Lookups.canExist(value)
        ? find(condition, new Object[] {value}).findFirst()
        : Optional.empty();
  }

  private Stream<UserRecord> find(String condition, Object[] values) {
    String query =
        queries.computeIfAbsent(
            condition, where -> UserRow.select(sql.database(), UserTable.NAME, " WHERE " + where));
    return transactions
        .single("read users", c -> sql.query(c, UserRow::read, query, values))
        .stream()
        .map(row -> row.decrypted(streamKeys));
  }

  @Override
  public List<UserRecord> page(@Nullable String after, int limit) {
    return selected("record_key > ?", "record_key", limit, cursor(after));
  }

  @Override
  public List<UserRecord> page(UserState state, @Nullable String after, int limit) {
    // A condition in the text, because PostgreSQL has an index of the records in the background.
    String background = "in_background " + (state.recoveryOrder(false) > 0 ? "> 0" : "= 0");
    return selected(
        background + " AND state = ? AND record_key > ?",
        "record_key",
        limit,
        state.name(),
        cursor(after));
  }

  @Override
  public List<UserRecord> spares(Home home, @Nullable String after, int limit) {
    return selected(
        "state = 'SPARE' AND due_at IS NULL AND record_key > ? AND " + UserTable.IN_HOME,
        UserTable.KEY,
        limit,
        cursor(after),
        home.region(),
        home.account());
  }

  @Override
  public List<UserRecord> failing(int limit) {
    return selected("attempts > 0", "attempts DESC", limit);
  }

  private static String cursor(@Nullable String after) {
    return Lookups.cursor(after == null ? "" : after);
  }

  /** Selects the rows before they are joined, so every page costs the same. */
  private List<UserRecord> selected(
      String condition, String order, int limit, @Nullable Object... values) {
    String rows =
        "(SELECT * FROM streamcat_user WHERE "
            + condition
            + " ORDER BY "
            + order
            + " LIMIT "
            + limit
            + ")";
    String query = UserRow.select(sql.database(), rows, " ORDER BY u." + order);
    return transactions
        .single("read a page of users", c -> sql.query(c, UserRow::read, query, values))
        .stream()
        .map(row -> row.decrypted(streamKeys))
        .toList();
  }

  @Override
  public List<UserRecord> pending(Home home, Instant now, int limit) {
    // Unreadable records stay pending for ever, and must not hide the records after them.
    for (long most = limit; ; most *= 2) {
      PendingQuery query = PendingQuery.of(sql.database(), home, now, most);
      List<Optional<UserRow>> rows =
          transactions.single(
              "read pending users",
              c ->
                  sql.query(
                      c, JdbcUserRepository::readable, query.text(), query.values().toArray()));
      List<UserRow> readable = rows.stream().flatMap(Optional::stream).limit(limit).toList();
      if (readable.size() == limit || rows.size() < most) {
        return readable.stream().map(row -> row.decrypted(streamKeys)).toList();
      }
    }
  }

  /**
   * Returns the record, or empty if a newer release wrote it: a server of that release will handle
   * it.
   */
  private static Optional<UserRow> readable(Row row) throws SQLException {
    try {
      return Optional.of(UserRow.read(row));
    } catch (StorageException e) {
      log.warn("A pending record cannot be read; skipping it key={}", row.text(UserTable.KEY), e);
      return Optional.empty();
    }
  }

  @Override
  public RecordCounts counts(Instant now) {
    return RecordCountQuery.counts(
        transactions.single(
            "count users", c -> sql.query(c, RecordCountQuery::read, RecordCountQuery.TEXT, now)));
  }

  @Override
  public boolean namesAccount(String region) {
    String query =
        "SELECT account FROM streamcat_user"
            + " WHERE region = ? AND account IS NOT NULL AND state <> 'REMOVED' LIMIT 1";
    return !transactions
        .single("look for an account", c -> sql.query(c, row -> row.text("account"), query, region))
        .isEmpty();
  }

  @Override
  public Map<ResourceKind, Long> resources(Home home, @Nullable Instant since) {
    ResourceCountQuery query = ResourceCountQuery.of(home, since);
    return transactions
        .single(
            "count resources",
            c ->
                sql.query(
                    c,
                    row -> Map.entry(ResourceKind.valueOf(row.text("name")), row.number("records")),
                    query.text(),
                    query.values().toArray()))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Encrypts every stored stream key and SRT passphrase as the stream key storage does today: after
   * the current encryption key has changed, or another storage was chosen. It may be repeated, and
   * run while users are provisioned. The records keep their revisions.
   *
   * @return the number of changed channels
   * @throws StorageException if the database fails; channels that were changed stay changed
   */
  public int reencryptStreamKeys() {
    return new StreamKeyReencryption(transactions, sql, streamKeys).run();
  }
}
