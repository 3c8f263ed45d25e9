package io.streamcat.spring.storage;

import io.streamcat.jdbc.entity.StreamCatEntities;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/**
 * A post-processor that adds StreamCat's read-only entities to the managed types of Spring Boot.
 * Scanning their package would not be enough: an application's {@code EntityScan} replaces all
 * other packages.
 */
final class EntityRegistration implements BeanPostProcessor {

  /**
   * The name of Spring Boot's bean. An application that defines its own persistence unit lists its
   * entities itself.
   */
  private static final String MANAGED_TYPES = "persistenceManagedTypes";

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return beanName.equals(MANAGED_TYPES) && bean instanceof PersistenceManagedTypes found
        ? withOwn(found)
        : bean;
  }

  private static PersistenceManagedTypes withOwn(PersistenceManagedTypes found) {
    List<String> classNames =
        Stream.concat(
                found.getManagedClassNames().stream(),
                StreamCatEntities.classes().stream().map(Class::getName))
            .distinct()
            .toList();
    return PersistenceManagedTypes.of(classNames, found.getManagedPackages());
  }
}
