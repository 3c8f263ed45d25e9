package io.streamcat.aws.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The queues of this server's background calls that wait for a turn, one queue for each operation,
 * first come, first served. Only the first call of a queue asks the limiter. Thread safe.
 */
final class WaitingLines {

  private final Map<String, Deque<Object>> lines = new HashMap<>();

  /** Puts a call at the end of its queue and returns its place. */
  synchronized Object join(String line) {
    Object place = new Object();
    queue(line).add(place);
    return place;
  }

  /** Returns the number of calls before a place. */
  synchronized int ahead(String line, Object place) {
    int ahead = 0;
    for (Object other : queue(line)) {
      if (other == place) {
        break;
      }
      ahead++;
    }
    return ahead;
  }

  /** Leaves the queue. */
  synchronized void leave(String line, Object place) {
    queue(line).remove(place);
  }

  /** Empty queues stay, because AWS has few operations. */
  private Deque<Object> queue(String line) {
    return lines.computeIfAbsent(line, key -> new ArrayDeque<>());
  }
}
