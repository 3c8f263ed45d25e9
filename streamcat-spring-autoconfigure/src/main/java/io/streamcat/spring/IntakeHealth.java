package io.streamcat.spring;

import java.util.Map;

/** Tells how the taking of events does. */
@FunctionalInterface
interface IntakeHealth {

  /**
   * Looks whether events are taken.
   *
   * @param details gets what to show
   * @return whether all is well
   */
  boolean check(Map<String, Object> details);
}
