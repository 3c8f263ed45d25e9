package io.streamcat.emulator.internal.resource;

import java.util.List;
import java.util.Map;

/**
 * What one call has changed, all of which is kept or nothing.
 *
 * @param by the operation, or what else has happened
 * @param changes what has changed, in this order
 * @param numbers how far what counts and what draws has come since, by name
 */
public record Changes(String by, List<Change> changes, Map<String, Long> numbers) {
  /**
   * One change of one resource.
   *
   * @param resource the version that exists from now on, or the last one
   * @param removed whether it exists no longer
   */
  public record Change(Resource resource, boolean removed) {}
}
