package io.streamcat.spring.schema;

import io.streamcat.spring.StreamCatSchemaInitializer;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * Has Spring Boot run the initialiser before whatever uses the database, and after the
 * application's own migrations: Flyway refuses to begin in a schema that is not empty any more.
 */
final class StreamCatSchemaInitializerDetector
    extends AbstractBeansOfTypeDatabaseInitializerDetector {

  @Override
  protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
    return Set.of(StreamCatSchemaInitializer.class);
  }

  /**
   * Spring Boot's detectors for Liquibase and Flyway have 0 and 1, those for scripts and JPA come
   * last.
   */
  @Override
  public int getOrder() {
    return 2;
  }
}
