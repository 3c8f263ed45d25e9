package io.streamcat.jdbc;

import io.streamcat.error.StorageException;
import javax.sql.DataSource;

/**
 * Keeps broadcasts and publications in PostgreSQL, MySQL, MariaDB or H2, on plain JDBC.
 *
 * <p>Events that tell nothing new cost one round trip for all of them together; others one more for
 * each kind of change, and a commit if there are several. What threads bring while others are being
 * stored is stored in one transaction. It never closes the data source. Thread safe, and safe to
 * use from many servers on one database.
 */
public final class JdbcBroadcastRepository extends FactRepository {

  private JdbcBroadcastRepository(FactRows rows) {
    super(rows);
  }

  /**
   * Creates a repository with the standard table names.
   *
   * @param dataSource where connections come from; a pool, if it is to be fast
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or has not the schema; see {@link
   *     StreamCatSchema}
   */
  public static JdbcBroadcastRepository create(DataSource dataSource) {
    return create(ConnectionSource.of(dataSource), TableNames.standard());
  }

  /**
   * Creates a repository that joins transactions of the caller's.
   *
   * @param connections where connections come from
   * @param tables what the tables are called
   * @return a new repository
   * @throws StorageException if the database cannot be reached, is none of those supported, or has
   *     not the schema
   */
  public static JdbcBroadcastRepository create(ConnectionSource connections, TableNames tables) {
    Transactions transactions = new Transactions(connections);
    Database database = transactions.single("connect to the database", Database::of);
    StreamCatSchema.of(connections, tables).check();
    return new JdbcBroadcastRepository(new JdbcFactRows(transactions, new Sql(database, tables)));
  }
}
