package io.streamcat.jdbc;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Function;

/**
 * How {@link JpaUserRepository} comes by an entity manager and a transaction: the seam through
 * which a framework's transactions are joined.
 *
 * <p>With Spring, for example, {@code inTransaction} is {@code transactionTemplate.execute(status
 * -> work.apply(entityManager))} with the shared entity manager, and {@code isTransactionActive} is
 * {@code TransactionSynchronizationManager.isActualTransactionActive}. Implementations are thread
 * safe.
 */
public interface JpaTransactions {

  /**
   * Opens an entity manager and a resource-local transaction for each call, and closes both.
   *
   * @param factory where entity managers come from; never closed
   * @return new transactions
   */
  static JpaTransactions of(EntityManagerFactory factory) {
    return new ResourceLocalTransactions(factory);
  }

  /**
   * Works in the caller's transaction, if there is one, or else in one of its own, which is
   * committed when this returns and rolled back if it throws.
   *
   * @param work what to do with the entity manager; not to be called twice
   * @param <T> what comes out
   * @return what the work returned
   */
  <T> T inTransaction(Function<EntityManager, T> work);

  /**
   * Tells whether the caller has a transaction under way that {@link #inTransaction} joins. What is
   * changed then is the caller's to commit, and the provisioner refuses to work.
   *
   * @return true inside a transaction of the caller's
   */
  boolean isTransactionActive();
}
