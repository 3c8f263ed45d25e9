package io.streamcat.spring;

import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Tells what has been asked for, without asking for it. */
final class SingletonProbe {

  private SingletonProbe() {}

  static boolean isCreated(ConfigurableListableBeanFactory beans, Class<?> type) {
    return Stream.of(beans.getBeanNamesForType(type, true, false))
        .anyMatch(beans::containsSingleton);
  }
}
