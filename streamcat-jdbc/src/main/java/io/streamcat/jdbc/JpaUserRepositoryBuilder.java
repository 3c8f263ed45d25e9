package io.streamcat.jdbc;

import io.streamcat.error.StorageException;

/** Builds a {@link JpaUserRepository}; not thread safe. */
public final class JpaUserRepositoryBuilder {

  private final JpaTransactions transactions;
  private StreamKeyStorage streamKeys = StreamKeyStorage.notStored();

  JpaUserRepositoryBuilder(JpaTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Sets how stream keys are kept.
   *
   * @param value the storage; {@link StreamKeyStorage#notStored()} unless set
   * @return this
   */
  public JpaUserRepositoryBuilder streamKeys(StreamKeyStorage value) {
    streamKeys = value;
    return this;
  }

  /**
   * Builds the repository and checks that the persistence unit has its entities.
   *
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or the persistence unit has not
   *     {@link JpaUserRepository#managedClasses()}
   */
  public JpaUserRepository build() {
    JpaCalls calls = new JpaCalls(transactions);
    calls.require(UserEntity.class, "JpaUserRepository.managedClasses()");
    return new JpaUserRepository(calls, streamKeys);
  }
}
