package io.streamcat.jdbc;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Persistence units of the test databases, one each for the tests of the JVM. */
final class JpaUnits {

  private static final Map<TestDatabase, SessionFactory> FACTORIES = new ConcurrentHashMap<>();

  private JpaUnits() {}

  /** The unit of a database whose tables are empty. */
  static SessionFactory of(TestDatabase database) {
    database.empty();
    return FACTORIES.computeIfAbsent(
        database, unit -> configuration(unit, managedClasses()).buildSessionFactory());
  }

  private static List<Class<?>> managedClasses() {
    return Stream.of(JpaUserRepository.managedClasses(), JpaBroadcastRepository.managedClasses())
        .flatMap(List::stream)
        .<Class<?>>map(type -> type)
        .toList();
  }

  /** What Hibernate needs for a unit, which it is to validate. */
  static Configuration configuration(TestDatabase database, Iterable<Class<?>> classes) {
    Configuration configuration = new Configuration();
    classes.forEach(configuration::addAnnotatedClass);
    configuration.getProperties().put("hibernate.connection.datasource", database.dataSource());
    if (database == TestDatabase.MYSQL_DRIVER) {
      // Hibernate asks MySQL for what a MariaDB that passes for one does not know.
      configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.MySQLDialect");
    }
    return configuration
        .setProperty("hibernate.hbm2ddl.auto", "validate")
        .setProperty("hibernate.generate_statistics", "true");
  }

  static JpaUserRepository repository(EntityManagerFactory factory) {
    return JpaUserRepository.builder(factory)
        .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
        .build();
  }

  static JpaUserRepository repository(JpaTransactions transactions) {
    return JpaUserRepository.builder(transactions)
        .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
        .build();
  }

  /**
   * The transactions of a framework with one entity manager, whether in a transaction or not.
   *
   * @param entityManager lives as long as the test likes
   */
  record Shared(EntityManager entityManager) implements JpaTransactions {

    @Override
    public <T> T inTransaction(Function<EntityManager, T> work) {
      if (isTransactionActive()) {
        try {
          return work.apply(entityManager);
        } catch (RuntimeException e) {
          entityManager.getTransaction().setRollbackOnly();
          throw e;
        }
      }
      entityManager.getTransaction().begin();
      try {
        T result = work.apply(entityManager);
        entityManager.getTransaction().commit();
        return result;
      } catch (RuntimeException e) {
        entityManager.getTransaction().rollback();
        throw e;
      }
    }

    @Override
    public boolean isTransactionActive() {
      return entityManager.getTransaction().isActive();
    }
  }
}
