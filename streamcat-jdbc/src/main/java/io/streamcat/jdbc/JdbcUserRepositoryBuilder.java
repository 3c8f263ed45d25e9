package io.streamcat.jdbc;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.time.Duration;

/** A builder of a {@link JdbcUserRepository}. Not thread safe. */
public final class JdbcUserRepositoryBuilder {

  private final ConnectionSource connections;
  private TableNames tables = TableNames.standard();
  private StreamKeyStorage streamKeys = StreamKeyStorage.notStored();
  private Duration statementTimeout = StreamCatSchema.STATEMENT_TIMEOUT;

  JdbcUserRepositoryBuilder(ConnectionSource connections) {
    this.connections = connections;
  }

  /**
   * Sets the names of the tables.
   *
   * @param value the names; {@link TableNames#standard()} unless set
   * @return this
   */
  public JdbcUserRepositoryBuilder tables(TableNames value) {
    tables = value;
    return this;
  }

  /**
   * Sets the way in which stream keys are stored.
   *
   * @param value the storage; {@link StreamKeyStorage#notStored()} unless set
   * @return this
   */
  public JdbcUserRepositoryBuilder streamKeys(StreamKeyStorage value) {
    streamKeys = value;
    return this;
  }

  /**
   * Sets the time after which the database gives up a statement, for example one that waits for a
   * lock. The pool limits the time to acquire a connection, and the driver's socket timeout detects
   * a dead connection.
   *
   * @param value 1 to 60 seconds, in whole seconds; 10 seconds unless set
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if the time is shorter or longer
   */
  public JdbcUserRepositoryBuilder statementTimeout(Duration value) {
    statementTimeout = Limits.statementTimeout(value);
    return this;
  }

  /**
   * Builds the repository and checks that the database has its schema.
   *
   * @return a new repository
   * @throws StorageException if the database cannot be reached or is not supported, or its schema
   *     is missing or outdated
   */
  public JdbcUserRepository build() {
    StreamCatSchema schema = StreamCatSchema.of(connections, tables);
    schema.check();
    return new JdbcUserRepository(
        Transactions.ofRepository(connections),
        schema.sql(statementTimeout),
        streamKeys,
        schema.storeId());
  }
}
