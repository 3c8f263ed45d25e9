package io.streamcat.jdbc;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceException;
import java.util.function.Function;

/**
 * An entity manager and a transaction for each call.
 *
 * @param factory where entity managers come from
 */
record ResourceLocalTransactions(EntityManagerFactory factory) implements JpaTransactions {

  @Override
  public <T> T inTransaction(Function<EntityManager, T> work) {
    EntityManager entityManager = factory.createEntityManager();
    try (entityManager) {
      EntityTransaction transaction = entityManager.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(entityManager);
        transaction.commit();
        return result;
      } catch (RuntimeException | Error e) {
        undo(transaction, e);
        throw e;
      }
    }
  }

  private static void undo(EntityTransaction transaction, Throwable reason) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (PersistenceException again) {
      reason.addSuppressed(again);
    }
  }

  @Override
  public boolean isTransactionActive() {
    return false;
  }
}
