package io.streamcat.spring.internal;

import java.util.Map;

/** Tells how the taking of events does. */
@FunctionalInterface
public interface IngestionHealth {

  /**
   * Looks whether events are taken.
   *
   * @param details gets what to show
   * @return whether all is well
   */
  boolean check(Map<String, Object> details);
}
