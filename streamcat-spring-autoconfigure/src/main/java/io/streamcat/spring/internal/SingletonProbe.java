package io.streamcat.spring.internal;

import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** A probe for beans that have been created, which does not create them. */
public final class SingletonProbe {

  private SingletonProbe() {}

  /** Returns whether a bean of a type has been created. */
  public static boolean isCreated(ConfigurableListableBeanFactory beans, Class<?> type) {
    return Stream.of(beans.getBeanNamesForType(type, true, false))
        .anyMatch(beans::containsSingleton);
  }
}
