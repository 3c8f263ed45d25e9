package io.streamcat.spring.storage;

import io.streamcat.jdbc.entity.StreamCatEntities;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/**
 * Adds StreamCat's read-only entities to those Spring Boot has found. Scanning their package would
 * not be enough: an application's {@code EntityScan} replaces all others.
 */
final class EntityRegistration implements BeanPostProcessor {

  /** Spring Boot's bean; in a persistence unit of its own, an application lists what it wants. */
  private static final String FOUND = "persistenceManagedTypes";

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return beanName.equals(FOUND) && bean instanceof PersistenceManagedTypes found
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
