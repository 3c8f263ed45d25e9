package io.streamcat.broadcast;

import io.streamcat.exception.StreamCatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a repair found out.
 *
 * @param asked how many broadcasts AWS was asked about
 * @param changed those of which something was learned, by stream id, in the order they were asked
 *     about; unmodifiable
 * @param failed the broadcasts about which AWS could not be asked or whose answer makes no sense,
 *     by stream id, and the failures; the next repair asks again. Unmodifiable
 */
public record RepairReport(
    int asked, List<String> changed, Map<String, StreamCatException> failed) {

  /**
   * Copies what needs it.
   *
   * @param asked how many broadcasts AWS was asked about
   * @param changed those of which something was learned
   * @param failed the broadcasts that could not be repaired
   */
  public RepairReport {
    changed = List.copyOf(changed);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }
}
