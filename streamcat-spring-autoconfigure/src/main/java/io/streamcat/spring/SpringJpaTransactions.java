package io.streamcat.spring;

import io.streamcat.jdbc.JpaTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Works in Spring's transactions. */
final class SpringJpaTransactions implements JpaTransactions {

  private final EntityManager entityManager;
  private final TransactionTemplate transactions;

  SpringJpaTransactions(EntityManagerFactory factory, PlatformTransactionManager manager) {
    this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = new TransactionTemplate(manager);
  }

  @Override
  public <T> T inTransaction(Function<EntityManager, T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    transactions.executeWithoutResult(status -> result.set(work.apply(entityManager)));
    return Objects.requireNonNull(result.get());
  }

  @Override
  public boolean isTransactionActive() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }
}
