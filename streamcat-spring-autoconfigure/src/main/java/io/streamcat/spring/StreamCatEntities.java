package io.streamcat.spring;

import io.streamcat.jdbc.JpaUserRepository;
import io.streamcat.jdbc.UserEntity;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/**
 * Adds StreamCat's entities to those Spring Boot has found. Having their package scanned would not
 * do: an application's {@code EntityScan} replaces all others.
 */
final class StreamCatEntities implements BeanPostProcessor {

  /** Spring Boot's bean: in persistence units of its own, an application lists what it wants. */
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
                JpaUserRepository.managedClasses().stream().map(Class::getName))
            .distinct()
            .toList();
    return PersistenceManagedTypes.of(classNames, found.getManagedPackages());
  }

  /** Tells whether a persistence unit has the entities. */
  static boolean areIn(EntityManagerFactory factory) {
    return factory.getMetamodel().getEntities().stream()
        .anyMatch(type -> type.getJavaType() == UserEntity.class);
  }
}
