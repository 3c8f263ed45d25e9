package io.streamcat.spring.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The persistence context of a web request, as Spring's open-in-view binds it.
 *
 * @param factory the persistence unit
 * @param entities the entity manager that is bound to the thread
 */
record OpenInView(EntityManagerFactory factory, EntityManager entities) implements AutoCloseable {

  static OpenInView of(EntityManagerFactory factory) {
    EntityManager entities = factory.createEntityManager();
    TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(entities));
    return new OpenInView(factory, entities);
  }

  @Override
  public void close() {
    TransactionSynchronizationManager.unbindResource(factory);
    entities.close();
  }
}
