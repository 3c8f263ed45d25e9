package io.streamcat.spring.internal;

import java.util.Map;

/** The health of event ingestion. */
@FunctionalInterface
public interface IngestionHealth {

  /**
   * Checks whether events are received.
   *
   * @param details receives the details to show
   * @return true if events are received
   */
  boolean check(Map<String, Object> details);
}
