package io.streamcat.jdbc;

import io.streamcat.error.StorageException;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;

/**
 * Keeps broadcasts and publications in the tables of {@link StreamCatSchema} through Jakarta
 * Persistence 3.1 or newer; tested with Hibernate.
 *
 * <p>The persistence unit has to know {@link #managedClasses()}; what {@link JpaUserRepository}
 * says of its own is true of these. Thread safe, and safe to use from many servers on one database,
 * next to {@link JdbcBroadcastRepository} too.
 */
public final class JpaBroadcastRepository extends FactRepository {

  private JpaBroadcastRepository(FactRows rows) {
    super(rows);
  }

  /**
   * Creates a repository that uses transactions of its own.
   *
   * @param factory where entity managers come from; with resource-local transactions
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or the persistence unit has not
   *     {@link #managedClasses()}
   */
  public static JpaBroadcastRepository create(EntityManagerFactory factory) {
    return create(JpaTransactions.of(factory));
  }

  /**
   * Creates a repository that joins transactions of the caller's.
   *
   * @param transactions where entity managers and transactions come from
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or the persistence unit has not
   *     {@link #managedClasses()}
   */
  public static JpaBroadcastRepository create(JpaTransactions transactions) {
    JpaCalls calls = new JpaCalls(transactions);
    calls.require(BroadcastEntity.class, "JpaBroadcastRepository.managedClasses()");
    return new JpaBroadcastRepository(new JpaFactRows(calls));
  }

  /**
   * Returns what a persistence unit has to list.
   *
   * @return the entities
   */
  public static List<Class<?>> managedClasses() {
    return List.of(BroadcastEntity.class, PublicationEntity.class);
  }
}
