package io.streamcat.jdbc;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Lookups;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.operations.Ban;
import io.streamcat.operations.BanList;
import io.streamcat.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The bans from chat rooms in PostgreSQL, MySQL, MariaDB or H2.
 *
 * <p>Finding a ban costs one round trip, by the primary key. Every statement has a time limit. A
 * change is part of the caller's transaction on the same data source, if there is one. The list
 * never closes the data source. Thread safe, and safe to use from many servers on one database.
 */
public final class JdbcBanList implements BanList {

  private static final List<String> KEY = List.of("owner_id", "viewer_id");
  private static final List<String> VALUES = List.of("reason", "since", "ends_at");

  private static final String SELECT =
      "SELECT viewer_id, reason, since, ends_at FROM streamcat_ban"
          + " WHERE owner_id = ? AND (ends_at IS NULL OR ends_at > ?)";

  private final Transactions transactions;
  private final Sql sql;

  private JdbcBanList(Transactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  /**
   * Creates a list with the standard table names.
   *
   * @param dataSource the data source, which should be a pool
   * @return a new list
   * @throws StorageException if the database cannot be reached, or its schema is missing or
   *     outdated; see {@link StreamCatSchema}
   */
  public static JdbcBanList create(DataSource dataSource) {
    return create(ConnectionSource.of(dataSource), TableNames.standard());
  }

  /**
   * Creates a list that joins the caller's transactions.
   *
   * @param connections the source of connections
   * @param tables the names of the tables
   * @return a new list
   * @throws StorageException if the database cannot be reached or is not supported, or its schema
   *     is missing or outdated
   */
  public static JdbcBanList create(ConnectionSource connections, TableNames tables) {
    StreamCatSchema schema = StreamCatSchema.of(connections, tables);
    schema.check();
    return new JdbcBanList(
        Transactions.ofRepository(connections), schema.sql(StreamCatSchema.STATEMENT_TIMEOUT));
  }

  @Override
  public Optional<Ban> find(UserId owner, String viewerId, Instant now) {
    if (!Lookups.canExist(viewerId)) {
      return Optional.empty();
    }
    return transactions
        .single(
            "find a ban",
            c ->
                sql.query(
                    c,
                    JdbcBanList::ban,
                    SELECT + " AND viewer_id = ?",
                    owner.value(),
                    now,
                    viewerId))
        .stream()
        .findFirst();
  }

  @Override
  public List<Ban> list(UserId owner, Instant now) {
    return List.copyOf(
        transactions.single(
            "list bans",
            c ->
                sql.query(
                    c,
                    JdbcBanList::ban,
                    SELECT + " ORDER BY since, viewer_id",
                    owner.value(),
                    now)));
  }

  private static Ban ban(Row row) throws SQLException {
    return new Ban(
        row.text("viewer_id"),
        row.nullableText("reason"),
        row.instant("since"),
        row.nullableInstant("ends_at"));
  }

  /** Two transactions: in one, bans of several viewers at once would deadlock in MySQL. */
  @Override
  public void add(UserId owner, Ban ban) {
    transactions.single(
        "delete ended bans",
        c ->
            sql.update(
                c,
                "DELETE FROM streamcat_ban WHERE owner_id = ? AND ends_at <= ?",
                owner.value(),
                ban.since()));
    transactions.single(
        "add a ban",
        c ->
            sql.update(
                c,
                sql.database().upsert("streamcat_ban", KEY, VALUES),
                owner.value(),
                ban.viewerId(),
                ban.reason(),
                ban.since(),
                ban.until()));
  }

  @Override
  public boolean remove(UserId owner, String viewerId) {
    return Lookups.canExist(viewerId)
        && transactions.single(
                "lift a ban",
                c ->
                    sql.update(
                        c,
                        "DELETE FROM streamcat_ban WHERE owner_id = ? AND viewer_id = ?",
                        owner.value(),
                        viewerId))
            > 0;
  }

  @Override
  public void forget(UserId user) {
    transactions.together(
        "forget the bans of a user",
        c ->
            sql.update(c, "DELETE FROM streamcat_ban WHERE owner_id = ?", user.value())
                + sql.update(c, "DELETE FROM streamcat_ban WHERE viewer_id = ?", user.value()));
  }
}
