package io.streamcat.spring;

import io.streamcat.jdbc.JpaBroadcastRepository;
import io.streamcat.jdbc.JpaUserRepository;
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
        Stream.of(
                found.getManagedClassNames(),
                names(JpaUserRepository.managedClasses()),
                names(JpaBroadcastRepository.managedClasses()))
            .flatMap(List::stream)
            .distinct()
            .toList();
    return PersistenceManagedTypes.of(classNames, found.getManagedPackages());
  }

  private static List<String> names(List<Class<?>> classes) {
    return classes.stream().map(Class::getName).toList();
  }

  /** Tells whether a persistence unit has an entity. */
  static boolean has(EntityManagerFactory factory, Class<?> entity) {
    return factory.getMetamodel().getEntities().stream()
        .anyMatch(type -> type.getJavaType() == entity);
  }
}
