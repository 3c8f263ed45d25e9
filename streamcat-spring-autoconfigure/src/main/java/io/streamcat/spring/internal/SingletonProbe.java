package io.streamcat.spring.internal;

import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Tells what has been asked for, without asking for it. */
public final class SingletonProbe {

  private SingletonProbe() {}

  public static boolean isCreated(ConfigurableListableBeanFactory beans, Class<?> type) {
    return Stream.of(beans.getBeanNamesForType(type, true, false))
        .anyMatch(beans::containsSingleton);
  }
}
