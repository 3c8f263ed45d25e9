package io.streamcat.jdbc;

import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Persistence units of the test databases, one each for the tests of the JVM. */
final class JpaUnits {

  private static final Map<TestDatabase, SessionFactory> FACTORIES = new ConcurrentHashMap<>();

  private JpaUnits() {}

  /** The unit of a database whose tables are empty; Hibernate has validated them. */
  static SessionFactory of(TestDatabase database) {
    database.empty();
    return FACTORIES.computeIfAbsent(database, JpaUnits::validated);
  }

  private static SessionFactory validated(TestDatabase database) {
    Configuration configuration = new Configuration();
    JpaUserRepository.managedClasses().forEach(configuration::addAnnotatedClass);
    configuration.getProperties().put("hibernate.connection.datasource", database.dataSource());
    return configuration
        .setProperty("hibernate.hbm2ddl.auto", "validate")
        .setProperty("hibernate.generate_statistics", "true")
        .buildSessionFactory();
  }

  static JpaUserRepository repository(EntityManagerFactory factory) {
    return JpaUserRepository.builder(JpaTransactions.of(factory))
        .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
        .build();
  }
}
