package io.streamcat.broadcast;

import io.streamcat.exception.StreamCatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a repair.
 *
 * @param asked the number of broadcasts and publications that AWS was asked about
 * @param changed the stream ids of the changed broadcasts and the {@linkplain Publication#key()
 *     keys} of the changed publications, in the order of the questions; unmodifiable
 * @param failed the failures by stream id or key, of broadcasts and publications about which AWS
 *     could not be asked or whose response is contradictory; the next repair asks again.
 *     Unmodifiable
 */
public record RepairReport(
    int asked, List<String> changed, Map<String, StreamCatException> failed) {

  /** Copies what needs it. */
  public RepairReport {
    changed = List.copyOf(changed);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }
}
