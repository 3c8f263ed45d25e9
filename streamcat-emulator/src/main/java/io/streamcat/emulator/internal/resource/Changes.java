package io.streamcat.emulator.internal.resource;

import java.util.List;
import java.util.Map;

/**
 * The changes of one call, which are stored completely or not at all.
 *
 * @param by the name of the operation or of another cause
 * @param changes the changes in order
 * @param numbers the new positions of counters and random sources, by name
 */
public record Changes(String by, List<Change> changes, Map<String, Long> numbers) {
  /**
   * One change of one resource.
   *
   * @param resource the new version, or the last version of a removed resource
   * @param removed whether the resource was removed
   */
  public record Change(Resource resource, boolean removed) {}
}
