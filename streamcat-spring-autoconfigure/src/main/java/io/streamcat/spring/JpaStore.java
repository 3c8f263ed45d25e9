package io.streamcat.spring;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JpaTransactions;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.StreamCatProperties.Store;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The application's persistence unit, or its database through JDBC where the unit lacks the
 * entities.
 *
 * @param properties the settings
 * @param factory the persistence unit
 * @param transactionManager the application's transactions, if it has any
 */
record JpaStore(
    StreamCatProperties properties,
    EntityManagerFactory factory,
    ObjectProvider<PlatformTransactionManager> transactionManager) {

  private static final Logger log = LoggerFactory.getLogger(JpaStore.class);

  /**
   * Opens a repository.
   *
   * @param what what is kept in it
   * @param type whose {@code managedClasses()} the unit has to have
   * @param entity one of them
   * @param jpa opens it through the unit
   * @param jdbc opens it through JDBC
   */
  <T> T open(
      String what,
      Class<?> type,
      Class<?> entity,
      Function<JpaTransactions, T> jpa,
      BiFunction<ConnectionSource, TableNames, T> jdbc) {
    DataSource dataSource =
        factory instanceof EntityManagerFactoryInfo info ? info.getDataSource() : null;
    if (dataSource != null) {
      TableNames tables = Storage.tables(properties.jdbc());
      ConnectionSource connections = new SpringConnections(dataSource);
      if (properties.store() == Store.AUTO && !StreamCatEntities.has(factory, entity)) {
        log.warn(
            "The persistence unit does not have StreamCat's entities of {}, so they are kept"
                + " through JDBC; list {}.managedClasses() in it, or set streamcat.store=jdbc to be"
                + " rid of this message",
            what,
            type.getSimpleName());
        return jdbc.apply(connections, tables);
      }
      StreamCatSchema.of(connections, tables).check();
    }
    return jpa.apply(
        new SpringJpaTransactions(
            factory, transactionManager.getIfUnique(() -> new JpaTransactionManager(factory))));
  }
}
