package io.streamcat.jdbc;

import io.streamcat.error.StorageException;

/** Builds a {@link JdbcUserRepository}; not thread safe. */
public final class JdbcUserRepositoryBuilder {

  private final ConnectionSource connections;
  private TableNames tables = TableNames.standard();
  private StreamKeyStorage streamKeys = StreamKeyStorage.notStored();

  JdbcUserRepositoryBuilder(ConnectionSource connections) {
    this.connections = connections;
  }

  /**
   * Sets what the tables are called.
   *
   * @param value the names; {@link TableNames#standard()} unless set
   * @return this
   */
  public JdbcUserRepositoryBuilder tables(TableNames value) {
    tables = value;
    return this;
  }

  /**
   * Sets how stream keys are kept.
   *
   * @param value the storage; {@link StreamKeyStorage#notStored()} unless set
   * @return this
   */
  public JdbcUserRepositoryBuilder streamKeys(StreamKeyStorage value) {
    streamKeys = value;
    return this;
  }

  /**
   * Builds the repository and checks that the database has its schema.
   *
   * @return a new repository
   * @throws StorageException if the database cannot be reached, is none of those supported, or has
   *     not the schema
   */
  public JdbcUserRepository build() {
    Transactions transactions = new Transactions(connections);
    Database database = transactions.single("connect to the database", Database::of);
    StreamCatSchema.of(connections, tables).check();
    return new JdbcUserRepository(transactions, new Sql(database, tables), streamKeys);
  }
}
