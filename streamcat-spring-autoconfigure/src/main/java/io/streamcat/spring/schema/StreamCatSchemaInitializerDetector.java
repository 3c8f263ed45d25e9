package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * A detector by which Spring Boot runs the initializer before all users of the database, and after
 * the application's own migrations: Flyway does not start in a schema that is no longer empty.
 * {@link FlywayTablesFirst} and {@link LiquibaseTablesFirst} create the tables for migrations that
 * refer to them.
 */
final class StreamCatSchemaInitializerDetector
    extends AbstractBeansOfTypeDatabaseInitializerDetector {

  @Override
  protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
    return Set.of(StreamCatSchemaInitializer.class);
  }

  /**
   * Returns 2: Spring Boot's detectors for Liquibase and Flyway have 0 and 1, and those for scripts
   * and JPA come last.
   */
  @Override
  public int getOrder() {
    return 2;
  }
}
